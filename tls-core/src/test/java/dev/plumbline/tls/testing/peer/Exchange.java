package dev.plumbline.tls.testing.peer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Application data for a server, and what it answers.
 *
 * @param request what to send
 * @param answer exactly what comes back
 */
public record Exchange(byte[] request, byte[] answer) {
  /** For a server that answers each line of {@code line} bytes with what {@code answer} makes of it: one line, and 20 KB of them. */
  static List<Exchange> ofLines(int round, int line, UnaryOperator<String> answer) {
    return List.of(ofLines(round, line, line, answer), ofLines(round, line, 20_000, answer));
  }

  private static Exchange ofLines(int round, int length, int size, UnaryOperator<String> answer) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    while (request.size() < size) {
      String line = letters(round + request.size(), length - 1);
      request.writeBytes((line + "\n").getBytes(StandardCharsets.US_ASCII));
      answers.writeBytes((answer.apply(line) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return new Exchange(request.toByteArray(), answers.toByteArray());
  }

  /** Letters that follow from the seed alone. */
  static String letters(int seed, int length) {
    StringBuilder text = new StringBuilder(length);
    int state = seed * 0x9E3779B1 + 1;
    for (int i = 0; i < length; i++) {
      state = state * 1664525 + 1013904223;
      text.append((char) ('a' + (state >>> 24) % 26));
    }
    return text.toString();
  }
}
