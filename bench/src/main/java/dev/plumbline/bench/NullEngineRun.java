package dev.plumbline.bench;

import dev.plumbline.bench.peer.ClientPeer;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.NullServer;
import dev.plumbline.bench.peer.PlumblineContestant;
import dev.plumbline.bench.peer.Scenario;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.TlsClientConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Our client without cryptography and with random bytes that are not: what is left is what our own code does.
 * Everything around the client is made beforehand and used again. Not thread-safe.
 */
final class NullEngineRun {
  private static final int BUFFER = 1 << 15;

  private final Contestant contestant;
  private final NullServer server = new NullServer();
  private final ByteBuffer nothing = ByteBuffer.allocate(0);
  private final ByteBuffer toServer = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer fromServer = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer plaintext = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer fullFlight = server.fullFlight();
  private final ByteBuffer finishedFlight = server.finishedFlight();
  private final ByteBuffer resumedFlight = server.resumedFlight();
  private final boolean resumption;
  private boolean resuming;
  private ClientPeer connection;
  private int recordLength;

  /**
   * @param scenario one with ECDSA; a scenario of resumption begins with one full handshake
   * @param adjustments what else the client is to be configured with
   */
  NullEngineRun(Scenario scenario, Consumer<TlsClientConfig.Builder> adjustments) {
    Entropy ones = (purpose, out, offset, length) -> Arrays.fill(out, offset, offset + length, (byte) 1);
    Consumer<TlsClientConfig.Builder> common = builder -> builder.entropy(ones);
    this.contestant = new PlumblineContestant(scenario, new NullEngine(), common.andThen(adjustments));
    this.resumption = scenario.resumption();
  }

  /** Makes a connection, brings it up, and lets it go. */
  void handshake() throws IOException {
    establish().close();
  }

  private ClientPeer establish() throws IOException {
    ClientPeer client = contestant.connect();
    client.handshake(nothing, toServer.clear());
    if (resuming) {
      client.handshake(resumedFlight.rewind(), toServer.clear());
    } else {
      client.handshake(fullFlight.rewind(), toServer.clear());
      client.handshake(finishedFlight.rewind(), toServer.clear());
    }
    if (!client.established()) {
      throw new IllegalStateException("no connection with the null server");
    }
    resuming = resumption;
    return client;
  }

  /** Makes the connection that records are exchanged on, in place of the one before. */
  void connect(int newRecordLength) throws IOException {
    if (connection != null) {
      connection.close();
    }
    connection = establish();
    server.finishedFlight();
    recordLength = newRecordLength;
  }

  /** Sends one record; returns its length on the wire. */
  int seal() throws IOException {
    connection.seal(plaintext.clear().limit(recordLength), toServer.clear());
    return toServer.position();
  }

  /** Receives one record; returns the length of what was in it. */
  int open() throws IOException {
    server.applicationRecord(recordLength, fromServer.clear());
    connection.open(fromServer.flip(), plaintext.clear());
    return plaintext.position();
  }
}
