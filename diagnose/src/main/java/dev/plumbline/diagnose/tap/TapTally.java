package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.tap.Passed.Ending;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what a tap has passed on, and keeps some of the conversations for a report: failing ones before healthy ones,
 * so many that memory is bounded. Thread-safe.
 */
public final class TapTally {
  private static final int MOST_FAILING = 100;
  private static final int MOST_HEALTHY = 20;

  /** Roughly what the kept ones may hold, in bytes. */
  private static final long BUDGET = 32L << 20;

  /** Roughly what an event takes besides its bytes. */
  private static final long EVENT = 200;

  private final List<Conversation> failing = new ArrayList<>();
  private final List<Conversation> healthyOnes = new ArrayList<>();
  private long weight;
  private long connections;
  private long healthy;
  private long unreachable;
  private long refused;
  private long bytes;

  public TapTally() {}

  public synchronized void add(EndedConnection ended) {
    connections++;
    bytes += ended.passed().clientBytes() + ended.passed().serverBytes();
    unreachable += ended.passed().ending() == Ending.UNREACHABLE ? 1 : 0;
    refused += ended.passed().ending() == Ending.REFUSED ? 1 : 0;
    boolean well = ended.diagnosis().map(Diagnosis::verdict).filter(verdict -> verdict == Verdict.HEALTHY).isPresent();
    healthy += well ? 1 : 0;
    ended.conversation().ifPresent(
        said -> keep(said, well ? healthyOnes : failing, well ? MOST_HEALTHY : MOST_FAILING));
  }

  private void keep(Conversation said, List<Conversation> kept, int most) {
    long its = said.client().bytes() + said.server().bytes() + EVENT * said.events().size();
    if (kept.size() < most && weight + its <= BUDGET) {
      weight += its;
      kept.add(said);
    }
  }

  /** Every connection, whatever became of it. */
  public synchronized long connections() {
    return connections;
  }

  public synchronized long healthy() {
    return healthy;
  }

  /** Connections whose broker was not reached. */
  public synchronized long unreachable() {
    return unreachable;
  }

  /** Connections beyond the most. */
  public synchronized long refused() {
    return refused;
  }

  /** Of both directions. */
  public synchronized long bytes() {
    return bytes;
  }

  /** What a report can be made of. */
  public synchronized List<Conversation> kept() {
    List<Conversation> all = new ArrayList<>(failing);
    all.addAll(healthyOnes);
    return all;
  }
}
