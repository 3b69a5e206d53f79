package dev.plumbline.diagnose.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with PEM (RFC 7468) to the line and the byte, and what strict parsers of devices would not take
 * though desktop tools do (C47, C48). Says nothing of what is in a key.
 */
public final class PemLint {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_PROBLEMS = 20;
  private static final int LONGEST_LINE = 64;
  private static final int DER_SEQUENCE = 0x30;
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----");
  private static final Pattern END = Pattern.compile("-----END ([A-Z0-9 ]{1,40})-----");
  private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/=]");

  private final String text;
  private final List<PemProblem> problems = new ArrayList<>();
  private String label;
  private int labelLine;
  private int labelOffset;
  private final StringBuilder base64 = new StringBuilder();
  private int blocks;
  private boolean short64;

  private PemLint(byte[] content) {
    text = new String(content, StandardCharsets.ISO_8859_1);
  }

  /** What is wrong, in the order of the file; empty for PEM that every parser takes. At most 20 problems are told. */
  public static List<PemProblem> check(byte[] content) {
    if (content.length == 0) {
      return List.of(new PemProblem(0, 0, "C47", "the file is empty"));
    }
    if (content.length > MAX_BYTES) {
      return List.of(new PemProblem(0, 0, "C47", "the file is larger than 1 MiB, so it holds more than certificates"));
    }
    if ((content[0] & 0xFF) == DER_SEQUENCE && content.length > 1 && (content[1] & 0xFF) >= 0x80) {
      return List.of(new PemProblem(1, 0, "C48", "the file is DER (30 8x …) and not PEM: convert it if the device "
          + "wants PEM: openssl x509 -inform DER -in FILE -out FILE.pem"));
    }
    PemLint lint = new PemLint(Arrays.copyOf(content, content.length));
    lint.lines();
    return List.copyOf(lint.problems.subList(0, Math.min(MAX_PROBLEMS, lint.problems.size())));
  }

  private void lines() {
    int at = 0;
    int line = 1;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      int next = end < 0 ? text.length() : end + 1;
      String whole = text.substring(at, end < 0 ? text.length() : end);
      line(line++, at, whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole);
      at = next;
    }
    if (label != null) {
      add(labelLine, labelOffset, "C47", "BEGIN " + label + " has no END " + label + ": the file is cut off");
    } else if (blocks == 0) {
      add(0, 0, "C47", "there is no BEGIN line: this is no PEM");
    }
    if (!text.endsWith("\n")) {
      add(line - 1, text.length(), "C47",
          "the last line has no line end, which some modems and parsers demand (mbedTLS: the final zero byte as well)");
    }
    if (text.contains("\r\n") && text.replace("\r\n", "").contains("\n")) {
      add(0, text.indexOf('\n'), "C47",
          "some lines end with CR LF and some with LF: lengths differ by how they are counted");
    }
  }

  private void line(int number, int at, String line) {
    Matcher begin = BEGIN.matcher(line);
    Matcher end = END.matcher(line);
    if (begin.find()) {
      begin(number, at, line, begin);
    } else if (end.find()) {
      end(number, at, line, end);
    } else if (label != null) {
      content(number, at, line);
    }
  }

  private void begin(int number, int at, String line, Matcher begin) {
    if (label != null) {
      add(number, at, "C47", "BEGIN " + begin.group(1) + " comes before the END of " + label);
    }
    label = begin.group(1);
    labelLine = number;
    labelOffset = at;
    base64.setLength(0);
    short64 = false;
    alone(number, at, line, begin.group());
    if (label.equals("EC PARAMETERS")) {
      add(number, at, "C47", "the block EC PARAMETERS is not taken by all devices: leave it out");
    }
  }

  private void alone(int number, int at, String line, String marker) {
    if (line.indexOf('"') >= 0 || line.contains("\\n")) {
      add(number, at, "C47", "the marker stands in a C string: write the file without quotation marks and \\n");
    } else if (!line.equals(marker)) {
      add(number, at, "C47", "something stands before or after the marker on its line, such as a blank");
    }
  }

  private void end(int number, int at, String line, Matcher end) {
    if (label == null) {
      add(number, at, "C47", "END " + end.group(1) + " has no BEGIN before it");
      return;
    }
    if (!end.group(1).equals(label)) {
      add(number, at, "C47", "BEGIN " + label + " ends with END " + end.group(1));
    }
    alone(number, at, line, end.group());
    decode();
    blocks++;
    label = null;
  }

  private void content(int number, int at, String line) {
    if (line.contains(":") || line.isEmpty() && base64.length() == 0) {
      return; // a header of the older form (RFC 1421 §4.4), or what ends it
    }
    Matcher bad = NOT_BASE64.matcher(line);
    if (line.isEmpty()) {
      add(number, at, "C47", "there is an empty line inside " + label);
    } else if (bad.find()) {
      add(number, at + bad.start(), "C47",
          "column " + (bad.start() + 1) + " is no Base64 (" + named(line.charAt(bad.start())) + ")");
    } else if (line.length() > LONGEST_LINE || short64) {
      add(number, at, "C47",
          "the line " + (short64 ? "before this one is shorter than the others" : "is longer than 64 characters")
              + ", which strict parsers refuse (RFC 7468 §2)");
      short64 = false;
    }
    short64 |= line.length() < LONGEST_LINE && !line.isEmpty();
    base64.append(line.replaceAll("[^A-Za-z0-9+/=]", ""));
  }

  private static String named(char c) {
    return switch (c) {
      case ' ' -> "a blank";
      case '\t' -> "a tab";
      case '"' -> "a quotation mark";
      case '\\' -> "a backslash";
      case 0x1A -> "Ctrl-Z";
      case 0 -> "a zero byte";
      default -> String.format("byte %02X", (int) c);
    };
  }

  private void decode() {
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      add(labelLine, labelOffset, "C47",
          "the Base64 of " + label + " can't be decoded: characters are missing, added or changed");
      return;
    }
    int wanted = derLength(der);
    if (wanted < 0 && !label.equals("EC PARAMETERS")) {
      add(labelLine, labelOffset, "C47", label + " does not begin as it should: its first line is missing or changed");
    } else if (wanted > der.length) {
      add(labelLine, labelOffset, "C47",
          label + " lacks " + (wanted - der.length) + " of its " + wanted + " bytes: lines are missing");
    } else if (wanted >= 0 && wanted < der.length) {
      add(labelLine, labelOffset, "C47", label + " has " + (der.length - wanted) + " bytes too many");
    }
    Arrays.fill(der, (byte) 0);
  }

  /** What the outermost element announces, header included; -1 for what is no SEQUENCE. */
  private static int derLength(byte[] der) {
    if (der.length < 2 || (der[0] & 0xFF) != DER_SEQUENCE) {
      return -1;
    }
    int first = der[1] & 0xFF;
    int bytes = first < 0x80 ? 0 : first - 0x80;
    if (bytes > 3 || der.length < 2 + bytes) {
      return -1;
    }
    int length = bytes == 0 ? first : 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | der[2 + i] & 0xFF;
    }
    return 2 + bytes + length;
  }

  private void add(int line, int offset, String caseId, String sentence) {
    problems.add(new PemProblem(line, offset, caseId, sentence));
  }
}
