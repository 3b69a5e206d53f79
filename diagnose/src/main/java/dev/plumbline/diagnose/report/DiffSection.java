package dev.plumbline.diagnose.report;

import java.io.IOException;

/** Two messages or handshakes side by side; on a narrow screen each field becomes a block of its own. */
final class DiffSection {
  private final Html html;

  DiffSection(Html html) {
    this.html = html;
  }

  void write(DiffTable table) throws IOException {
    long differing = table.rows().stream().filter(DiffTable.Row::differs).count();
    long matter = table.rows().stream().filter(DiffTable.Row::matters).count();
    html.open("section", "class", "diff").element("h3", table.title());
    String said = differing == 0 ? "No difference." : Times.count(differing, "difference", "differences")
        + ", " + (matter == 0 ? "none of which changes a decision." : matter + " of which may change a decision.");
    html.element("p", said);
    html.open("table").open("thead").open("tr");
    html.element("th", "Field", "scope", "col");
    html.element("th", table.left(), "scope", "col").element("th", table.right(), "scope", "col");
    html.close().close().open("tbody").line();
    for (DiffTable.Row each : table.rows()) {
      row(table, each);
    }
    html.close().close().close().line();
  }

  private void row(DiffTable table, DiffTable.Row row) throws IOException {
    String style = row.matters() ? "matters" : row.differs() ? "differs" : "same";
    html.open("tr", "class", style).open("th", "scope", "row").text(row.field());
    if (row.matters()) {
      html.text(" ").element("span", "matters", "class", "tag bad");
    }
    if (!row.why().isEmpty()) {
      html.element("p", row.why(), "class", "why");
    }
    html.close();
    cell(table.left(), row.left());
    cell(table.right(), row.right());
    html.close().line();
  }

  private void cell(String column, String value) throws IOException {
    html.open("td", "data-column", column);
    html.element("span", value.isEmpty() ? "not there" : value, "class", value.isEmpty() ? "absent" : "value");
    html.close();
  }
}
