package dev.plumbline.tls.io;

import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Moves bytes between a {@link TlsClient} and its transport, for one reading and one writing thread.
 *
 * <p>The client is only touched with its monitor held, and the socket is never waited for with it. Who reads from the
 * socket holds {@link #reading}, who writes to it holds {@link #writing}; the first is taken before the second. A
 * reader that has something to send never waits for a writer, who may be waiting for the server to read, who may be
 * waiting for us to: it leaves the sending to the writer.
 */
final class ClientPump {
  private final TlsClient client;
  private final Transport transport;
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean closed;

  /** Something that the client does, which may end the connection. */
  interface Step {
    void run(TlsClient client) throws TlsAlert;
  }

  ClientPump(TlsClient client, Transport transport) {
    this.client = client;
    this.transport = transport;
  }

  ReentrantLock reading() {
    return reading;
  }

  ReentrantLock writing() {
    return writing;
  }

  /** What the client can make use of. Throws what ended the connection, if something did. */
  Set<Want> wants() throws IOException {
    synchronized (client) {
      ensureOpen();
      ensureSound();
      return client.wants();
    }
  }

  /** Takes application data that has arrived: also when the connection has failed after it. 0 if there is none. */
  int read(ByteBuffer data) throws IOException {
    synchronized (client) {
      ensureOpen();
      return client.wants().contains(Want.READ) ? client.read(data) : 0;
    }
  }

  /** Whether there is something to read without waiting. */
  boolean readable() {
    synchronized (client) {
      return !closed && client.wants().contains(Want.READ);
    }
  }

  /** Forgets all secrets. Threads that wait for the socket find out when it is closed. */
  void close() {
    synchronized (client) {
      closed = true;
      client.close();
    }
  }

  /** Waits for bytes of the server and hands them to the client. Needs the reading lock. */
  void receive() throws IOException {
    if (!transport.fill()) {
      ended();
      return;
    }
    perform(tls -> receive(tls, transport));
  }

  /** Nobody can send the client's answer before the tap has heard what it answers: both need the client's monitor. */
  private static void receive(TlsClient client, Transport transport) throws TlsAlert {
    ByteBuffer inbound = transport.inbound();
    int from = inbound.position();
    try {
      client.receive(inbound);
    } finally {
      transport.taken(from);
    }
  }

  private void ended() throws IOException {
    try {
      perform(TlsClient::receiveEnd);
    } catch (TlsException cut) {
      transport.reset().ifPresent(cut::addSuppressed);
      throw cut;
    }
  }

  /** Writes whatever the client has for the server, and waits until it can. */
  void flush() throws IOException {
    writing.lock();
    try {
      drain();
    } finally {
      release();
    }
  }

  /** Flushes unless another thread is writing; that one then does it in {@link #release}. */
  void offer() throws IOException {
    if (writing.tryLock()) {
      try {
        drain();
      } finally {
        release();
      }
    }
  }

  /** Writes whatever the client has for the server. Needs the writing lock. */
  void drain() throws IOException {
    while (true) {
      ByteBuffer outbound = transport.outbound();
      boolean over;
      synchronized (client) {
        ensureOpen();
        client.transmit(outbound);
        over = client.failure().isPresent() && client.closed();
      }
      if (outbound.position() > 0) {
        write();
      } else {
        if (over) {
          transport.endOutput();
        }
        return;
      }
    }
  }

  /** As {@link #drain}, and also waits for a busy engine. Needs the writing lock. */
  void settle() throws IOException {
    Patience patience = new Patience();
    drain();
    while (retried()) {
      patience.pause();
      drain();
    }
  }

  /** Lets a busy engine try again, even when the connection has failed: then it is the alert that it works at. */
  private boolean retried() throws IOException {
    synchronized (client) {
      ensureOpen();
      if (!client.wants().contains(Want.RETRY)) {
        return false;
      }
      try {
        client.retry();
      } catch (TlsAlert known) {
        return true;
      }
      return true;
    }
  }

  private void write() throws IOException {
    try {
      transport.write();
    } catch (IOException broken) {
      throw explained(broken);
    }
  }

  /** Gives up the writing lock, but not while there is something to write that another thread could not. */
  void release() throws IOException {
    writing.unlock();
    while (pending() && writing.tryLock()) {
      try {
        drain();
      } finally {
        writing.unlock();
      }
    }
  }

  private boolean pending() {
    synchronized (client) {
      return !closed && client.wants().contains(Want.TRANSMIT);
    }
  }

  /** A server that refuses us closes its side while we still write: the reason is in what it sent before. */
  private IOException explained(IOException broken) {
    if (!reading.tryLock()) {
      return broken;
    }
    try {
      while (wants().contains(Want.RECEIVE)) {
        receive();
      }
    } catch (TlsException reason) {
      reason.addSuppressed(broken);
      return reason;
    } catch (IOException unexplained) {
      broken.addSuppressed(unexplained);
    } finally {
      reading.unlock();
    }
    return broken;
  }

  /** Lets the client do something; if that ends the connection, the server is told. */
  void perform(Step step) throws IOException {
    Optional<TlsAlert> alert = attempt(step);
    if (alert.isPresent()) {
      throw over(alert.get());
    }
  }

  private Optional<TlsAlert> attempt(Step step) throws IOException {
    synchronized (client) {
      ensureOpen();
      ensureSound();
      try {
        step.run(client);
        return Optional.empty();
      } catch (TlsAlert alert) {
        return Optional.of(alert);
      }
    }
  }

  /** The connection is over: tells the server why, if it can be told without waiting for another thread. */
  private TlsException over(TlsAlert alert) {
    TlsException over = exception(alert);
    if (writing.tryLock()) {
      try {
        settle();
      } catch (IOException broken) {
        over.addSuppressed(broken);
      } finally {
        writing.unlock();
      }
    }
    return over;
  }

  private void ensureOpen() throws SocketException {
    if (closed) {
      throw new SocketException("the connection is closed");
    }
  }

  private void ensureSound() throws TlsException {
    Optional<TlsAlert> failure = client.failure();
    if (failure.isPresent()) {
      throw exception(failure.get());
    }
  }

  private static TlsException exception(TlsAlert alert) {
    return alert.fault().filter(Fault.CLOSED_WITHOUT_NOTIFY::equals).isPresent()
        ? new TlsTruncatedException(alert)
        : new TlsException(alert);
  }
}
