package dev.plumbline.diagnose.capture;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Datagrams that IP cut into fragments, put together (RFC 791 §3.2, RFC 8200 §4.5). The copy of a byte that came first
 * stays. At most {@value #MAX_DATAGRAMS} are under way; the oldest gives way.
 */
final class Fragments {
  static final int MAX_DATAGRAMS = 64;

  private static final int MAX_LENGTH = 0xFFFF;
  private static final int UNIT = 8;

  private record Key(
      long sourceHigh, long sourceLow, long targetHigh, long targetLow, long identification, int protocol) {}

  private static final class Partial {
    private byte[] bytes = new byte[2048];
    private final BitSet units = new BitSet();
    private int length = -1;

    boolean complete() {
      return length >= 0 && units.nextClearBit(0) >= (length + UNIT - 1) / UNIT;
    }

    void add(Datagram part, int at, boolean more) {
      int end = at + part.captured;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(MAX_LENGTH, Math.max(end, 2 * bytes.length)));
      }
      for (int unit = at / UNIT; unit * UNIT < end; unit++) {
        if (!units.get(unit)) {
          int begin = unit * UNIT;
          System.arraycopy(part.array, part.offset + begin - at, bytes, begin, Math.min(UNIT, end - begin));
          units.set(unit);
        }
      }
      if (!more) {
        length = end;
      }
    }
  }

  private final Map<Key, Partial> partials = new LinkedHashMap<>();
  private long lost;

  /**
   * Adds a fragment; true if that completes the datagram, which is then the whole.
   *
   * @param at where in the datagram's payload the fragment belongs
   */
  boolean completes(Datagram part, long identification, int at, boolean more) {
    boolean odd = part.captured < part.length || at + part.length > MAX_LENGTH || more && part.length % UNIT != 0;
    if (odd) {
      lost++;
      return false;
    }
    // IPv6 leaves the protocol out, because only the first fragment is bound to tell it.
    int protocol = part.v6 ? -1 : part.protocol;
    Key key =
        new Key(part.sourceHigh, part.sourceLow, part.targetHigh, part.targetLow, identification, protocol);
    Partial partial = partials.get(key);
    if (partial == null) {
      makeRoom();
      partial = new Partial();
      partials.put(key, partial);
    }
    partial.add(part, at, more);
    if (!partial.complete()) {
      return false;
    }
    partials.remove(key);
    part.payload(partial.bytes, 0, partial.length, partial.length, 0);
    return true;
  }

  private void makeRoom() {
    if (partials.size() >= MAX_DATAGRAMS) {
      Iterator<Partial> oldest = partials.values().iterator();
      oldest.next();
      oldest.remove();
      lost++;
    }
  }

  /** How many datagrams, or fragments, could not be put together. */
  long lost() {
    return lost + partials.size();
  }
}
