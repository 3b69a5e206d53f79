package dev.plumbline.bench;

import dev.plumbline.bench.peer.BoringServer;
import dev.plumbline.bench.peer.ClientPeer;
import dev.plumbline.bench.peer.Contestant;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One contestant's handshake with the server, its own part of it measured. Not thread-safe. */
final class HandshakeLap {
  /** More than the server sends to resume a session, and far less than it sends in a full handshake. */
  private static final int RESUMED_BYTES = 400;

  private static final int BUFFER = 1 << 15;

  private final Contestant contestant;
  private final BoringServer server;
  private final ClientMeter meter;
  private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer fromServer = ByteBuffer.allocate(BUFFER);
  private int bytesFromServer;

  HandshakeLap(Contestant contestant, BoringServer server, ClientMeter meter) {
    this.contestant = contestant;
    this.server = server;
    this.meter = meter;
  }

  /** Does two handshakes, and fails unless the second is what the scenario says: resumed, or full. */
  void requireResumption(boolean expected) throws IOException {
    run();
    run();
    if (bytesFromServer < RESUMED_BYTES != expected) {
      throw new IllegalStateException(
          contestant.name() + (expected ? " does not resume" : " resumes") + ": " + bytesFromServer + " bytes came");
    }
    meter.clear();
  }

  void run() throws IOException {
    bytesFromServer = 0;
    try (BoringServer.Connection connection = server.accept()) {
      toServer.clear();
      fromServer.clear().flip();
      meter.start();
      ClientPeer client = contestant.connect();
      client.handshake(fromServer, toServer);
      meter.stop();
      while (!client.established()) {
        serve(connection);
        toServer.clear();
        meter.start();
        client.handshake(fromServer, toServer);
        meter.stop();
      }
      serve(connection);
      meter.start();
      client.close();
      meter.stop();
      meter.sample();
    }
  }

  private void serve(BoringServer.Connection connection) throws IOException {
    toServer.flip();
    fromServer.clear();
    connection.handshake(toServer, fromServer);
    fromServer.flip();
    bytesFromServer += fromServer.remaining();
  }
}
