package dev.plumbline.tls.record;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.ContentType;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Reads one record at a time into one array, which is as large as the configuration says and allocated once; removes
 * the protection in place (RFC 5246 §6.2, RFC 5288 §3).
 *
 * <p>Everything a header can show is checked before the fragment is waited for, and every length before decryption. A
 * record stays until {@link #release}; after a failed {@link #open} because of a busy engine it can be opened again.
 * Allocates nothing per record. Owns the cipher it was given. Must not know what a record's content means.
 */
public final class RecordReader implements AutoCloseable {
  /** Bytes of type, version and length. */
  public static final int HEADER_LENGTH = 5;

  /** Most bytes that protection adds: explicit nonce and tag of AES-GCM (RFC 5288 §3). */
  static final int MAX_OVERHEAD = 24;

  private static final int TLS_1_2 = 0x0303;
  private static final int EMPTY_RECORDS_IN_A_ROW = 32;
  private static final int LENGTH_UNKNOWN = -1;

  private final int receiveLimit;
  private final TraceSink trace;
  private final byte[] buffer;
  private final CryptoView fragmentView = new CryptoView();
  private final CryptoView plaintextView = new CryptoView();

  private RecordCipher cipher;
  private SequenceNumber sequence = new SequenceNumber();
  private int agreedLimit;
  private boolean agreedForUnprotected;

  private boolean first = true;
  private int filled;
  private int fragmentLength = LENGTH_UNKNOWN;
  private boolean whole;
  private ContentType type;
  private int contentOffset;
  private int contentLength;
  private boolean open;
  private int emptyInARow;

  /** @param receiveLimit most bytes of plaintext in a record */
  public RecordReader(int receiveLimit, TraceSink trace) {
    this.receiveLimit = receiveLimit;
    this.agreedLimit = receiveLimit;
    this.trace = trace;
    this.buffer = new byte[HEADER_LENGTH + receiveLimit + MAX_OVERHEAD];
  }

  /**
   * Takes bytes until one record is whole.
   *
   * @return whether it is
   */
  public boolean fill(ByteBuffer in) throws TlsAlert {
    if (filled < HEADER_LENGTH) {
      take(in, HEADER_LENGTH);
      if (filled < HEADER_LENGTH) {
        return false;
      }
      fragmentLength = readHeader();
    }
    take(in, HEADER_LENGTH + fragmentLength);
    boolean nowWhole = !whole && filled == HEADER_LENGTH + fragmentLength;
    if (nowWhole && trace.wants(TracePoint.RECORD_RECEIVED)) {
      trace.bytes(TracePoint.RECORD_RECEIVED, buffer, 0, filled);
    }
    whole |= nowWhole;
    return whole;
  }

  /** Removes the protection of a whole record; {@link #array} then holds its content. */
  public void open() throws TlsAlert, EngineException {
    if (cipher == null) {
      contentOffset = HEADER_LENGTH;
      contentLength = fragmentLength;
    } else {
      decrypt();
    }
    open = true;
    first = false;
    checkContent();
    if (cipher != null && trace.wants(TracePoint.RECORD_PLAINTEXT_RECEIVED)) {
      trace.bytes(TracePoint.RECORD_PLAINTEXT_RECEIVED, buffer, contentOffset, contentLength);
    }
  }

  /** Whether a record is open, and was not released. */
  public boolean isOpen() {
    return open;
  }

  public ContentType type() {
    return type;
  }

  public byte[] array() {
    return buffer;
  }

  public int offset() {
    return contentOffset;
  }

  public int length() {
    return contentLength;
  }

  /** Gives up the first bytes of the content, which were used. */
  public void skip(int bytes) {
    contentOffset += bytes;
    contentLength -= bytes;
  }

  /** Forgets the open record: there is room for the next. */
  public void release() {
    open = false;
    whole = false;
    filled = 0;
    fragmentLength = LENGTH_UNKNOWN;
  }

  /** From the next record on, this cipher; the permit says that no message straddles the change. */
  public void activate(KeyChangePermit permit, RecordCipher next) {
    if (permit == null || next.overhead() > MAX_OVERHEAD) {
      throw new IllegalArgumentException("no permit, or no room for " + next.overhead() + " bytes of overhead");
    }
    close();
    cipher = next;
    sequence = new SequenceNumber();
  }

  /** A limit that was agreed, in bytes of plaintext; protected records only, or all (RFC 8449 §4, RFC 6066 §4). */
  public void agreeLimit(int plaintext, boolean unprotectedToo) {
    agreedLimit = Math.min(receiveLimit, plaintext);
    agreedForUnprotected = unprotectedToo;
  }

  /**
   * The transport ended here.
   *
   * @throws TlsAlert with {@code NOT_TLS} if all that ever came was the beginning of something else
   */
  public void end() throws TlsAlert {
    if (first && filled > 0 && filled < HEADER_LENGTH && ContentType.of(buffer[0] & 0xFF).isEmpty()) {
      throw notTls();
    }
  }

  @Override
  public void close() {
    if (cipher != null) {
      cipher.close();
      cipher = null;
    }
  }

  private void take(ByteBuffer in, int upTo) {
    int count = Math.min(upTo - filled, in.remaining());
    in.get(buffer, filled, count);
    filled += count;
  }

  private int readHeader() throws TlsAlert {
    int typeCode = buffer[0] & 0xFF;
    int version = (buffer[1] & 0xFF) << 8 | buffer[2] & 0xFF;
    int length = (buffer[3] & 0xFF) << 8 | buffer[4] & 0xFF;
    type = typeOf(typeCode);
    if (first && (type == null || version >>> 8 != TLS_1_2 >>> 8)) {
      throw notTls();
    } else if (type == null) {
      throw Fault.RECORD_TYPE_UNKNOWN.with(typeCode);
    } else if (!first && version != TLS_1_2) {
      throw Fault.RECORD_VERSION.with(String.format(Locale.ROOT, "0x%04x", version));
    }
    int overhead = cipher == null ? 0 : cipher.overhead();
    if (length < overhead) {
      throw Fault.RECORD_TOO_SHORT.with(length);
    }
    checkLength(length - overhead);
    return length;
  }

  /** {@code TLSPlaintext.length}, which AEAD lets us know before decryption. */
  private void checkLength(int plaintext) throws TlsAlert {
    if (plaintext > receiveLimit) {
      throw Fault.RECORD_TOO_LONG.with(plaintext, receiveLimit);
    }
    if (plaintext > agreedLimit && (cipher != null || agreedForUnprotected)) {
      throw Fault.RECORD_OVER_NEGOTIATED_LIMIT.with(plaintext, agreedLimit);
    }
  }

  private void decrypt() throws TlsAlert, EngineException {
    long number = sequence.next();
    int plaintextLength = fragmentLength - cipher.overhead();
    int plaintextOffset = HEADER_LENGTH + cipher.explicitNonceLength();
    fragmentView.set(buffer, HEADER_LENGTH, fragmentLength);
    plaintextView.set(buffer, plaintextOffset, plaintextLength);
    try {
      cipher.open(number, type.code(), fragmentView, plaintextView);
    } catch (PeerRejected e) {
      throw Fault.RECORD_NOT_AUTHENTIC.because(e);
    }
    sequence.used();
    contentOffset = plaintextOffset;
    contentLength = plaintextLength;
  }

  /** Only application data may be empty (RFC 5246 §6.2.1), and not for ever. */
  private void checkContent() throws TlsAlert {
    if (contentLength > 0) {
      emptyInARow = 0;
    } else if (type != ContentType.APPLICATION_DATA) {
      throw Fault.RECORD_EMPTY.with(type);
    } else if (++emptyInARow > EMPTY_RECORDS_IN_A_ROW) {
      throw Fault.RECORDS_WITHOUT_CONTENT.with(EMPTY_RECORDS_IN_A_ROW);
    }
  }

  private TlsAlert notTls() {
    StringBuilder hex = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < filled; i++) {
      hex.append(String.format(Locale.ROOT, "%02x ", buffer[i]));
      text.append(buffer[i] >= ' ' && buffer[i] <= '~' ? (char) buffer[i] : '.');
    }
    return Fault.NOT_TLS.with(hex + "(\"" + text + "\")");
  }

  /** As {@link ContentType#of}, without an object for each record. */
  private static ContentType typeOf(int code) {
    return switch (code) {
      case 20 -> ContentType.CHANGE_CIPHER_SPEC;
      case 21 -> ContentType.ALERT;
      case 22 -> ContentType.HANDSHAKE;
      case 23 -> ContentType.APPLICATION_DATA;
      default -> null;
    };
  }
}
