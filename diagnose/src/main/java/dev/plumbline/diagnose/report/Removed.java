package dev.plumbline.diagnose.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts what a bundle leaves out, and says it. */
final class Removed {
  private long repetitions;
  private long encrypted;
  private long ticketBytes;
  private long addresses;
  private long connections;
  private long untold;
  private long applicationRecords;
  private long applicationBytes;
  private long plainBytes;

  void application(long bytes) {
    applicationRecords++;
    applicationBytes += bytes;
  }

  void plain(long bytes) {
    plainBytes += bytes;
  }

  void repetition() {
    repetitions++;
  }

  void encrypted() {
    encrypted++;
  }

  void ticket(long bytes) {
    ticketBytes += bytes;
  }

  void addresses(long count) {
    addresses += count;
  }

  void connections(long count) {
    connections += count;
  }

  void untold(long count) {
    untold += count;
  }

  /** What stands in {@code removed.txt}. */
  String text(String capture) {
    List<String> lines = new ArrayList<>();
    lines.add("What this bundle leaves out" + (capture.isEmpty() ? "" : " of " + capture));
    lines.add("");
    add(lines, applicationRecords, "%,d records of application data, %,d bytes: zeros of the same length are in their "
        + "place, because they hold passwords, tokens and payload.", applicationRecords, applicationBytes);
    add(lines, plainBytes, "%,d bytes that were sent without TLS: zeros are in their place, for the same reason.",
        plainBytes);
    add(lines, encrypted, "%,d other encrypted records: zeros are in their place; their content was not kept.",
        encrypted);
    add(lines, ticketBytes, "%,d bytes of session tickets: zeros are in their place, because sessions can be linked by "
        + "them.", ticketBytes);
    add(lines, repetitions, "%,d repeated packets.", repetitions);
    add(lines, connections, "%,d other connections: only those that the diagnosis puts first are in capture.pcapng.",
        connections);
    add(lines, untold, "%,d further connections of which nothing is said.", untold);
    add(lines, addresses, "%,d addresses: addresses for documentation (RFC 5737, RFC 3849) are in their place.",
        addresses);
    lines.add("- Keys: no key log, no secrets block of the capture, no private key.");
    lines.add("- Addresses of the link layer, options of IP and TCP, and every other packet of the capture.");
    lines.add("");
    lines.add(
        "What stays: names of hosts in hellos and certificates, also where such a name is an address; all handshake "
            + "messages in clear; certificates; ports, times and lengths.");
    lines.add(
        "Packets in capture.pcapng are made anew from what was understood. Each one's comment has the number that its "
            + "frame had in the capture; the report counts frames as the capture did.");
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, long count, String text, Object... values) {
    if (count > 0) {
      lines.add("- " + String.format(Locale.ROOT, text, values));
    }
  }
}
