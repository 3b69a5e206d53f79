package dev.plumbline.diagnose.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Connections of one kind that are over, which give up memory in turn: the latest first, so that the earliest stay
 * whole. Each is abridged before it is emptied, but not more of them are kept abridged than a part of the budget
 * holds.
 */
final class Shelf {
  private final long abridgedLimit;
  private final Deque<Recording> whole = new ArrayDeque<>();
  private final Deque<Recording> abridged = new ArrayDeque<>();
  private long abridgedWeight;

  Shelf(long abridgedLimit) {
    this.abridgedLimit = abridgedLimit;
  }

  void put(Recording recording) {
    whole.push(recording);
  }

  boolean isEmpty() {
    return whole.isEmpty() && abridged.isEmpty();
  }

  /** Abridges a connection, and answers one that is to be emptied, if it is time for that. */
  Optional<Recording> shed(Consumer<Recording> reweigh) {
    if (whole.isEmpty() || abridgedWeight > abridgedLimit) {
      Recording one = abridged.pop();
      abridgedWeight -= one.weight();
      return Optional.of(one);
    }
    Recording one = whole.pop();
    one.squeeze(Squeeze.ABRIDGED);
    reweigh.accept(one);
    abridged.push(one);
    abridgedWeight += one.weight();
    return Optional.empty();
  }

  /** Hands out all of them. */
  void drain(Consumer<Recording> taker) {
    whole.forEach(taker);
    abridged.forEach(taker);
    whole.clear();
    abridged.clear();
    abridgedWeight = 0;
  }
}
