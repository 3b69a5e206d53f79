package dev.plumbline.diagnose.dissect;

import java.math.BigInteger;

/**
 * Where the next element of a DER encoding stands (X.690 §8.1), read leniently: what ends inside its parent is taken as
 * it is.
 *
 * @param at of its tag
 * @param start of its content
 * @param end after its content
 */
record DerElement(byte[] bytes, int at, int start, int end) {

  /** The next element, which stays where it is. */
  static DerElement next(FieldReader in, String name) throws CutOff {
    return of(in.source(), in.position(), in.position() + in.left(), name);
  }

  private static DerElement of(byte[] bytes, int at, int limit, String name) throws CutOff {
    if (limit - at < 2) {
      throw new CutOff(name);
    }
    int first = bytes[at + 1] & 0xff;
    int octets = first < 0x80 ? 0 : first & 0x7f;
    int start = at + 2 + octets;
    if (first == 0x80 || octets > 3 || start > limit) {
      throw new CutOff(name);
    }
    int length = octets == 0 ? first : 0;
    for (int i = at + 2; i < start; i++) {
      length = length << 8 | bytes[i] & 0xff;
    }
    if (length > limit - start) {
      throw new CutOff(name);
    }
    return new DerElement(bytes, at, start, start + length);
  }

  /** The first element inside. */
  DerElement inside(String name) throws CutOff {
    return of(bytes, start, end, name);
  }

  int tag() {
    return bytes[at] & 0xff;
  }

  int header() {
    return start - at;
  }

  /** With tag and length. */
  int total() {
    return end - at;
  }

  FieldReader.Span content() {
    return new FieldReader.Span(bytes, start, end);
  }

  /** The content as an object identifier in dotted form (X.690 §8.19). */
  String oid() {
    StringBuilder text = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (int i = start; i < Math.min(end, start + 64); i++) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(bytes[i] & 0x7f));
      if (bytes[i] >= 0) {
        text.append(text.isEmpty() ? firstArcs(arc) : "." + arc);
        arc = BigInteger.ZERO;
      }
    }
    return text.toString();
  }

  private static String firstArcs(BigInteger both) {
    int first = both.min(BigInteger.valueOf(80)).intValue() / 40;
    return first + "." + both.subtract(BigInteger.valueOf(first * 40L));
  }
}
