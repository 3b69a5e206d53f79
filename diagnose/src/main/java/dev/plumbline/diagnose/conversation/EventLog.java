package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What happened on one connection, in order and in bounded memory: everything at first, later only what shapes the
 * connection (handshake, alerts, signs of TCP) and the latest of the rest, because how it ended matters most.
 */
final class EventLog {
  /** Items that are kept from the beginning on, of any kind. */
  static final int FIRST = 512;
  /** Items of the handshake, alerts and the like that are kept besides. */
  static final int SHAPING = 1024;
  /** The latest items, always kept. */
  static final int LAST = 32;
  /** Bytes of the first items, beyond which only shaping ones are kept. */
  static final int FIRST_BYTES = 3 << 20;
  /** Bytes of shaping items. */
  static final int SHAPING_BYTES = 1 << 20;
  /** Bytes of the latest items: fewer of them are kept if they are long. */
  static final int LAST_BYTES = 1 << 17;

  private record Entry(long number, Item item) {}

  private final List<Entry> first = new ArrayList<>(0);
  private final ArrayDeque<Entry> last = new ArrayDeque<>(1);
  private int lastLimit = LAST;
  private int lastBytesLimit = LAST_BYTES;
  private long next;
  private long left;
  private int firstBytes;
  private int lastBytes;
  private boolean full;
  private boolean squeezed;
  private long rewound = -1;

  void add(Event event) {
    add(new Item.Told(event));
  }

  void add(Item item) {
    if (rewound >= 0) {
      insert(item);
      return;
    }
    Entry entry = new Entry(next++, item);
    int weight = item.weight();
    full |= first.size() >= FIRST || firstBytes + weight > FIRST_BYTES;
    if (!full || shaping(item) && roomForShaping()) {
      first.add(entry);
      firstBytes += weight;
      return;
    }
    last.add(entry);
    lastBytes += weight;
    trim();
  }

  private boolean roomForShaping() {
    return !squeezed && first.size() < FIRST + SHAPING && firstBytes < FIRST_BYTES + SHAPING_BYTES;
  }

  private void trim() {
    while (last.size() > lastLimit || lastBytes > lastBytesLimit && last.size() > 1) {
      Item oldest = last.remove().item();
      lastBytes -= oldest.weight();
      left += oldest.events();
    }
  }

  /** Gives up all but a part, now and for all that comes. */
  void squeeze(Squeeze how) {
    List<Entry> all = entries();
    List<Item> chosen = how.chosen(all.stream().map(Entry::item).toList());
    lastLimit = Math.min(lastLimit, how.last());
    lastBytesLimit = Math.min(lastBytesLimit, how.lastBytes());
    first.clear();
    last.clear();
    firstBytes = 0;
    lastBytes = 0;
    int at = 0;
    for (Entry entry : all) {
      boolean kept = at < chosen.size() && chosen.get(at) == entry.item();
      (kept ? first : last).add(entry);
      if (kept) {
        firstBytes += entry.item().weight();
        at++;
      } else {
        lastBytes += entry.item().weight();
      }
    }
    trim();
    full = true;
    squeezed = true;
  }

  /** The place where something would stand if it happened now; see {@link #rewind}. */
  long mark() {
    return rewound >= 0 ? rewound : next;
  }

  /** What is added from now on happened at that mark: what was left half done belongs where its last byte came. */
  void rewind(long mark) {
    rewound = mark;
  }

  /** What is added from now on happens now. */
  void resume() {
    rewound = -1;
  }

  private void insert(Item item) {
    boolean late = !last.isEmpty() && rewound > last.getFirst().number();
    Collection<Entry> target = late ? last : first;
    List<Entry> entries = new ArrayList<>(target);
    int at = entries.size();
    while (at > 0 && entries.get(at - 1).number() >= rewound) {
      at--;
    }
    entries.add(at, new Entry(rewound - 1, item));
    target.clear();
    target.addAll(entries);
    if (late) {
      lastBytes += item.weight();
    } else {
      firstBytes += item.weight();
    }
  }

  private List<Entry> entries() {
    List<Entry> all = new ArrayList<>(first);
    all.addAll(last);
    all.sort(Comparator.comparingLong(Entry::number));
    return all;
  }

  /** Everything that was kept, in order. */
  List<Item> items() {
    return entries().stream().map(Entry::item).toList();
  }

  /** How many events were left out. */
  long left() {
    return left;
  }

  /** About how much memory it takes, in bytes. */
  int weight() {
    return firstBytes + lastBytes;
  }

  private static boolean shaping(Item item) {
    if (item instanceof Item.Sealed sealed) {
      return sealed.record().contentType() != TlsState.APPLICATION_DATA;
    }
    if (item instanceof Item.Unread) {
      return true;
    }
    Event event = ((Item.Told) item).event();
    if (event instanceof Event.Tcp tcp) {
      return tcp.signal() != TcpSignal.RETRANSMISSION && tcp.signal() != TcpSignal.KEEP_ALIVE;
    }
    return event instanceof Event.Handshake
        || event instanceof Event.HiddenHandshake
        || event instanceof Event.ChangeCipherSpec
        || event instanceof Event.Alert;
  }
}
