package dev.plumbline.diagnose.tap;

import dev.plumbline.tls.io.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A tap on a thread of its own, and all that it says. */
final class RunningTap implements AutoCloseable, TapObserver {
  static final Hardship NONE = new Hardship(Duration.ZERO, 0, new Random(1));

  final HeardFlows flows = new HeardFlows();
  final List<Passed> ended = new CopyOnWriteArrayList<>();
  final List<String> troubles = new CopyOnWriteArrayList<>();
  private final LiveTap tap;
  private final Thread thread;
  private IOException failure;

  RunningTap(TapSettings settings, Optional<PcapngWriter> capture) throws IOException {
    tap = LiveTap.open(settings, capture, flows, this);
    thread = new Thread(this::run, "tap");
    thread.start();
  }

  /** From a port of 127.0.0.1 that the system chooses, without hardship. */
  static RunningTap to(int port) throws IOException {
    return new RunningTap(settings("127.0.0.1", port, 1000, NONE), Optional.empty());
  }

  static TapSettings settings(String host, int port, int most, Hardship hardship) {
    return new TapSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), host, port, Duration.ofSeconds(5), most, hardship);
  }

  private void run() {
    try {
      tap.run();
    } catch (IOException e) {
      failure = e;
    }
  }

  int port() {
    try {
      return tap.address().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A device that has connected; it waits for ten seconds and no longer. */
  Socket device() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Waits until so many connections are over. */
  List<Passed> ended(int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (ended.size() < count && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    if (ended.size() < count) {
      throw new AssertionError(ended.size() + " of " + count + " connections are over");
    }
    return ended;
  }

  @Override
  public void ended(Passed passed) {
    ended.add(passed);
  }

  @Override
  public void trouble(String sentence) {
    troubles.add(sentence);
  }

  @Override
  public void close() throws IOException {
    tap.stop();
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tap.close();
    if (thread.isAlive() || failure != null) {
      throw new AssertionError("the tap did not end well", failure);
    }
  }
}
