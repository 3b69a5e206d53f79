package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Objects;

/**
 * A cursor over one struct in the presentation language of RFC 5246 §4. It never reads past the struct; every failure
 * is a {@code decode_error} that names struct, offset and field. Not thread-safe.
 */
public final class WireReader {
  private final String struct;
  private final byte[] array;
  private final int start;
  private final int end;
  private final Fault fault;
  private int position;

  public WireReader(String struct, byte[] array, int offset, int length) {
    this(Fault.MALFORMED, struct, array, offset, length);
  }

  private WireReader(Fault fault, String struct, byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    this.fault = fault;
    this.struct = struct;
    this.array = array;
    this.start = offset;
    this.position = offset;
    this.end = offset + length;
  }

  /** A reader over an extension's data, whose failures are {@link Fault#EXTENSION_MALFORMED}. */
  static WireReader of(Extension extension) {
    byte[] data = extension.data().unsafeArray();
    return new WireReader(Fault.EXTENSION_MALFORMED, ExtensionType.nameOf(extension.type()), data, 0, data.length);
  }

  public int u8(String field) throws TlsAlert {
    need(1, field);
    return array[position++] & 0xFF;
  }

  public int u16(String field) throws TlsAlert {
    need(2, field);
    return u8(field) << 8 | u8(field);
  }

  public int u24(String field) throws TlsAlert {
    need(3, field);
    return u8(field) << 16 | u16(field);
  }

  public long u32(String field) throws TlsAlert {
    need(4, field);
    return (long) u16(field) << 16 | u16(field);
  }

  /** {@code opaque field[length]} (RFC 5246 §4.3). */
  public Bytes opaque(int length, String field) throws TlsAlert {
    need(length, field);
    Bytes value = Bytes.of(array, position, length);
    position += length;
    return value;
  }

  /** {@code opaque field<min..max>} with a one-byte length (RFC 5246 §4.3). */
  public Bytes opaque8(int min, int max, String field) throws TlsAlert {
    return opaque(vector(u8(field), min, max, field), field);
  }

  /** {@code opaque field<min..max>} with a two-byte length. */
  public Bytes opaque16(int min, int max, String field) throws TlsAlert {
    return opaque(vector(u16(field), min, max, field), field);
  }

  /** {@code opaque field<min..max>} with a three-byte length. */
  public Bytes opaque24(int min, int max, String field) throws TlsAlert {
    return opaque(vector(u24(field), min, max, field), field);
  }

  /** A reader for a vector with a one-byte length; the caller must {@link #end} it. */
  public WireReader vector8(int min, int max, String field) throws TlsAlert {
    return sub(vector(u8(field), min, max, field), field);
  }

  /** A reader for a vector with a two-byte length; the caller must {@link #end} it. */
  public WireReader vector16(int min, int max, String field) throws TlsAlert {
    return sub(vector(u16(field), min, max, field), field);
  }

  /** A reader for a vector with a three-byte length; the caller must {@link #end} it. */
  public WireReader vector24(int min, int max, String field) throws TlsAlert {
    return sub(vector(u24(field), min, max, field), field);
  }

  /** Everything that is left. */
  public Bytes rest() {
    Bytes value = Bytes.of(array, position, remaining());
    position = end;
    return value;
  }

  /** A copy of what was read since {@code from}, an earlier {@link #position}: the received bytes, for signatures. */
  public Bytes since(int from) {
    return Bytes.of(array, start + from, position - start - from);
  }

  /** How far this reader is into its struct, in bytes. */
  public int position() {
    return position - start;
  }

  public int remaining() {
    return end - position;
  }

  public boolean hasMore() {
    return position < end;
  }

  /** Refuses bytes after the last field. */
  public void end() throws TlsAlert {
    if (hasMore()) {
      throw malformed(remaining() + " bytes too many");
    }
  }

  /** The fault for something wrong at the current position. */
  public TlsAlert malformed(String what) {
    return fault == Fault.MALFORMED
        ? fault.with(struct, position(), what)
        : fault.with(struct, "at byte " + position() + ", " + what);
  }

  private int vector(int length, int min, int max, String field) throws TlsAlert {
    if (length < min || length > max) {
      throw malformed(field + " of " + length + " bytes, outside " + min + ".." + max);
    }
    return length;
  }

  private WireReader sub(int length, String field) throws TlsAlert {
    need(length, field);
    WireReader inner = new WireReader(fault, struct + "." + field, array, position, length);
    position += length;
    return inner;
  }

  private void need(int length, String field) throws TlsAlert {
    if (length > remaining()) {
      throw malformed(field + " needs " + length + " bytes, " + remaining() + " are left");
    }
  }
}
