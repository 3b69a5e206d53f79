package dev.plumbline.diagnose.dissect;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Makes fields out of a window of bytes, from its front to its end. What can't be read, or is too much, becomes one
 * last field, so that all bytes are accounted for; a nested window's trouble stays within it.
 */
final class FieldReader {
  static final String LENGTH = "length";
  static final String REST = "rest";
  private static final int LONGEST_HEX = 64;
  /** Of one list: enough for any message that serves a purpose. */
  private static final int MOST_ELEMENTS = 4096;

  private final byte[] bytes;
  private final int end;
  private final List<Field> fields = new ArrayList<>();
  private int at;

  private FieldReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Reads the fields of one structure. */
  interface Part {
    void read(FieldReader in) throws CutOff;
  }

  /** What is said of a structure whose fields are known. */
  interface Summary extends Function<List<Field>, String> {
    Summary NONE = fields -> "";
  }

  static List<Field> read(byte[] bytes, int from, int end, Part part) {
    FieldReader in = new FieldReader(bytes, from, end);
    try {
      part.read(in);
      in.rest("");
    } catch (CutOff e) {
      in.rest("; " + e.getMessage() + " would be here");
      if (in.at == in.end && in.fields.stream().noneMatch(Field::notUnderstood)) {
        in.fields.add(new Field(REST, in.end, 0, "", e.getMessage() + " is missing", List.of()));
      }
    }
    return in.fields;
  }

  private void rest(String where) {
    int length = end - at;
    if (length > 0) {
      add(REST, length, hex(at, end), "not understood: " + bytes(length) + where);
    }
  }

  int left() {
    return end - at;
  }

  int position() {
    return at;
  }

  byte[] source() {
    return bytes;
  }

  /** Leaves bytes to the structure that they belong to. */
  void skip(int count) throws CutOff {
    need("a header", count);
    at += count;
  }

  /** The next byte, which stays where it is; -1 at the end. */
  int peek() {
    return at < end ? bytes[at] & 0xff : -1;
  }

  /** A big-endian number of one to four bytes. */
  int number(String name, int octets, IntFunction<String> value, IntFunction<String> meaning) throws CutOff {
    int number = peekNumber(name, octets);
    add(name, octets, value.apply(number), meaning.apply(number));
    return number;
  }

  int number(String name, int octets, IntFunction<String> value) throws CutOff {
    return number(name, octets, value, number -> "");
  }

  int number(String name, int octets) throws CutOff {
    return number(name, octets, number -> Long.toString(number & 0xffff_ffffL));
  }

  /** Bytes without a structure, as many as told. */
  void opaque(String name, int length, String meaning) throws CutOff {
    need(name, length);
    add(name, length, hex(at, at + length), meaning);
  }

  /** Bytes without a structure whose value is told. */
  void opaque(String name, int length, String value, String meaning) throws CutOff {
    need(name, length);
    add(name, length, value, meaning);
  }

  /** A structure of as many bytes as told. */
  List<Field> nested(String name, int length, Part part, Summary value, Summary meaning) throws CutOff {
    need(name, length);
    List<Field> children = read(bytes, at, at + length, part);
    add(name, length, value.apply(children), meaning.apply(children), children);
    return children;
  }

  /** A structure whose length only its own fields tell. */
  void struct(String name, Part part, Summary value, Summary meaning) throws CutOff {
    int from = at;
    int first = fields.size();
    try {
      part.read(this);
    } finally {
      List<Field> mine = fields.subList(first, fields.size());
      List<Field> children = List.copyOf(mine);
      mine.clear();
      if (at > from) {
        fields.add(new Field(name, from, at - from, value.apply(children), meaning.apply(children), children));
      }
    }
  }

  /** A structure behind its length (RFC 5246 §4.3). What is said of it is made of its fields, without the length. */
  List<Field> vector(String name, int octets, Part part, Summary value, Summary meaning) throws CutOff {
    int announced = peekNumber(name, octets);
    int there = Math.min(announced, left() - octets);
    List<Field> content = read(bytes, at + octets, at + octets + there, part);
    List<Field> children = new ArrayList<>();
    children.add(length(octets, announced, there));
    children.addAll(content);
    add(name, octets + there, value.apply(content), meaning.apply(content), children);
    if (there < announced) {
      throw new CutOff("the rest of " + name);
    }
    return content;
  }

  /** Opaque bytes behind their length. */
  void opaqueVector(String name, int octets, Function<Span, String> value, Function<Span, String> meaning)
      throws CutOff {
    int announced = peekNumber(name, octets);
    int there = Math.min(announced, left() - octets);
    Span span = new Span(bytes, at + octets, at + octets + there);
    add(name, octets + there, value.apply(span), meaning.apply(span), List.of(length(octets, announced, there)));
    if (there < announced) {
      throw new CutOff("the rest of " + name);
    }
  }

  /** Numbers of the same width to the end of the window. */
  void numbers(String name, int octets, IntFunction<String> value, IntFunction<String> meaning) throws CutOff {
    repeat(in -> in.number(name, octets, value, meaning));
  }

  /** The same structure to the end of the window. */
  void repeat(Part part) throws CutOff {
    for (int i = 0; left() > 0; i++) {
      if (i == MOST_ELEMENTS) {
        add("more", left(), "", "not listed: " + bytes(left()));
        return;
      }
      part.read(this);
    }
  }

  private Field length(int octets, int announced, int there) {
    String meaning = there < announced ? bytes(announced) + " are announced, " + there + " are there" : "";
    return new Field(LENGTH, at, octets, Integer.toString(announced), meaning, List.of());
  }

  private int peekNumber(String name, int octets) throws CutOff {
    need(name, octets);
    int number = 0;
    for (int i = 0; i < octets; i++) {
      number = number << 8 | bytes[at + i] & 0xff;
    }
    return number;
  }

  private void need(String name, int length) throws CutOff {
    if (length < 0 || length > left()) {
      throw new CutOff(name);
    }
  }

  private void add(String name, int length, String value, String meaning) {
    add(name, length, value, meaning, List.of());
  }

  private void add(String name, int length, String value, String meaning, List<Field> children) {
    fields.add(new Field(name, at, length, value, meaning, children));
    at += length;
  }

  private String hex(int from, int to) {
    return new Span(bytes, from, to).hex();
  }

  static String bytes(int count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  /** Some of the bytes. */
  record Span(byte[] bytes, int from, int to) {
    int length() {
      return to - from;
    }

    /** As hexadecimal, cut where there is much of it. */
    String hex() {
      int shown = Math.min(length(), LONGEST_HEX);
      String text = HexFormat.of().formatHex(bytes, from, from + shown);
      return shown < length() ? text + "…" : text;
    }

    /** As text, with everything that could move a cursor escaped, and cut where there is much of it. */
    String text() {
      StringBuilder text = new StringBuilder();
      for (int i = from; i < to && text.length() < 4 * LONGEST_HEX; i++) {
        int octet = bytes[i] & 0xff;
        if (octet >= 0x20 && octet < 0x7f && octet != '\\') {
          text.append((char) octet);
        } else {
          text.append("\\x").append(HexFormat.of().toHexDigits((byte) octet));
        }
      }
      return text.length() < 4 * LONGEST_HEX ? text.toString() : text + "…";
    }
  }
}
