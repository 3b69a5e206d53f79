package dev.plumbline.vectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A string of bytes as it stands in the file: lower-case hexadecimal, two digits a byte, so that equal bytes are equal
 * text. Nothing in a vector is secret, whatever it was when it was recorded.
 */
public record Hex(@JsonValue String digits) {
  private static final Pattern PAIRS = Pattern.compile("(?:[0-9a-f]{2})*+");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Hex {
    Rules.matches(PAIRS, digits, "not pairs of lower-case hexadecimal digits");
  }

  public static Hex of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  public static Hex of(byte[] bytes, int offset, int length) {
    return new Hex(HexFormat.of().formatHex(bytes, offset, offset + length));
  }

  /** A new array with the bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(digits);
  }

  /** How many bytes. */
  public int length() {
    return digits.length() / 2;
  }

  @Override
  public String toString() {
    return digits;
  }
}
