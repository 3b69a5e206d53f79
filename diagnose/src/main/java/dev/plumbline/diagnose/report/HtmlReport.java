package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/**
 * A diagnosis as one HTML file that needs nothing else: no network, and no script but for pointing at bytes. It holds
 * no password, token, application data, session ticket or key; addresses, names of hosts and certificates are there. A
 * Content-Security-Policy allows the page's own style and script and nothing besides, so that even markup that got past
 * the escaping could do nothing.
 */
public final class HtmlReport {
  private static final int MOST_CONNECTIONS = 20;
  private static final int MOST_BYTES = 1 << 18;
  private static final int MOST_LISTED = 500;

  private final Html html;
  private final Diagnosis diagnosis;
  private final int untold;
  private final ReportContext context;

  /**
   * @param untold how many connections there are besides those of the diagnosis
   */
  private HtmlReport(Html html, Diagnosis diagnosis, int untold, ReportContext context) {
    this.html = html;
    this.diagnosis = diagnosis;
    this.untold = untold;
    this.context = context;
  }

  /** Writes the whole file, which is UTF-8 whatever the writer's encoding is called; the writer stays open. */
  public static void write(Diagnosis diagnosis, ReportContext context, Writer out) throws IOException {
    int told = Math.min(diagnosis.connections().size(), MOST_LISTED);
    Diagnosis first =
        new Diagnosis(diagnosis.verdict(), diagnosis.connections().subList(0, told), diagnosis.notes());
    int untold = diagnosis.connections().size() - told;
    new HtmlReport(new Html(out), Redaction.of(first).apply(first), untold, context).page();
    out.flush();
  }

  private void page() throws IOException {
    PageFrame frame = new PageFrame(html);
    frame.begin("Plumbline: " + Wording.verdict(diagnosis.verdict()), context);
    List<ConnectionDiagnosis> connections = diagnosis.connections();
    Optional<ConnectionDiagnosis> leading = connections.stream().findFirst();
    Optional<Shown> shown =
        leading.flatMap(ConnectionDiagnosis::conversation).map(seen -> new Shown("c0", seen));
    html.open("main", "id", "main");
    answer(leading, shown);
    int budget = MOST_BYTES;
    if (leading.isPresent() && shown.isPresent()) {
      budget = leading(leading.get(), shown.get());
    }
    diffs();
    others(connections, budget);
    notes();
    html.close().line();
    frame.end();
  }

  private void answer(Optional<ConnectionDiagnosis> leading, Optional<Shown> shown) throws IOException {
    Verdict verdict = diagnosis.verdict();
    Optional<Finding> answer = leading.flatMap(each -> each.findings().stream().findFirst());
    html.open("article", "id", "finding", "class", "answer " + verdict.word());
    html.element("p", Wording.verdict(verdict), "class", "verdict");
    String said = answer.map(Finding::summary).filter(text -> !text.isEmpty()).orElse(Wording.withoutFinding(verdict));
    html.element("h1", said);
    FindingSection findings = new FindingSection(html, shown);
    if (answer.isPresent()) {
      findings.label(answer.get());
    }
    if (leading.isPresent()) {
      facts(leading.get());
    }
    if (answer.isPresent()) {
      findings.answer(answer.get());
    }
    html.close().line();
    if (leading.isPresent() && leading.get().findings().size() > 1) {
      html.open("section", "id", "also").element("h2", "Also");
      findings.others(leading.get().findings().subList(1, leading.get().findings().size()));
      html.close().line();
    }
  }

  private void facts(ConnectionDiagnosis connection) throws IOException {
    html.open("dl", "class", "facts");
    Optional<Conversation> seen = connection.conversation();
    if (seen.isPresent()) {
      fact("Client", seen.get().clientEnd().toString());
      fact("Server", seen.get().serverEnd().toString());
    }
    if (!connection.stack().isEmpty()) {
      fact("Client's stack", connection.stack());
    }
    fact("How far it came", Wording.stage(connection.stage()));
    if (seen.isPresent() && seen.get().start().isPresent()) {
      fact("When", Times.minute(seen.get().start().get()));
    }
    html.close().line();
  }

  private void fact(String name, String value) throws IOException {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private int leading(ConnectionDiagnosis connection, Shown shown) throws IOException {
    Conversation conversation = connection.conversation().orElseThrow();
    html.open("section", "id", "connection", "class", "connection");
    html.element("h2", "The connection");
    int left =
        new ConnectionSection(html, context, "c0").write(
            connection, conversation, shown, ConnectionSection.unfolded(connection, shown), MOST_BYTES);
    html.close().line();
    return left;
  }

  private void diffs() throws IOException {
    if (!context.diffs().isEmpty()) {
      html.open("section", "id", "diff").element("h2", "Side by side");
      for (DiffTable each : context.diffs()) {
        new DiffSection(html).write(each);
      }
      html.close().line();
    }
  }

  /** Those that come first in full, but folded; the rest in a line each. */
  private void others(List<ConnectionDiagnosis> connections, int budget) throws IOException {
    if (connections.size() < 2) {
      return;
    }
    html.open("section", "id", "others").element("h2", "Other connections");
    int left = budget;
    for (int i = 1; i < Math.min(connections.size(), MOST_CONNECTIONS); i++) {
      left = other(connections.get(i), "c" + i, left);
    }
    if (connections.size() > MOST_CONNECTIONS) {
      html.open("ul", "class", "listed");
      for (ConnectionDiagnosis each : connections.subList(MOST_CONNECTIONS, connections.size())) {
        html.element("li", title(each) + ": " + shortAnswer(each));
      }
      if (untold > 0) {
        html.element("li", untold + " more");
      }
      html.close();
    }
    html.close().line();
  }

  private int other(ConnectionDiagnosis connection, String id, int budget) throws IOException {
    boolean well = Wording.healthy(connection);
    html.open("details", "class", "connection", "id", id).open("summary");
    html.element("span", shortAnswer(connection), "class", well ? "tag good" : "tag bad").text(" ");
    html.element("span", title(connection), "class", "title").close();
    Optional<Conversation> seen = connection.conversation();
    Optional<Shown> shown = seen.map(each -> new Shown(id, each));
    new FindingSection(html, shown).others(connection.findings());
    int left = budget;
    if (seen.isPresent()) {
      left = new ConnectionSection(html, context, id).write(connection, seen.get(), shown.get(), -1, budget);
    }
    html.close().line();
    return left;
  }

  private static String title(ConnectionDiagnosis connection) {
    return connection.conversation().map(seen -> "Stream " + seen.stream() + ": ").orElse("")
        + Wording.ends(connection);
  }

  private static String shortAnswer(ConnectionDiagnosis connection) {
    return connection.findings().isEmpty() ? connection.stage().word() : connection.findings().get(0).id().id();
  }

  private void notes() throws IOException {
    if (!diagnosis.notes().isEmpty()) {
      html.open("section", "id", "notes").element("h2", "Notes").open("ul");
      for (String each : diagnosis.notes()) {
        html.element("li", each);
      }
      html.close().close().line();
    }
  }
}
