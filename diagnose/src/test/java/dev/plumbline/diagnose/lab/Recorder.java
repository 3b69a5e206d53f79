package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.rule.Surroundings;
import dev.plumbline.diagnose.tap.Hardship;
import dev.plumbline.diagnose.tap.LiveTap;
import dev.plumbline.diagnose.tap.Passed;
import dev.plumbline.diagnose.tap.TapObserver;
import dev.plumbline.diagnose.tap.TapSettings;
import dev.plumbline.tls.io.PcapngWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A tap that records one case, and the recording read back as a capture. */
final class Recorder implements TapObserver, AutoCloseable {
  private static final int APPLICATION_DATA = 23;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LabClock clock;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PcapngWriter writer;
  private final LiveTap tap;
  private final Thread thread;
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();

  Recorder(int server, LabClock clock) throws IOException {
    this.clock = clock;
    this.writer = new PcapngWriter(bytes, clock);
    Hardship none = new Hardship(Duration.ZERO, 0, new Random(1));
    InetSocketAddress here = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    TapSettings settings = new TapSettings(here, "127.0.0.1", server, Duration.ofSeconds(5), 20, none);
    this.tap = LiveTap.open(settings, Optional.of(writer), new Counting(), this);
    this.thread = new Thread(this::run, "lab-tap");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      tap.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() throws IOException {
    return tap.address().getPort();
  }

  /** Waits until those that began have ended; who is silent on purpose is not waited for for long. */
  void settle() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Line.pause(20);
    while (ended.get() < begun.get() && System.nanoTime() < end) {
      Line.pause(5);
    }
  }

  /**
   * What was recorded so far; who is still connected then is so in the recording.
   *
   * @param port the port that the server is to have had
   * @param secrets a key log
   */
  Surroundings read(int port, byte[] secrets) throws Exception {
    ConversationRecorder recorder = new ConversationRecorder(KeyLog.of(secrets));
    byte[] capture = bytes.toByteArray();
    CaptureReader.read(
        new ByteArrayInputStream(capture), capture.length, new Renumbered(recorder, port), CaptureProgress.NONE);
    return new Surroundings(recorder.conversations(), recorder.names(), Optional.of(clock.instant()));
  }

  /** The recording so far, as a file's bytes. */
  byte[] capture() {
    return bytes.toByteArray();
  }

  @Override
  public void ended(Passed passed) {
    ended.incrementAndGet();
  }

  @Override
  public void trouble(String sentence) {
    throw new AssertionError(sentence);
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
  }

  /** Whether some server has answered a client's application data, or all connections are over. */
  boolean answered() {
    return answers.get() > 0 || begun.get() > 0 && ended.get() == begun.get();
  }

  /** Counts connections, and answers. */
  private final class Counting implements FlowListener {
    @Override
    public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
      begun.incrementAndGet();
      answers.set(0);
      return new Listening();
    }

    @Override
    public void secrets(byte[] keyLog) {}

    @Override
    public void resolved(String name, InetAddress address) {}
  }

  /** Notes what the server says after the client's first application data. */
  private final class Listening implements FlowSink {
    private boolean asked;

    @Override
    public void data(Side from, byte[] array, int offset, int length, Stretch where) {
      boolean application = array[offset] == APPLICATION_DATA;
      if (from == Side.SERVER && asked && application) {
        answers.incrementAndGet();
      }
      asked |= from == Side.CLIENT && application;
    }

    @Override
    public void missing(Side from, long bytes, boolean cut, Stretch where) {}

    @Override
    public void signal(Side from, TcpSignal signal, Stretch where) {}

    @Override
    public void end(FlowQuality quality) {}
  }

  /** Connections to the port that a case is about, whatever the system gave it. */
  private record Renumbered(FlowListener listener, int port) implements FlowListener {
    @Override
    public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
      return listener.opened(stream, client, new Endpoint(server.address(), port), opening, nanos);
    }

    @Override
    public void secrets(byte[] keyLog) {
      listener.secrets(keyLog);
    }

    @Override
    public void resolved(String name, InetAddress address) {
      listener.resolved(name, address);
    }
  }
}
