package dev.plumbline.cli.output;

/** Text in lines of a width. */
final class Wrap {
  private Wrap() {}

  /** Adds words in lines of at most {@code width} characters where they allow it; all but the first are indented. */
  static void wrap(StringBuilder out, String text, int indent, int width) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > width && line.length() > indent) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(indent));
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
