package dev.plumbline.diagnose.report;

/**
 * Text from the wire, made fit to be shown. A server name can hold whatever bytes a peer likes: escape sequences that
 * rewrite a terminal, marks that turn the direction of writing, half a surrogate pair.
 */
final class Visible {
  private Visible() {}

  /** The same text, in which whatever has no shape of its own is written out as its number; tab and line feed stay. */
  static String of(String text) {
    if (text.codePoints().noneMatch(Visible::shapeless)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(
        each -> {
          if (shapeless(each)) {
            out.append(String.format("\\u{%X}", each));
          } else {
            out.appendCodePoint(each);
          }
        });
    return out.toString();
  }

  private static boolean shapeless(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
