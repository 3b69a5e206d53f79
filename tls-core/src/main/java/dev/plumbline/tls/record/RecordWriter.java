package dev.plumbline.tls.record;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.ContentType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts content into records and protects them in place (RFC 5246 §6.2, RFC 5288 §3): each record's content is laid
 * down behind room for header and explicit nonce, and with room for the tag after it.
 *
 * <p>Records wait in one array until they are drained. It grows to the longest flight or record there ever was, so
 * that it allocates nothing once it has seen one. A record that a busy engine did not seal was never there. Owns the
 * cipher it was given.
 */
public final class RecordWriter implements AutoCloseable {
  private static final int HEADER_LENGTH = RecordReader.HEADER_LENGTH;
  private static final int TLS_1_2 = 0x0303;

  private final int sendLimit;
  private final TraceSink trace;
  private final CryptoView plaintextView = new CryptoView();
  private final CryptoView fragmentView = new CryptoView();

  private RecordCipher cipher;
  private SequenceNumber sequence = new SequenceNumber();
  private int version;
  private int agreedLimit;
  private boolean agreedForUnprotected;

  private byte[] buffer;
  private int head;
  private int tail;

  /**
   * @param capacity bytes to begin with
   * @param firstVersion version in the headers until {@link #negotiated}
   * @param sendLimit most bytes of plaintext in one record, whatever is agreed
   */
  public RecordWriter(int capacity, int firstVersion, int sendLimit, TraceSink trace) {
    this.buffer = new byte[capacity];
    this.sendLimit = sendLimit;
    this.agreedLimit = sendLimit;
    this.version = firstVersion;
    this.trace = trace;
  }

  /** From now on records say TLS 1.2. */
  public void negotiated() {
    version = TLS_1_2;
  }

  /** A limit that was agreed, in bytes of plaintext; protected records only, or all (RFC 8449 §4, RFC 6066 §4). */
  public void agreeLimit(int plaintext, boolean unprotectedToo) {
    agreedLimit = Math.min(sendLimit, plaintext);
    agreedForUnprotected = unprotectedToo;
  }

  /** Most bytes of plaintext in one application data record. */
  public int limit() {
    return agreedLimit;
  }

  /** From the next record on, this cipher. */
  public void activate(RecordCipher next) {
    activate(next, new SequenceNumber());
  }

  void activate(RecordCipher next, SequenceNumber first) {
    close();
    cipher = next;
    sequence = first;
  }

  /** Writes all of a message, in as many records as the limit asks for; what must be sealed must fit into one. */
  public void write(ContentType type, byte[] content, int offset, int length) throws TlsAlert, EngineException {
    int limit = cipher != null || agreedForUnprotected ? agreedLimit : sendLimit;
    if (cipher != null && length > limit) {
      throw new IllegalArgumentException(length + " bytes do not go into one record");
    }
    for (int done = 0; done < length; ) {
      int count = Math.min(limit, length - done);
      makeRoom(recordLength(count));
      System.arraycopy(content, offset + done, buffer, tail + headroom(), count);
      seal(type, count);
      done += count;
    }
  }

  /**
   * Writes application data as far as there is room: whatever fits with what is still waiting into one full record's
   * length.
   *
   * @return bytes taken
   */
  public int write(ByteBuffer applicationData) throws TlsAlert, EngineException {
    int taken = 0;
    while (applicationData.hasRemaining()) {
      int count = Math.min(agreedLimit, applicationData.remaining());
      if (head < tail && tail - head + recordLength(count) > recordLength(agreedLimit)) {
        return taken;
      }
      makeRoom(recordLength(count));
      applicationData.get(applicationData.position(), buffer, tail + headroom(), count);
      seal(ContentType.APPLICATION_DATA, count);
      applicationData.position(applicationData.position() + count);
      taken += count;
    }
    return taken;
  }

  /** Whether nothing waits to be drained. */
  public boolean isEmpty() {
    return head == tail;
  }

  /** Moves out as many bytes as fit. */
  public int drain(ByteBuffer out) {
    int count = Math.min(tail - head, out.remaining());
    out.put(buffer, head, count);
    head += count;
    if (head == tail) {
      head = 0;
      tail = 0;
    }
    return count;
  }

  @Override
  public void close() {
    if (cipher != null) {
      cipher.close();
      cipher = null;
    }
  }

  private int headroom() {
    return HEADER_LENGTH + (cipher == null ? 0 : cipher.explicitNonceLength());
  }

  private int recordLength(int plaintext) {
    return HEADER_LENGTH + plaintext + (cipher == null ? 0 : cipher.overhead());
  }

  private void makeRoom(int needed) {
    if (buffer.length - tail >= needed) {
      return;
    }
    int waiting = tail - head;
    byte[] target = waiting + needed <= buffer.length ? buffer : Arrays.copyOf(buffer, waiting + needed);
    System.arraycopy(buffer, head, target, 0, waiting);
    buffer = target;
    head = 0;
    tail = waiting;
  }

  /** Completes the record whose plaintext lies behind the headroom at the tail, and only then counts it in. */
  private void seal(ContentType type, int plaintext) throws TlsAlert, EngineException {
    int fragment = recordLength(plaintext) - HEADER_LENGTH;
    if (cipher != null) {
      boolean wanted = trace.wants(TracePoint.RECORD_PLAINTEXT_SENT);
      byte[] before = wanted ? Arrays.copyOfRange(buffer, tail + headroom(), tail + headroom() + plaintext) : null;
      plaintextView.set(buffer, tail + headroom(), plaintext);
      fragmentView.set(buffer, tail + HEADER_LENGTH, fragment);
      cipher.seal(sequence.next(), type.code(), plaintextView, fragmentView);
      sequence.used();
      if (wanted) {
        trace.bytes(TracePoint.RECORD_PLAINTEXT_SENT, before, 0, plaintext);
      }
    }
    buffer[tail] = (byte) type.code();
    buffer[tail + 1] = (byte) (version >>> 8);
    buffer[tail + 2] = (byte) version;
    buffer[tail + 3] = (byte) (fragment >>> 8);
    buffer[tail + 4] = (byte) fragment;
    if (trace.wants(TracePoint.RECORD_SENT)) {
      trace.bytes(TracePoint.RECORD_SENT, buffer, tail, HEADER_LENGTH + fragment);
    }
    tail += HEADER_LENGTH + fragment;
  }
}
