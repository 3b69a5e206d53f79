package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.flow.FlowListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where a tap's connections arrive: hears what each says, and when it is over has it diagnosed and told, on a thread of
 * its own, so that the tap never waits for that. If connections end faster than they can be told, those that find the
 * queue full are left out, and counted with those that are still waiting. Forgets each connection when it is told; what
 * it has heard of those that go on is bounded by {@link ConversationRecorder#BUDGET}.
 */
public final class TapDesk implements TapObserver {
  private static final int QUEUE = 256;

  private final Function<Conversation, Diagnosis> doctor;
  private final Consumer<EndedConnection> reader;
  private final Consumer<String> troubles;
  /** Nothing follows what is empty. */
  private final BlockingQueue<Optional<EndedConnection>> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private final Thread thread = new Thread(this::work, "tap-desk");
  private final ConversationRecorder recorder =
      new ConversationRecorder(new KeyLog(), ConversationRecorder.BUDGET, said -> heard = Optional.of(said));
  /** What the connection said that ends now. */
  private Optional<Conversation> heard = Optional.empty();

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

  /** Hears the connections of one tap. */
  public FlowListener flows() {
    return recorder;
  }

  /** Follows the end of the connection's flow at once. */
  @Override
  public void ended(Passed passed) {
    Optional<Conversation> said = passed.stream().isPresent() ? heard : Optional.empty();
    heard = Optional.empty();
    ended.incrementAndGet();
    queue.offer(Optional.of(new EndedConnection(passed, said, Optional.empty())));
  }

  @Override
  public void trouble(String sentence) {
    troubles.accept(sentence);
  }

  /** How many connections have ended and were not told, or not yet. */
  public long untold() {
    return ended.get() - told.get();
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
      for (Optional<EndedConnection> next = queue.take(); next.isPresent(); next = queue.take()) {
        reader.accept(diagnosed(next.get()));
        told.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private EndedConnection diagnosed(EndedConnection over) {
    return new EndedConnection(over.passed(), over.conversation(), over.conversation().map(doctor));
  }
}
