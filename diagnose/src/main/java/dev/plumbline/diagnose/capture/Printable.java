package dev.plumbline.diagnose.capture;

/** Text out of a capture, made safe to show. */
final class Printable {
  private Printable() {}

  /** The same text with a question mark for each character that controls a terminal or can't be seen. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isVisible(c) ? c : '?'));
    return safe.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
