package dev.plumbline.diagnose.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;

/** A comparison as one HTML file that needs nothing else, as {@link HtmlReport} is for a diagnosis. */
public final class DiffPage {
  private DiffPage() {}

  /**
   * Writes the whole file, which is UTF-8 whatever the writer's encoding is called; the writer stays open.
   *
   * @param verdict what the comparison comes to, in a line
   * @param same whether nothing differs that matters
   * @param notes what a reader should know before drawing conclusions
   */
  public static void write(
      DiffTable table, String verdict, boolean same, List<String> notes, Instant created, Writer out)
      throws IOException {
    Html html = new Html(out);
    PageFrame frame = new PageFrame(html);
    frame.begin("Plumbline: " + table.title(), ReportContext.of("", created));
    html.open("main", "id", "main");
    html.open("article", "id", "finding", "class", "answer " + (same ? "healthy" : "cause-found"));
    html.element("p", "Compared", "class", "verdict");
    html.element("h1", Character.toUpperCase(verdict.charAt(0)) + verdict.substring(1) + ".").close().line();
    html.open("section", "id", "diff").element("h2", "Side by side");
    new DiffSection(html).write(table);
    html.close().line();
    if (!notes.isEmpty()) {
      html.open("section", "id", "notes").element("h2", "Notes").open("ul");
      for (String each : notes) {
        html.element("li", each);
      }
      html.close().close().line();
    }
    html.close().line();
    frame.end();
    out.flush();
  }
}
