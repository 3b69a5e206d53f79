package dev.plumbline.engine.key;

import dev.plumbline.engine.key.KeyFileException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * One block of a PEM file (RFC 7468), read without making strings of the key. Text before, between and after blocks,
 * any kind of line end, and blanks at the ends of lines are allowed.
 */
final class PemBlock implements AutoCloseable {
  private static final byte[] BEGIN = ascii("-----BEGIN ");
  private static final byte[] DASHES = ascii("-----");
  private static final String DEK_INFO = "DEK-Info:";
  private static final int MAX_LABEL = 64;

  private final String label;
  private final String dekInfo;
  private final byte[] content;
  private final int end;

  private PemBlock(String label, String dekInfo, byte[] content, int end) {
    this.label = label;
    this.dekInfo = dekInfo;
    this.content = content;
    this.end = end;
  }

  static boolean looksLikePem(byte[] file) {
    return next(file, 0) >= 0;
  }

  /** Where the next block begins; -1 for nowhere. */
  static int next(byte[] file, int from) {
    return find(file, BEGIN, from, file.length);
  }

  static PemBlock at(byte[] file, int begin) throws KeyFileException {
    int labelStart = begin + BEGIN.length;
    int labelEnd = find(file, DASHES, labelStart, Math.min(file.length, labelStart + MAX_LABEL));
    if (labelEnd < 0) {
      throw damaged("the PEM file has a BEGIN line without an end");
    }
    String label = new String(file, labelStart, labelEnd - labelStart, StandardCharsets.US_ASCII);
    int bodyStart = labelEnd + DASHES.length;
    byte[] endLine = ascii("-----END " + label + "-----");
    int bodyEnd = find(file, endLine, bodyStart, file.length);
    if (bodyEnd < 0) {
      throw damaged("the PEM file has no line with END " + printable(label));
    }
    int base64Start = afterHeaders(file, bodyStart, bodyEnd);
    String dekInfo = dekInfo(file, bodyStart, base64Start);
    return new PemBlock(label, dekInfo, decode(file, base64Start, bodyEnd), bodyEnd + endLine.length);
  }

  String label() {
    return label;
  }

  /** The value of the DEK-Info header, if the content is encrypted in the old way (RFC 1421 §4.6.1.3). */
  Optional<String> dekInfo() {
    return Optional.ofNullable(dekInfo);
  }

  byte[] content() {
    return content;
  }

  /** Where the rest of the file begins. */
  int end() {
    return end;
  }

  @Override
  public void close() {
    Arrays.fill(content, (byte) 0);
  }

  /** Headers have a colon, which Base64 does not; they end with the last line that has one. */
  private static int afterHeaders(byte[] file, int from, int to) {
    int after = from;
    for (int i = from; i < to; i++) {
      if (file[i] == ':') {
        while (i < to && file[i] != '\n' && file[i] != '\r') {
          i++;
        }
        after = i;
      }
    }
    return after;
  }

  private static String dekInfo(byte[] file, int from, int to) throws KeyFileException {
    String headers = new String(file, from, to - from, StandardCharsets.US_ASCII);
    for (String line : headers.split("[\r\n]+")) {
      if (line.startsWith(DEK_INFO)) {
        return line.substring(DEK_INFO.length()).strip();
      }
    }
    if (headers.contains("ENCRYPTED")) {
      throw damaged("the PEM headers say that the key is encrypted but not how");
    }
    return null;
  }

  private static byte[] decode(byte[] file, int from, int to) throws KeyFileException {
    byte[] dense = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (file[i] > ' ') {
        dense[length++] = file[i];
      }
    }
    byte[] base64 = Arrays.copyOf(dense, length);
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw damaged("the PEM file is not Base64 between its BEGIN and END lines");
    } finally {
      Arrays.fill(dense, (byte) 0);
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static KeyFileException damaged(String what) {
    return new KeyFileException(Kind.DAMAGED, what + ": copy the file again, from its first line to its last");
  }

  private static String printable(String label) {
    return label.replaceAll("[^A-Za-z0-9 ]", "?");
  }

  private static int find(byte[] file, byte[] what, int from, int to) {
    for (int i = from; i <= to - what.length; i++) {
      if (Arrays.equals(file, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
