package dev.plumbline.tls.record;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;

/** The number of the next record in one direction under one key: from 0, never wrapping (RFC 5246 §6.1). */
final class SequenceNumber {
  /** Where it ends: 2^64-1, as an unsigned number. */
  static final long LAST = -1L;

  private long next;

  SequenceNumber() {
    this(0);
  }

  SequenceNumber(long first) {
    this.next = first;
  }

  /** The number of the next record; stays until {@link #used}. */
  long next() throws TlsAlert {
    if (next == LAST) {
      throw Fault.SEQUENCE_EXHAUSTED.with();
    }
    return next;
  }

  void used() {
    next++;
  }
}
