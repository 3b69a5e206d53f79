package dev.plumbline.tls.trace;

import java.util.List;

/**
 * What was recorded of one connection.
 *
 * @param entries in the order in which they came
 * @param dropped how many more came when the recorder was full
 */
public record Trace(List<TraceEntry> entries, long dropped) {
  public Trace {
    entries = List.copyOf(entries);
  }
}
