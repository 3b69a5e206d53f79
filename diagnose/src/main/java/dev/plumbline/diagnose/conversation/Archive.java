package dev.plumbline.diagnose.conversation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the connections of a capture within a budget of memory. When it is exceeded, connections give up what they
 * hold in this order: those that are over and worked; those that are over and speak neither TLS nor MQTT; open ones
 * that work so far; those that are over and failed; the other open ones.
 */
final class Archive {
  /** Connections of which only the counts are left: more of them are left out altogether. */
  static final int MAX_COUNTED = 1 << 17;

  private static final int ABRIDGED_PART = 8;

  private final long budget;
  private final int maxCounted;
  private long used;
  private long patience;
  private final Set<Recording> open = new LinkedHashSet<>();
  private final Map<Recording.Worth, Shelf> over = new EnumMap<>(Recording.Worth.class);
  private final List<Conversation> counted = new ArrayList<>();
  private long omitted;

  Archive(long budget, int maxCounted) {
    this.budget = budget;
    this.maxCounted = maxCounted;
    for (Recording.Worth worth : Recording.Worth.values()) {
      over.put(worth, new Shelf(budget / ABRIDGED_PART));
    }
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
    over.get(recording.worth()).put(recording);
    weigh(recording);
  }

  /** A connection is over and needs no more memory. */
  void released(Recording recording) {
    open.remove(recording);
    used -= recording.weight();
  }

  private void shed() {
    long target = budget - budget / 8;
    shed(Recording.Worth.WORKED, target);
    shed(Recording.Worth.OTHER, target);
    squeezeOpen(target, Squeeze.ABRIDGED);
    shed(Recording.Worth.FAILED, target);
    squeezeOpen(target, Squeeze.LAST);
    // What is left can't be had; to look for it again at every packet would take for ever.
    patience = used > target ? used + budget / 64 : 0;
  }

  private void shed(Recording.Worth worth, long target) {
    Shelf shelf = over.get(worth);
    while (used > target && !shelf.isEmpty()) {
      shelf.shed(one -> used += one.reweigh()).ifPresent(this::empty);
    }
  }

  private void empty(Recording one) {
    used -= one.weight();
    if (counted.size() < maxCounted) {
      one.squeeze(Squeeze.NOTHING);
      counted.add(one.conversation());
    } else {
      omitted++;
    }
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

  /** All that are over, which are then forgotten. */
  List<Conversation> drain() {
    List<Conversation> all = new ArrayList<>(counted);
    counted.clear();
    for (Shelf shelf : over.values()) {
      shelf.drain(
          one -> {
            used -= one.weight();
            all.add(one.conversation());
          });
    }
    return all;
  }

  /** Those that are not over, as they stand. */
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
