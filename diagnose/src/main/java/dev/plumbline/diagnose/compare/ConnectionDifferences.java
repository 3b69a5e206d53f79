package dev.plumbline.diagnose.compare;

import java.util.List;
import java.util.stream.IntStream;

/** What differs in the connections as wholes: how they ended, and how long their records are. */
final class ConnectionDifferences {
  private static final String CONNECTION = "connection";
  /** The lengths that max_fragment_length knows, which is how large small buffers are (RFC 6066 §4). */
  private static final int[] BUFFERS = {512, 1024, 2048, 4096};

  private ConnectionDifferences() {}

  static void add(Run a, Run b, List<Difference> differences) {
    if (a.ending().isEmpty() || b.ending().isEmpty()) {
      return;
    }
    records(a.longestRecord(), b.longestRecord(), differences);
    ending(a.ending().get(), b.ending().get(), differences);
  }

  private static void records(int a, int b, List<Difference> differences) {
    if (a == b || a == 0 || b == 0) {
      return;
    }
    List<String> between = IntStream.of(BUFFERS).filter(buffer -> Math.min(a, b) <= buffer && Math.max(a, b) > buffer)
        .mapToObj(Integer::toString).toList();
    boolean matters = !between.isEmpty();
    String why = matters
        ? "a client with room for records of " + String.join(" or ", between) + " bytes takes the one and not the other"
        : "a client needs room for the longest record of the server's flight";
    differences.add(new Difference(CONNECTION, "longest record of the server's flight", a + " bytes", b + " bytes",
        matters, why, "RFC 5246 §6.2.1"));
  }

  private static void ending(Ending a, Ending b, List<Difference> differences) {
    if (a.equals(b)) {
      return;
    }
    boolean outcome = a.established() != b.established();
    differences.add(new Difference(CONNECTION, "ending", a.toString(), b.toString(), outcome || !a.established(),
        outcome ? "only one of them came through; what differs before it is why, as far as it shows"
            : a.established() ? "both handshakes had come through before" : "they failed in different ways", ""));
  }
}
