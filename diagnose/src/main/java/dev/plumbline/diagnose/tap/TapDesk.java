package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowListener;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.FlowSink;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a tap's connections arrive: hears what each says, and when it is over has it diagnosed and told, on a thread of its
 * own, so that the tap never waits for that. If connections end faster than they can be told, those that find the queue
 * full are left out and counted. Forgets each connection when it is told.
 */
public final class TapDesk implements FlowListener, TapObserver {
  private static final int QUEUE = 256;

  /** A connection that is over, and who heard it. */
  private record Case(Passed passed, Optional<ConversationRecorder> heard) {}

  private final Function<Conversation, Diagnosis> doctor;
  private final Consumer<EndedConnection> reader;
  private final Consumer<String> troubles;
  /** Nothing follows what is empty. */
  private final BlockingQueue<Optional<Case>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong leftOut = new AtomicLong();
  private final Thread thread = new Thread(this::work, "tap-desk");
  private Optional<ConversationRecorder> heard = Optional.empty();

  /**
   * @param doctor says what is the matter with a connection
   * @param reader is told of each connection that is over, on the desk's thread
   * @param troubles is told what concerns the tap itself, on the tap's thread
   */
  public TapDesk(
      Function<Conversation, Diagnosis> doctor, Consumer<EndedConnection> reader, Consumer<String> troubles) {
    this.doctor = doctor;
    this.reader = reader;
    this.troubles = troubles;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public FlowSink opened(int stream, Endpoint client, Endpoint server, boolean opening, long nanos) {
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog());
    return new Ear(recorder, recorder.opened(stream, client, server, opening, nanos));
  }

  /** A tap has no secrets: TLS is between the two ends. */
  @Override
  public void secrets(byte[] keyLog) {}

  @Override
  public void resolved(String name, InetAddress address) {}

  /** Follows the end of the connection's flow at once. */
  @Override
  public void ended(Passed passed) {
    Case over = new Case(passed, passed.stream().isPresent() ? heard : Optional.empty());
    heard = Optional.empty();
    if (!queue.offer(Optional.of(over))) {
      leftOut.incrementAndGet();
    }
  }

  @Override
  public void trouble(String sentence) {
    troubles.accept(sentence);
  }

  /** How many connections could not be told. */
  public long leftOut() {
    return leftOut.get();
  }

  /**
   * Tells what is still to be told, for as long as that may take; call it when the tap has ended.
   *
   * @return whether everything was told
   */
  public boolean finish(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    if (queue.offer(Optional.empty(), patience.toNanos(), TimeUnit.NANOSECONDS)) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    return !thread.isAlive();
  }

  private void work() {
    try {
      for (Optional<Case> next = queue.take(); next.isPresent(); next = queue.take()) {
        reader.accept(diagnosed(next.get()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private EndedConnection diagnosed(Case over) {
    Optional<Conversation> said = over.heard().flatMap(recorder -> recorder.conversations().stream().findFirst());
    return new EndedConnection(over.passed(), said, said.map(doctor));
  }

  /** Hears one connection, and remembers at its end who heard it. */
  private final class Ear implements FlowSink {
    private final ConversationRecorder recorder;
    private final FlowSink next;

    private Ear(ConversationRecorder recorder, FlowSink next) {
      this.recorder = recorder;
      this.next = next;
    }

    @Override
    public void data(Side from, byte[] array, int offset, int length, Stretch where) {
      next.data(from, array, offset, length, where);
    }

    @Override
    public void missing(Side from, long bytes, boolean cut, Stretch where) {
      next.missing(from, bytes, cut, where);
    }

    @Override
    public void signal(Side from, TcpSignal signal, Stretch where) {
      next.signal(from, signal, where);
    }

    @Override
    public void end(FlowQuality quality) {
      next.end(quality);
      heard = Optional.of(recorder);
    }
  }
}
