package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.report.Rung.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The ladder diagram: two lifelines, an arrow for each event, time beside them. Needs no script. */
final class LadderSection {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration NOTICEABLE = Duration.ofNanos(100_000);

  private final Html html;

  LadderSection(Html html) {
    this.html = html;
  }

  /**
   * @param ending what is said at its foot
   * @param well whether that is a good end
   */
  void write(Conversation conversation, Shown shown, String ending, boolean well) throws IOException {
    html.open("div", "class", "ladder");
    html.open("div", "class", "ends").open("span", "class", "when").text("time").close();
    html.open("span", "class", "end").element("strong", "Client").text(" " + conversation.clientEnd()).close();
    html.open("span", "class", "end").element("strong", "Server").text(" " + conversation.serverEnd()).close();
    html.close().line().open("ol");
    for (Rung each : shown.rungs()) {
      if (each.gap().compareTo(SILENCE) >= 0) {
        html.open("li", "class", "silence").open("span", "class", "when").close();
        html.element("span", Times.span(each.gap()) + " of silence", "class", "lane").close().line();
      }
      rung(each, shown);
    }
    html.open("li", "class", well ? "stop well" : "stop").open("span", "class", "when").close();
    html.element("span", ending, "class", "lane").close().close().close().line();
  }

  private void rung(Rung rung, Shown shown) throws IOException {
    String kind = rung.kind().name().toLowerCase(Locale.ROOT);
    String from = rung.from().map(side -> side == Side.CLIENT ? " from-client" : " from-server").orElse("");
    html.open("li", "class", "rung " + kind + from, "id", shown.id(rung));
    html.open("span", "class", "when").element("span", Times.span(rung.at()), "class", "at");
    boolean pause = rung.gap().compareTo(NOTICEABLE) >= 0 && rung.gap().compareTo(SILENCE) < 0;
    if (pause) {
      html.element("span", "+" + Times.span(rung.gap()), "class", "gap");
    }
    html.close().open("span", "class", "lane").open("span", "class", "caption");
    if (rung.from().isPresent()) {
      html.element("span", rung.from().get() == Side.CLIENT ? "Client: " : "Server: ", "class", "unseen");
    }
    Optional<String> target = rung.message().flatMap(shown::id);
    if (target.isPresent()) {
      html.element("a", rung.title(), "class", "title", "href", "#" + target.get());
    } else {
      html.element("span", rung.title(), "class", "title");
    }
    detail(rung);
    html.close();
    if (rung.kind() != Kind.FOLD) {
      html.open("span", "class", "arrow").close();
    }
    html.close().close().line();
  }

  private void detail(Rung rung) throws IOException {
    if (!rung.detail().isEmpty()) {
      html.text(" ").element("span", rung.detail(), "class", "detail");
    }
    if (rung.frame() > 0 && rung.kind() != Kind.FOLD) {
      html.text(" ").element("span", "frame " + rung.frame(), "class", "number");
    }
  }
}
