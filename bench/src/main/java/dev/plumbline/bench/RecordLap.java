package dev.plumbline.bench;

import dev.plumbline.bench.peer.BoringServer;
import dev.plumbline.bench.peer.ClientPeer;
import dev.plumbline.bench.peer.Contestant;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One contestant's established connection: a record there and a record back, its own part measured. Not thread-safe.
 */
final class RecordLap implements AutoCloseable {
  private static final int BUFFER = 1 << 15;

  private final int size;
  private final BoringServer.Connection connection;
  private final ClientPeer client;
  private final ClientMeter seal;
  private final ClientMeter open;
  private final ByteBuffer wire = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer plaintext = ByteBuffer.allocate(BUFFER);

  RecordLap(Contestant contestant, BoringServer server, int size) throws IOException {
    this.size = size;
    this.connection = server.accept();
    this.client = contestant.connect();
    this.seal = ClientMeter.named(contestant.name() + RecordBench.SEAL);
    this.open = ClientMeter.named(contestant.name() + RecordBench.OPEN);
    ByteBuffer back = ByteBuffer.allocate(BUFFER).flip();
    do {
      client.handshake(back, wire.clear());
      connection.handshake(wire.flip(), back.clear());
      back.flip();
    } while (!client.established());
  }

  void run() throws IOException {
    plaintext.clear().limit(size);
    wire.clear();
    seal.start();
    client.seal(plaintext, wire);
    seal.stop();
    seal.sample();
    connection.open(wire.flip(), plaintext.clear());
    connection.seal(plaintext.flip(), wire.clear());
    wire.flip();
    plaintext.clear();
    open.start();
    client.open(wire, plaintext);
    open.stop();
    open.sample();
    if (plaintext.position() != size) {
      throw new IllegalStateException(plaintext.position() + " bytes came back of " + size);
    }
  }

  @Override
  public void close() {
    client.close();
    connection.close();
  }
}
