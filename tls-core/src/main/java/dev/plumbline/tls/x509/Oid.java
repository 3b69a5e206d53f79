package dev.plumbline.tls.x509;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** An object identifier by its DER content octets (X.690 §8.19), compared where it stands. Immutable. */
final class Oid {
  private static final int MORE = 0x80;

  private final String dotted;
  private final byte[] content;

  private Oid(String dotted, byte[] content) {
    this.dotted = dotted;
    this.content = content;
  }

  static Oid of(String dotted) {
    String[] arcs = dotted.split("\\.");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeArc(out, Integer.parseInt(arcs[0]) * 40L + Long.parseLong(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      writeArc(out, Long.parseLong(arcs[i]));
    }
    return new Oid(dotted, out.toByteArray());
  }

  private static void writeArc(ByteArrayOutputStream out, long arc) {
    int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(arc) + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      out.write((int) (arc >>> 7 * i & 0x7F) | (i > 0 ? MORE : 0));
    }
  }

  /** Whether the content of {@code element} is this identifier. */
  boolean is(Der element) {
    return Arrays.equals(element.bytes(), element.start(), element.limit(), content, 0, content.length);
  }

  /** The identifier that is the content of {@code element}, in dotted form. */
  static String dotted(Der element) {
    StringBuilder text = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (int i = element.start(); i < element.limit(); i++) {
      int octet = element.bytes()[i];
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(octet & 0x7F));
      if ((octet & MORE) == 0) {
        append(text, arc);
        arc = BigInteger.ZERO;
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, BigInteger arc) {
    if (text.length() > 0) {
      text.append('.').append(arc);
      return;
    }
    int first = arc.min(BigInteger.valueOf(80)).intValue() / 40; // the first two arcs share a number (X.690 §8.19.4)
    text.append(first).append('.').append(arc.subtract(BigInteger.valueOf(first * 40L)));
  }

  @Override
  public String toString() {
    return dotted;
  }
}
