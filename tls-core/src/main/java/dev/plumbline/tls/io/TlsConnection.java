package dev.plumbline.tls.io;

import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;

/**
 * A {@link TlsClient} over a connected socket, with blocking streams.
 *
 * <p>One thread may read while another writes; more of either wait for each other, and close may be called from
 * anywhere. The socket's SO_TIMEOUT bounds every wait for the server: {@link java.net.SocketTimeoutException} loses
 * nothing, and the call may be made again, {@link #handshake} included. The first read or write makes the handshake
 * if nobody did. A fault that ends the connection is a {@link TlsException}, thrown again by every call after it; the
 * end of the transport without close_notify is a {@link TlsTruncatedException}.
 */
public final class TlsConnection implements Closeable {
  private static final long GOODBYE_MILLIS = 1000;

  private final TlsClient client;
  private final Transport transport;
  private final ClientPump pump;
  private final InputStream input = new ConnectionInput(this::opened, this::readable, this);
  private final OutputStream output = new ConnectionOutput(this::opened, this);
  private final ReentrantLock handshaking = new ReentrantLock();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private volatile boolean established;

  /** Over a connected socket, which is closed with this. */
  public TlsConnection(Socket connected, TlsClientConfig config) throws IOException {
    this(connected, config, Tap.NONE);
  }

  /** Over a connected socket, with somebody who hears what goes over it. */
  public TlsConnection(Socket connected, TlsClientConfig config, Tap tap) throws IOException {
    this.transport = new Transport(connected, tap);
    this.client = new TlsClient(config);
    this.pump = new ClientPump(client, transport);
  }

  /** Makes the handshake, or goes on with it after a timeout; does nothing once it is made. */
  public void handshake() throws IOException {
    if (established) {
      return;
    }
    // A lock of its own: whoever finds the handshake made must not wait for a thread that has gone on to read.
    handshaking.lock();
    try {
      if (!established) {
        makeHandshake();
      }
    } finally {
      handshaking.unlock();
    }
  }

  /** What the server sends; the end of the stream is its close_notify. Closing the stream closes the connection. */
  public InputStream input() {
    return input;
  }

  /**
   * What goes to the server, in one record or more for each write, at once. Closing the stream closes the connection.
   */
  public OutputStream output() {
    return output;
  }

  /** What is known of the connection so far. */
  public ConnectionFacts facts() {
    synchronized (client) {
      return client.facts();
    }
  }

  /**
   * The client within. It is not thread-safe, and this connection goes on using it: look, but send and receive nothing.
   */
  public TlsClient client() {
    return client;
  }

  /** How long a read waits for the server, in milliseconds; 0 is for ever. */
  public void setSoTimeout(int millis) throws SocketException {
    transport.setSoTimeout(millis);
  }

  /**
   * Sends close_notify: nothing more can be written, but what the server still sends can be read. Whether the server
   * sends anything more is its own affair: RFC 5246 §7.2.1 has it answer at once.
   */
  public void endOutput() throws IOException {
    pump.writing().lock();
    try {
      pump.perform(TlsClient::closeNotify);
      pump.settle();
    } finally {
      pump.release();
    }
  }

  /** Sends close_notify if that can be done within a second, forgets all secrets, and closes the socket. */
  @Override
  public void close() throws IOException {
    leave();
    transport.close();
  }

  /** As {@link #close}, but leaves the socket open. */
  void leave() {
    if (leaving.compareAndSet(false, true)) {
      if (established) {
        sayGoodbye();
      }
      pump.close();
    }
  }

  /** Whether there is something to read without waiting. */
  boolean readable() {
    return pump.readable();
  }

  /** Reads at least one byte; -1 after the server's close_notify. */
  int read(byte[] array, int offset, int length) throws IOException {
    pump.reading().lock();
    try {
      Patience patience = new Patience();
      while (true) {
        int count = pump.read(ByteBuffer.wrap(array, offset, length));
        if (count > 0) {
          return count;
        }
        Set<Want> wants = pump.wants();
        if (wants.contains(Want.TRANSMIT)) {
          pump.offer();
        }
        if (wants.contains(Want.RETRY)) {
          patience.pause();
          pump.perform(TlsClient::retry);
        } else if (wants.contains(Want.RECEIVE)) {
          pump.receive();
        } else {
          return -1;
        }
      }
    } finally {
      pump.reading().unlock();
    }
  }

  /** Writes all of it, before it returns, to the socket. */
  void write(byte[] array, int offset, int length) throws IOException {
    pump.writing().lock();
    try {
      ByteBuffer data = ByteBuffer.wrap(array, offset, length);
      Patience patience = new Patience();
      while (data.hasRemaining()) {
        Set<Want> wants = pump.wants();
        if (wants.contains(Want.TRANSMIT)) {
          pump.drain();
        } else if (wants.contains(Want.RETRY)) {
          patience.pause();
          pump.perform(TlsClient::retry);
        } else if (wants.contains(Want.SEND)) {
          pump.perform(tls -> sendIfWanted(tls, data));
        } else {
          throw new SocketException("the connection is closed for writing");
        }
      }
      pump.drain();
    } finally {
      pump.release();
    }
  }

  private void makeHandshake() throws IOException {
    pump.reading().lock();
    try {
      Patience patience = new Patience();
      while (!established) {
        Set<Want> wants = pump.wants();
        if (wants.contains(Want.TRANSMIT)) {
          pump.flush();
        } else if (wants.contains(Want.RETRY)) {
          patience.pause();
          pump.perform(TlsClient::retry);
        } else if (isEstablished()) {
          established = true;
        } else if (wants.contains(Want.RECEIVE)) {
          pump.receive();
        } else {
          throw new SSLException("the server closed the connection during the handshake");
        }
      }
    } finally {
      pump.reading().unlock();
    }
  }

  /** The server may have closed since the wants were seen. */
  private static void sendIfWanted(TlsClient client, ByteBuffer data) throws TlsAlert {
    if (client.wants().contains(Want.SEND)) {
      client.send(data);
    }
  }

  private TlsConnection opened() throws IOException {
    handshake();
    return this;
  }

  private void sayGoodbye() {
    Thread goodbye = new Thread(this::tryEndOutput, "plumbline-close-notify");
    goodbye.setDaemon(true);
    goodbye.start();
    try {
      goodbye.join(GOODBYE_MILLIS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryEndOutput() {
    try {
      endOutput();
    } catch (IOException nobodyListens) {
      // The connection is being closed because it is over, or broken: there is nothing left to say.
      return;
    }
  }

  private boolean isEstablished() {
    synchronized (client) {
      return client.handshakeCompleted();
    }
  }
}
