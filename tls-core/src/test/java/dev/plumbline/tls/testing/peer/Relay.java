package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Accepts connections and passes their bytes on, unchanged, to another address; sockets on the file system are addresses too, and
 * those lead out of a network namespace. Ends of streams pass in each direction on their own.
 */
final class Relay implements AutoCloseable {
  /** What {@link #main} prints when it does. */
  static final String LISTENING = "the relay listens";

  private final ServerSocketChannel listener;
  private final SocketAddress target;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocketChannel listener, SocketAddress target) {
    this.listener = listener;
    this.target = target;
    daemon(this::accept, "relay to " + target);
  }

  /** Listens on a port of 127.0.0.1 that the system chooses. */
  static Relay fromLoopback(Path socketFile) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new Relay(listener, UnixDomainSocketAddress.of(socketFile));
  }

  /** Runs inside the namespace: a socket file on one side, a port of 127.0.0.1 on the other. */
  public static void main(String[] socketFileAndPort) throws IOException, InterruptedException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socketFileAndPort[0]));
    int port = Integer.parseInt(socketFileAndPort[1]);
    try (Relay relay = new Relay(listener, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      System.out.println(LISTENING + " for " + relay.target);
      new CountDownLatch(1).await();
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  @Override
  public void close() {
    drop(listener);
    open.forEach(Relay::drop);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel near = remember(listener.accept());
        try {
          connect(near);
        } catch (IOException e) {
          forget(near);
        }
      } catch (IOException e) {
        drop(listener);
      }
    }
  }

  private void connect(SocketChannel near) throws IOException {
    SocketChannel far = remember(SocketChannel.open(target));
    CountDownLatch directions = new CountDownLatch(2);
    daemon(() -> pump(near, far, directions), "relay there");
    daemon(() -> pump(far, near, directions), "relay back");
  }

  private void pump(SocketChannel from, SocketChannel to, CountDownLatch directions) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 15);
    try {
      while (from.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      forget(from);
      forget(to);
    }
    directions.countDown();
    if (directions.getCount() == 0) {
      forget(from);
      forget(to);
    }
  }

  private SocketChannel remember(SocketChannel channel) {
    open.add(channel);
    return channel;
  }

  private void forget(SocketChannel channel) {
    open.remove(channel);
    drop(channel);
  }

  private static void drop(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
