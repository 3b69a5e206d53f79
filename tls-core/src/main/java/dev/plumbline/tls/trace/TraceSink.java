package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;

/**
 * Receives the values and decisions of a connection. A caller asks {@link #wants} first and makes nothing that is not
 * wanted, so that {@link #NONE} costs nothing. Called on the connection's thread.
 */
public interface TraceSink {
  /** Wants nothing. */
  TraceSink NONE = new NoTrace();

  boolean wants(TracePoint point);

  /** A value; the sink copies what it keeps. */
  void bytes(TracePoint point, byte[] array, int offset, int length);

  /** A value that the engine does not release. */
  void opaque(TracePoint point, String why);

  /** What was decided at this point, by which clause, in a sentence. */
  void decision(TracePoint point, Clause clause, String sentence);
}
