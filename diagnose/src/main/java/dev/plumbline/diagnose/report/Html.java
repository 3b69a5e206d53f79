package dev.plumbline.diagnose.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements of HTML. Every text and every attribute's value is escaped here and made visible, so that what a peer
 * sent stays text wherever it is put; only {@link #verbatim} writes markup.
 */
final class Html {
  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  Html(Writer out) {
    this.out = out;
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; one whose value is null is left out
   */
  Html open(String tag, String... attributes) throws IOException {
    begin(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() throws IOException {
    out.write("</");
    out.write(open.pop());
    out.write('>');
    return this;
  }

  /** An element that can have no content. */
  Html empty(String tag, String... attributes) throws IOException {
    begin(tag, attributes);
    return this;
  }

  /** An element with text in it. */
  Html element(String tag, String text, String... attributes) throws IOException {
    return open(tag, attributes).text(text).close();
  }

  Html text(String text) throws IOException {
    escape(Visible.of(text));
    return this;
  }

  /** Markup of our own. */
  Html verbatim(String markup) throws IOException {
    out.write(markup);
    return this;
  }

  /** A line break in the source, where it does not show. */
  Html line() throws IOException {
    out.write('\n');
    return this;
  }

  private void begin(String tag, String... attributes) throws IOException {
    out.write('<');
    out.write(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        out.write(' ');
        out.write(attributes[i]);
        out.write("=\"");
        escape(Visible.of(attributes[i + 1]));
        out.write('"');
      }
    }
    out.write('>');
  }

  private void escape(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      switch (each) {
        case '&' -> out.write("&amp;");
        case '<' -> out.write("&lt;");
        case '>' -> out.write("&gt;");
        case '"' -> out.write("&quot;");
        case '\'' -> out.write("&#39;");
        default -> out.write(each);
      }
    }
  }
}
