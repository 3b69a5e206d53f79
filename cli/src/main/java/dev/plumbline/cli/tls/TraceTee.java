package dev.plumbline.cli.tls;

import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;

/** Two traces as one; each gets only what it wants. */
record TraceTee(TraceSink first, TraceSink second) implements TraceSink {
  @Override
  public boolean wants(TracePoint point) {
    return first.wants(point) || second.wants(point);
  }

  @Override
  public void bytes(TracePoint point, byte[] array, int offset, int length) {
    if (first.wants(point)) {
      first.bytes(point, array, offset, length);
    }
    if (second.wants(point)) {
      second.bytes(point, array, offset, length);
    }
  }

  @Override
  public void opaque(TracePoint point, String why) {
    if (first.wants(point)) {
      first.opaque(point, why);
    }
    if (second.wants(point)) {
      second.opaque(point, why);
    }
  }

  @Override
  public void decision(TracePoint point, Clause clause, String sentence) {
    if (first.wants(point)) {
      first.decision(point, clause, sentence);
    }
    if (second.wants(point)) {
      second.decision(point, clause, sentence);
    }
  }
}
