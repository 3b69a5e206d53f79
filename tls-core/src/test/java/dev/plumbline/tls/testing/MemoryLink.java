package dev.plumbline.tls.testing;

import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Moves bytes between a client and a server in memory until neither has any more. */
public final class MemoryLink {
  private final TlsClient client;
  private final MemoryPeer server;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ByteArrayOutputStream toServer = new ByteArrayOutputStream();
  private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();

  public MemoryLink(TlsClient client, MemoryPeer server) {
    this.client = client;
    this.server = server;
  }

  /** Runs until both sides are silent. */
  public MemoryLink run() throws TlsAlert {
    retry();
    byte[] toSend = drain();
    byte[] answer = server.exchange(toSend);
    while (toSend.length > 0 || answer.length > 0) {
      toClient.writeBytes(answer);
      feed(answer);
      toSend = drain();
      answer = server.exchange(toSend);
    }
    return this;
  }

  /** Gives the client bytes that no answer brought, and takes what it says to them. */
  public void deliver(byte[] bytes) throws TlsAlert {
    feed(bytes);
    drain();
  }

  private void feed(byte[] bytes) throws TlsAlert {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    retry();
    do {
      client.receive(in);
      retry();
      read();
    } while (in.hasRemaining() && client.wants().contains(Want.RECEIVE));
  }

  private void retry() throws TlsAlert {
    while (client.wants().contains(Want.RETRY)) {
      client.retry();
    }
  }

  private void read() {
    ByteBuffer out = ByteBuffer.allocate(1 << 15);
    while (client.wants().contains(Want.READ)) {
      client.read(out.clear());
      received.write(out.array(), 0, out.position());
    }
  }

  /** Everything that the client has for the server. */
  public byte[] drain() {
    ByteBuffer out = ByteBuffer.allocate(1 << 15);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (client.wants().contains(Want.TRANSMIT)) {
      client.transmit(out.clear());
      all.write(out.array(), 0, out.position());
    }
    toServer.writeBytes(all.toByteArray());
    return all.toByteArray();
  }

  /** Sends application data and runs. */
  public MemoryLink send(byte[] data) throws TlsAlert {
    ByteBuffer in = ByteBuffer.wrap(data);
    while (in.hasRemaining()) {
      client.send(in);
      run();
    }
    return this;
  }

  /** Application data that the client received. */
  public byte[] received() {
    return received.toByteArray();
  }

  /** All bytes that the client sent. */
  public byte[] sentToServer() {
    return toServer.toByteArray();
  }

  /** All bytes that the server sent. */
  public byte[] sentToClient() {
    return toClient.toByteArray();
  }
}
