package dev.plumbline.tls.trace;

import dev.plumbline.engine.SecretReveal;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Keeps every value and decision of one connection in memory, up to a limit: what comes after it is counted, not
 * kept, so that a long connection does not fill the heap. Wants secrets only if it was made with the permission to
 * have them. Thread-safe.
 */
public final class TraceRecorder implements TraceSink {
  /** Room for many handshakes, or for a handshake and a good while of records. */
  public static final int DEFAULT_LIMIT = 16 << 20;

  private static final int ENTRY_COST = 64;

  private final boolean secrets;
  private final long limit;
  private final List<TraceEntry> entries = new ArrayList<>();
  private long size;
  private long dropped;

  private TraceRecorder(boolean secrets, long limit) {
    this.secrets = secrets;
    this.limit = limit;
  }

  /** Records what is not secret. */
  public static TraceRecorder withoutSecrets() {
    return withoutSecrets(DEFAULT_LIMIT);
  }

  /** Records what is not secret, up to about {@code limit} bytes. */
  public static TraceRecorder withoutSecrets(long limit) {
    return new TraceRecorder(false, limit);
  }

  /** Records everything, and so lets whoever sees the trace read the connection. */
  public static TraceRecorder withSecrets(SecretReveal permission) {
    return withSecrets(permission, DEFAULT_LIMIT);
  }

  /** Records everything, up to about {@code limit} bytes. */
  public static TraceRecorder withSecrets(SecretReveal permission, long limit) {
    Objects.requireNonNull(permission);
    return new TraceRecorder(true, limit);
  }

  @Override
  public boolean wants(TracePoint point) {
    return secrets || !point.secret();
  }

  @Override
  public synchronized void bytes(TracePoint point, byte[] array, int offset, int length) {
    if (!wants(point)) {
      throw new IllegalArgumentException(point.id() + " is secret, and was not asked for");
    }
    if (room(length)) {
      entries.add(new TraceEntry.Value(entries.size(), point, Bytes.of(array, offset, length)));
    }
  }

  @Override
  public synchronized void opaque(TracePoint point, String why) {
    if (room(why.length())) {
      entries.add(new TraceEntry.Opaque(entries.size(), point, why));
    }
  }

  @Override
  public synchronized void decision(TracePoint point, Clause clause, String sentence) {
    if (room(sentence.length())) {
      entries.add(new TraceEntry.Decision(entries.size(), point, clause, sentence));
    }
  }

  /** What was recorded so far. */
  public synchronized Trace trace() {
    return new Trace(entries, dropped);
  }

  /** Once one entry did not fit, none after it does: a trace has an end, not holes. */
  private boolean room(long length) {
    if (dropped > 0 || size + ENTRY_COST + length > limit) {
      dropped++;
      return false;
    }
    size += ENTRY_COST + length;
    return true;
  }
}
