package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;

/** The sink that wants nothing. */
final class NoTrace implements TraceSink {
  @Override
  public boolean wants(TracePoint point) {
    return false;
  }

  @Override
  public void bytes(TracePoint point, byte[] array, int offset, int length) {}

  @Override
  public void opaque(TracePoint point, String why) {}

  @Override
  public void decision(TracePoint point, Clause clause, String sentence) {}
}
