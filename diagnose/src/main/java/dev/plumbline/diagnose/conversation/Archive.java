package dev.plumbline.diagnose.conversation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the connections of a capture within a budget of memory. When it is exceeded, connections give up what they hold in
 * this order, the latest of a kind first: those that are over and worked; those that are over and speak neither TLS nor
 * MQTT; open ones that work so far; those that are over and failed; the other open ones.
 */
final class Archive {
  /** Connections of which only the counts are left: more of them are left out altogether. */
  static final int MAX_COUNTED = 1 << 17;

  private final long budget;
  private final int maxCounted;
  private long used;
  private long patience;
  private final Set<Recording> open = new LinkedHashSet<>();
  private final Deque<Recording> worked = new ArrayDeque<>();
  private final Deque<Recording> workedAbridged = new ArrayDeque<>();
  private final Deque<Recording> other = new ArrayDeque<>();
  private final Deque<Recording> failed = new ArrayDeque<>();
  private final Deque<Recording> failedAbridged = new ArrayDeque<>();
  private final List<Conversation> counted = new ArrayList<>();
  private long omitted;

  Archive(long budget, int maxCounted) {
    this.budget = budget;
    this.maxCounted = maxCounted;
  }

  void opened(Recording recording) {
    open.add(recording);
    weigh(recording);
  }

  /** A connection has more to hold, or less. */
  void weigh(Recording recording) {
    used += recording.reweigh();
    if (used > budget && used > patience) {
      shed();
    }
  }

  /** A connection is over; it stays. */
  void ended(Recording recording) {
    open.remove(recording);
    Deque<Recording> kind =
        switch (recording.worth()) {
          case WORKED -> worked;
          case OTHER -> other;
          case FAILED -> failed;
        };
    kind.push(recording);
    weigh(recording);
  }

  /** A connection is over and needs no more memory. */
  void released(Recording recording) {
    open.remove(recording);
    used -= recording.weight();
  }

  private void shed() {
    long target = budget - budget / 8;
    while (used > target && shedEnded(worked, workedAbridged, other)) {
      continue;
    }
    squeezeOpen(target, Squeeze.ABRIDGED);
    while (used > target && shedEnded(failed, failedAbridged, new ArrayDeque<>())) {
      continue;
    }
    squeezeOpen(target, Squeeze.LAST);
    // What is left can't be had; to look for it again at every packet would take for ever.
    patience = used > target ? used + budget / 64 : 0;
  }

  /** Takes something from one connection; false if there is nothing left to take. */
  private boolean shedEnded(Deque<Recording> whole, Deque<Recording> abridged, Deque<Recording> rest) {
    if (!whole.isEmpty()) {
      Recording one = whole.pop();
      one.squeeze(Squeeze.ABRIDGED);
      used += one.reweigh();
      abridged.push(one);
      return true;
    }
    Recording one = abridged.isEmpty() ? rest.poll() : abridged.pop();
    if (one == null) {
      return false;
    }
    used -= one.weight();
    if (counted.size() < maxCounted) {
      one.squeeze(Squeeze.NOTHING);
      counted.add(one.conversation());
    } else {
      omitted++;
    }
    return true;
  }

  private void squeezeOpen(long target, Squeeze how) {
    for (Recording one : open) {
      if (used <= target) {
        return;
      }
      if (how == Squeeze.LAST || one.worth() == Recording.Worth.WORKED) {
        one.squeeze(how);
        used += one.reweigh();
      }
    }
  }

  /** All that are kept, open ones included; those that are over are handed out and forgotten. */
  List<Conversation> drain() {
    List<Conversation> all = new ArrayList<>(counted);
    counted.clear();
    for (Deque<Recording> kind : List.of(worked, workedAbridged, other, failed, failedAbridged)) {
      while (!kind.isEmpty()) {
        Recording one = kind.pop();
        used -= one.weight();
        all.add(one.conversation());
      }
    }
    return all;
  }

  List<Conversation> open() {
    return open.stream().map(Recording::conversation).toList();
  }

  long omitted() {
    return omitted;
  }

  /** About how many bytes are held. */
  long used() {
    return used;
  }
}
