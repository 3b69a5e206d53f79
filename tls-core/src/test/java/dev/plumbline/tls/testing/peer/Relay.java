package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Accepts connections and passes their bytes on to another address, through a {@link Distortion} each way. Socket files are addresses
 * too, and those lead out of a network namespace. The end of a stream passes in each direction on its own.
 */
final class Relay implements AutoCloseable {
  /** What follows the name of the socket file in that of the file that {@link #main} makes once it listens. */
  static final String READY = ".ready";

  private final ServerSocketChannel listener;
  private final SocketAddress target;
  private final Distortion there;
  private final Distortion back;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private Relay(ServerSocketChannel listener, SocketAddress target, Distortion there, Distortion back) {
    this.listener = listener;
    this.target = target;
    this.there = there;
    this.back = back;
    daemon(this::accept);
  }

  /** Listens on a port of 127.0.0.1 that the system chooses. */
  static Relay fromLoopback(SocketAddress target, Distortion there, Distortion back) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new Relay(listener, target, there, back);
  }

  /** Runs inside a namespace: a socket file on one side, a port of 127.0.0.1 on the other. */
  public static void main(String[] socketFileAndPort) throws IOException, InterruptedException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(Path.of(socketFileAndPort[0])));
    SocketAddress server = loopback(Integer.parseInt(socketFileAndPort[1]));
    try (Relay relay = new Relay(listener, server, Distortions.NONE, Distortions.NONE)) {
      Files.writeString(Path.of(socketFileAndPort[0] + READY), relay.target.toString());
      new CountDownLatch(1).await();
    }
  }

  static SocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    try {
      return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    drop(listener);
    open.forEach(this::forget);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel near = remember(listener.accept());
        try {
          connect(near, remember(SocketChannel.open(target)));
        } catch (IOException e) {
          forget(near);
        }
      } catch (IOException e) {
        drop(listener);
      }
    }
  }

  private void connect(SocketChannel near, SocketChannel far) {
    CountDownLatch ends = new CountDownLatch(2);
    daemon(() -> pump(near, new ChannelWire(far), there.course(), ends));
    daemon(() -> pump(far, new ChannelWire(near), back.course(), ends));
  }

  private void pump(SocketChannel from, ChannelWire wire, Distortion.Course course, CountDownLatch ends) {
    try {
      wire.carryFrom(from, course);
      ends.countDown();
      ends.await();
    } catch (IOException e) {
      // Either side is gone, or was made to go: so is the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      forget(from);
      forget(wire.to());
    }
  }

  private SocketChannel remember(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
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

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
