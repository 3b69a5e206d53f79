package dev.plumbline.tls.x509;

import dev.plumbline.tls.wire.Bytes;
import java.util.Arrays;

/**
 * A strict cursor over the elements of a DER encoding (X.690 §8, §10): definite minimal lengths, one-octet tags,
 * everything inside its parent. It is also a window: an element's content, where it stands in the original bytes.
 *
 * <p>It never descends on its own, so nesting costs nothing, and never allocates by a length it read. One kind of
 * strictness is missing on purpose: DEFAULT values that were written out are let through, because they are common
 * and mean what they say.
 */
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int ENUMERATED = 0x0A;
  static final int UTF8_STRING = 0x0C;
  static final int PRINTABLE_STRING = 0x13;
  static final int TELETEX_STRING = 0x14;
  static final int IA5_STRING = 0x16;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int UNIVERSAL_STRING = 0x1C;
  static final int BMP_STRING = 0x1E;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private static final int HIGH_TAG_NUMBER = 0x1F;

  private final byte[] bytes;
  private final int header;
  private final int start;
  private final int limit;
  private int at;

  private Der(byte[] bytes, int header, int start, int limit) {
    this.bytes = bytes;
    this.header = header;
    this.start = start;
    this.limit = limit;
    this.at = start;
  }

  /** A cursor over all of these bytes, which are not copied. */
  static Der over(Bytes bytes) {
    return new Der(bytes.unsafeArray(), 0, 0, bytes.length());
  }

  /** {@code [number]}, constructed. */
  static int constructed(int number) {
    return 0xA0 | number;
  }

  /** {@code [number]}, primitive. */
  static int primitive(int number) {
    return 0x80 | number;
  }

  byte[] bytes() {
    return bytes;
  }

  int tag() {
    return bytes[header] & 0xFF;
  }

  /** Where this element begins, its tag included. */
  int header() {
    return header;
  }

  /** Where the content begins. */
  int start() {
    return start;
  }

  /** Where the content ends. */
  int limit() {
    return limit;
  }

  int length() {
    return limit - start;
  }

  /** The same content, to be read from its beginning. */
  Der again() {
    return new Der(bytes, header, start, limit);
  }

  boolean hasMore() {
    return at < limit;
  }

  boolean nextIs(int expected) {
    return at < limit && (bytes[at] & 0xFF) == expected;
  }

  /** The next element, which must have this tag. */
  Der read(int expected, String what) throws MalformedCertificate {
    checkNext(expected, what);
    return readAny(what);
  }

  /** The next element, whatever its tag. */
  Der readAny(String what) throws MalformedCertificate {
    int header = at;
    int end = enterAny(what);
    Der element = new Der(bytes, header, at, end);
    at = end;
    return element;
  }

  /**
   * Steps into the next element, which must have this tag, instead of making a cursor for it.
   *
   * @return where it ends, to be handed to {@link #leave}, which sees that nothing in it went beyond
   */
  int enter(int expected, String what) throws MalformedCertificate {
    checkNext(expected, what);
    return enterAny(what);
  }

  int enterAny(String what) throws MalformedCertificate {
    if (limit - at < 2) {
      throw malformed(what, "is cut off");
    }
    if ((bytes[at] & HIGH_TAG_NUMBER) == HIGH_TAG_NUMBER) {
      throw malformed(what, "has a tag of several octets");
    }
    int first = bytes[at + 1] & 0xFF;
    int lengthOctets = first < 0x80 ? 0 : first & 0x7F;
    int contentStart = at + 2 + lengthOctets;
    int length = lengthOctets == 0 ? first : longLength(lengthOctets, what);
    if (first == 0x80 || length < 0 || length > limit - contentStart) {
      throw malformed(what, "has a bad length");
    }
    at = contentStart;
    return contentStart + length;
  }

  /** Steps out of an element that was entered, all of which must have been read. */
  void leave(int end, String what) throws MalformedCertificate {
    if (at != end) {
      throw malformed(what, "does not end where it should");
    }
  }

  private void checkNext(int expected, String what) throws MalformedCertificate {
    if (!nextIs(expected)) {
      throw malformed(what, at < limit ? "has an unexpected tag" : "is missing");
    }
  }

  /** The length in its long form, or -1 if it is not minimal, too long, or not all there. */
  private int longLength(int octets, String what) throws MalformedCertificate {
    if (octets > 3 || octets > limit - at - 2) {
      throw malformed(what, "has a bad length");
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | bytes[at + 2 + i] & 0xFF;
    }
    boolean minimal = length >= 0x80 && length >>> 8 * (octets - 1) != 0;
    return minimal ? length : -1;
  }

  /** Nothing may follow. */
  void end(String what) throws MalformedCertificate {
    if (hasMore()) {
      throw malformed(what, "is followed by something else");
    }
  }

  /** An INTEGER's or ENUMERATED's content: at least one octet, and no more than needed. */
  Der readInteger(String what) throws MalformedCertificate {
    return read(INTEGER, what).checkInteger(what);
  }

  Der checkInteger(String what) throws MalformedCertificate {
    if (length() == 0 || length() > 1 && (bytes[start] == 0 && bytes[start + 1] >= 0
        || bytes[start] == -1 && bytes[start + 1] < 0)) {
      throw malformed(what, "is not a minimal INTEGER");
    }
    return this;
  }

  /** A number from 0 upward; what is larger than an int comes out as its maximum. */
  int smallNumber(String what) throws MalformedCertificate {
    checkInteger(what);
    if (bytes[start] < 0) {
      throw malformed(what, "is negative");
    }
    if (length() > 4) {
      return Integer.MAX_VALUE;
    }
    int value = 0;
    for (int i = start; i < limit; i++) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  boolean readBoolean(String what) throws MalformedCertificate {
    Der element = read(BOOLEAN, what);
    if (element.length() != 1 || bytes[element.start] != 0 && bytes[element.start] != -1) {
      throw malformed(what, "is not a BOOLEAN");
    }
    return bytes[element.start] != 0;
  }

  Der readOid(String what) throws MalformedCertificate {
    int header = at;
    int end = enter(OBJECT_IDENTIFIER, what);
    Der oid = new Der(bytes, header, at, end);
    skipArcs(end, what);
    return oid;
  }

  void skipOid(String what) throws MalformedCertificate {
    skipArcs(enter(OBJECT_IDENTIFIER, what), what);
  }

  private void skipArcs(int end, String what) throws MalformedCertificate {
    boolean arcStarts = true;
    boolean proper = at < end;
    for (; at < end; at++) {
      proper &= !arcStarts || bytes[at] != (byte) 0x80;
      arcStarts = bytes[at] >= 0;
    }
    if (!proper || !arcStarts) {
      throw malformed(what, "is not an OBJECT IDENTIFIER");
    }
  }

  /** Goes to the end of an element that was entered, whatever is in it. */
  void skipTo(int end) {
    at = end;
  }

  /** Where the next element, or the rest of an entered one, begins. */
  int position() {
    return at;
  }

  /** A BIT STRING of whole octets: the octets, without the count of unused bits. */
  Der readOctetAlignedBits(String what) throws MalformedCertificate {
    Der bits = read(BIT_STRING, what);
    if (bits.length() == 0 || bytes[bits.start] != 0) {
      throw malformed(what, "is not a whole number of octets");
    }
    return new Der(bytes, bits.header, bits.start + 1, bits.limit);
  }

  /** Every octet is ASCII, as IA5String demands. */
  Der checkAscii(String what) throws MalformedCertificate {
    for (int i = start; i < limit; i++) {
      if (bytes[i] < 0) {
        throw malformed(what, "is not an IA5String");
      }
    }
    return this;
  }

  boolean sameContent(Der other) {
    return Arrays.equals(bytes, start, limit, other.bytes, other.start, other.limit);
  }

  /** Equal with tag and length. */
  boolean sameElement(Der other) {
    return Arrays.equals(bytes, header, limit, other.bytes, other.header, other.limit);
  }

  byte[] content() {
    return Arrays.copyOfRange(bytes, start, limit);
  }

  byte[] element() {
    return Arrays.copyOfRange(bytes, header, limit);
  }

  MalformedCertificate malformed(String what, String why) {
    return new MalformedCertificate(what + " " + why + " (at byte " + at + ")");
  }
}
