package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;

/**
 * How many bytes a side adds to each of its records of TLS 1.3 (RFC 8446 §5.4), by the last of its handshake: that is
 * its Finished, whose length is known. Java's JSSE adds 16 to every record; all others that are known add none.
 */
final class HiddenPadding {
  private static final int OF_JSSE = 16;
  private static final int AES_256_GCM_SHA384 = 0x1302;
  private static final int AES_128_CCM_8 = 0x1305;
  private static final int HEADER = 4;

  private HiddenPadding() {}

  static int of(Facts facts, Side side) {
    if (!facts.tls13()) {
      return 0;
    }
    int suite = facts.answer().orElseThrow().suite();
    int finished = HEADER + (suite == AES_256_GCM_SHA384 ? 48 : 32) + 1 + (suite == AES_128_CCM_8 ? 8 : 16);
    return facts.conversation().last(event -> event instanceof Event.HiddenHandshake && event.from() == side)
        .map(Event.HiddenHandshake.class::cast)
        .filter(last -> last.length() == finished + OF_JSSE)
        .map(last -> OF_JSSE)
        .orElse(0);
  }
}
