package dev.plumbline.diagnose.capture;

import dev.plumbline.diagnose.flow.FlowListener;
import java.nio.charset.StandardCharsets;

/**
 * Reads addresses out of answers of the domain name system (RFC 1035 §4, RFC 3596 §2). Tolerant: what can't be read
 * ends the message, and what was read before counts. An address behind aliases is told for the name that was asked
 * and for the one that has it.
 */
final class DnsAnswers {
  private static final int HEADER = 12;
  private static final int RESPONSE = 0x8000;
  private static final int RESPONSE_CODE = 0x000F;
  private static final int NO_SUCH_NAME = 3;
  private static final int TYPE_A = 1;
  private static final int TYPE_AAAA = 28;
  private static final int POINTER = 0xC0;
  private static final int MAX_NAME = 255;
  private static final int MAX_POINTERS = 32;
  private static final int MAX_RECORDS = 64;
  private static final int RECORD_FIELDS = 10;

  private final FlowListener listener;
  private final Tally tally;
  private byte[] array;
  private int begin;
  private int end;
  private int at;

  DnsAnswers(FlowListener listener, Tally tally) {
    this.listener = listener;
    this.tally = tally;
  }

  void read(byte[] array, int begin, int end) {
    if (end - begin < HEADER) {
      return;
    }
    int flags = Net.u16(array, begin + 2);
    if ((flags & RESPONSE) == 0) {
      return;
    }
    this.array = array;
    this.begin = begin;
    this.end = end;
    at = begin + HEADER;
    String asked = null;
    int questions = Math.min(Net.u16(array, begin + 4), MAX_RECORDS);
    for (int i = 0; i < questions; i++) {
      String name = name();
      at += 4;
      if (name == null || at > end) {
        return;
      }
      asked = i == 0 ? name : asked;
    }
    if (asked != null && (flags & RESPONSE_CODE) == NO_SUCH_NAME) {
      tally.noSuchName(asked);
    }
    int records = Math.min(Net.u16(array, begin + 6), MAX_RECORDS);
    for (int i = 0; i < records && record(asked); i++) {
      continue;
    }
  }

  private boolean record(String asked) {
    String owner = name();
    if (owner == null || end - at < RECORD_FIELDS) {
      return false;
    }
    int type = Net.u16(array, at);
    int length = Net.u16(array, at + 8);
    at += RECORD_FIELDS;
    if (end - at < length) {
      return false;
    }
    if (type == TYPE_A && length == 4 || type == TYPE_AAAA && length == 16) {
      if (asked != null && !asked.equalsIgnoreCase(owner)) {
        listener.resolved(asked, Addresses.of(array, at, length));
      }
      listener.resolved(owner, Addresses.of(array, at, length));
    }
    at += length;
    return true;
  }

  /** The name at the place where reading is, which then is behind it; null if it can't be read. */
  private String name() {
    StringBuilder name = new StringBuilder();
    int from = at;
    int pointers = 0;
    while (from < end) {
      int length = array[from] & 0xFF;
      if (length >= POINTER) {
        if (from + 1 >= end || ++pointers > MAX_POINTERS) {
          return null;
        }
        at = pointers == 1 ? from + 2 : at;
        from = begin + (Net.u16(array, from) & 0x3FFF);
      } else if (length == 0) {
        at = pointers == 0 ? from + 1 : at;
        return Printable.text(name.toString());
      } else {
        if (length > 63 || from + 1 + length > end || name.length() + length > MAX_NAME) {
          return null;
        }
        name.append(name.length() == 0 ? "" : ".");
        name.append(new String(array, from + 1, length, StandardCharsets.ISO_8859_1));
        from += 1 + length;
      }
    }
    return null;
  }
}
