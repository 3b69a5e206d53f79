package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.dissect.DissectContext;
import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.Side;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/**
 * Handshake messages byte by byte beside the tree of their fields. The script of the page ties the two together;
 * without it both can be read all the same.
 */
final class BytesSection {
  private static final int LONGEST = 1 << 14;
  private static final HexFormat HEX = HexFormat.of();

  private final Html html;
  private final DissectContext context;
  private int budget;

  /**
   * @param budget how many bytes may be shown
   */
  BytesSection(Html html, DissectContext context, int budget) {
    this.html = html;
    this.context = context;
    this.budget = budget;
  }

  /**
   * Writes every message.
   *
   * @param unfolded number of the one that is open at first
   * @return how many bytes may still be shown
   */
  int write(Shown shown, int unfolded) throws IOException {
    List<Event.Handshake> all = shown.messages();
    for (int i = 0; i < all.size(); i++) {
      message(all.get(i), shown.id(i), i == unfolded);
    }
    return budget;
  }

  private void message(Event.Handshake message, String id, boolean unfolded) throws IOException {
    FieldRows rows = new FieldRows(message, context);
    String title = rows.rows().get(0).field().value();
    html.open("details", "class", "message", "id", id, "open", unfolded ? "" : null);
    html.open("summary").element("span", title, "class", "title").text(" ");
    html.element("span", about(message, rows), "class", "detail").close();
    if (!rows.meaning().isEmpty()) {
      html.element("p", rows.meaning(), "class", "meaning");
    }
    int shown = Math.min(Math.min(LONGEST, budget), rows.bytes().length);
    budget -= shown;
    html.open("div", "class", "xray");
    html.element("p", "Point at a byte or a field, or walk with the arrow keys.", "class", "readout", "role", "status");
    html.open("div", "class", "hex-frame");
    offsets("by-16", 16, shown);
    offsets("by-8", 8, shown);
    hex(rows, shown, "Bytes of " + title);
    html.close();
    fields(rows, "Fields of " + title);
    html.close().close().line();
  }

  private static String about(Event.Handshake message, FieldRows rows) {
    String frames = Wording.frames(message.place());
    String size = Times.bytes(rows.bytes().length);
    return (message.from() == Side.CLIENT ? "client · " : "server · ") + (frames.isEmpty() ? "" : frames + " · ")
        + (message.complete() ? size : size + ", incomplete");
  }

  private void offsets(String style, int width, int shown) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < shown; at += width) {
      lines.append(HEX.toHexDigits((short) at)).append('\n');
    }
    html.element("pre", lines.toString(), "class", "offsets " + style, "aria-hidden", "true");
  }

  private void hex(FieldRows rows, int shown, String label) throws IOException {
    html.open("div", "class", "hex", "tabindex", "0", "role", "group", "aria-label", label);
    for (FieldRows.Stretch each : rows.stretches(shown)) {
      String field = each.field() < 0 ? null : Integer.toString(each.field());
      StringBuilder digits = new StringBuilder();
      for (int i = each.from(); i < each.to(); i++) {
        digits.append(i == each.from() ? "" : " ").append(each.secret() ? "··" : HEX.toHexDigits(rows.bytes()[i]));
      }
      String style = each.secret() ? "secret" : null;
      html.element("span", digits.toString(), "data-f", field, "data-o", Integer.toString(each.from()), "class", style);
      html.text(" ");
    }
    html.close();
    if (shown < rows.bytes().length) {
      html.element("p", Times.bytes(rows.bytes().length - shown) + " more are not shown.", "class", "cut");
    }
  }

  /** Nested lists; a child follows its parent directly, one deeper. */
  private void fields(FieldRows rows, String label) throws IOException {
    html.open("ul", "class", "fields", "role", "tree", "aria-label", label);
    int depth = 0;
    for (FieldRows.Row each : rows.rows()) {
      while (depth > each.depth()) {
        html.close().close();
        depth--;
      }
      field(each);
      if (each.last() > each.number()) {
        html.open("ul", "role", "group");
        depth++;
      } else {
        html.close();
      }
    }
    while (depth-- > 0) {
      html.close().close();
    }
    html.close();
  }

  private void field(FieldRows.Row row) throws IOException {
    Field field = row.field();
    html.open(
        "li", "role", "treeitem", "tabindex", row.number() == 0 ? "0" : "-1",
        "data-f", Integer.toString(row.number()), "data-l", Integer.toString(row.last()),
        "data-o", Integer.toString(field.offset()), "data-n", Integer.toString(field.length()));
    html.open("span", "class", "field").element("span", field.name(), "class", "name");
    if (!field.value().isEmpty()) {
      html.text(" ").element("span", field.value(), "class", field.secret() ? "value secret" : "value");
    }
    if (!field.meaning().isEmpty()) {
      html.text(" ").element("span", field.meaning(), "class", "meaning");
    }
    html.close();
  }
}
