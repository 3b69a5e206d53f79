package dev.plumbline.diagnose.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines between its words; a word longer than a line is cut. */
final class Wrapped {
  private static final int NARROWEST = 20;

  private Wrapped() {}

  static List<String> lines(String text, int width) {
    int room = Math.max(width, NARROWEST);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
      while (line.length() > room) {
        int cut = Character.isHighSurrogate(line.charAt(room - 1)) ? room - 1 : room;
        lines.add(line.substring(0, cut));
        line.delete(0, cut);
      }
    }
    lines.add(line.toString());
    return lines;
  }
}
