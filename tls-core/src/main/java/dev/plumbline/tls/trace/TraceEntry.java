package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;

/** One line of a trace: a value, a value that the engine keeps, or a decision. */
public sealed interface TraceEntry {
  /** Its place in the trace, from 0. */
  int seq();

  TracePoint point();

  /** A value in the order of its bytes on the wire, or in the RFC's own order where it never is on the wire. */
  record Value(int seq, TracePoint point, Bytes bytes) implements TraceEntry {
    /** Only the writers of traces print what is secret. */
    @Override
    public String toString() {
      return seq + " " + point.id() + " " + (point.secret() ? bytes.length() + " secret bytes" : bytes);
    }
  }

  /** A value that was made but not released, and why. */
  record Opaque(int seq, TracePoint point, String why) implements TraceEntry {}

  /** What was decided, by which clause. */
  record Decision(int seq, TracePoint point, Clause clause, String sentence) implements TraceEntry {}
}
