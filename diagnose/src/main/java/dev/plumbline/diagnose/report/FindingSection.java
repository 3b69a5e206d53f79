package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.RuledOut;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Findings in plain words, with links from their evidence to the bytes that it is about. */
final class FindingSection {
  private final Html html;
  private final Optional<Shown> shown;

  /**
   * @param shown what is shown of the connection that the findings are about
   */
  FindingSection(Html html, Optional<Shown> shown) {
    this.html = html;
    this.shown = shown;
  }

  /** The answer, in full, its summary aside. */
  void answer(Finding finding) throws IOException {
    if (!finding.fix().isEmpty()) {
      html.open("section", "class", "fix").element("h2", "What to do").element("p", finding.fix()).close().line();
    }
    html.open("div", "class", "grounds");
    grounds(finding, "h2");
    html.close().line();
  }

  /** What is said of a connection besides the answer. */
  void others(List<Finding> findings) throws IOException {
    for (Finding each : findings) {
      html.open("details", "class", "finding " + each.role().word());
      html.open("summary").element("span", Wording.role(each.role()), "class", "tag");
      html.text(" ").element("span", each.summary(), "class", "said").close();
      label(each);
      if (!each.fix().isEmpty()) {
        html.open("p").element("strong", "What to do: ").text(each.fix()).close();
      }
      html.open("div", "class", "grounds");
      grounds(each, "h3");
      html.close().close().line();
    }
  }

  /** Its id and case, and what its confidence means. */
  void label(Finding finding) throws IOException {
    html.open("p", "class", "label").element("code", finding.id().id());
    if (!finding.caseId().isEmpty()) {
      html.text(" · case ").text(finding.caseId());
    }
    html.text(" · ").element("strong", finding.confidence().word()).text(": ");
    html.text(Wording.confidence(finding.confidence())).close();
  }

  private void grounds(Finding finding, String heading) throws IOException {
    if (!finding.evidence().isEmpty()) {
      html.open("section").element(heading, "Evidence").open("ul", "class", "evidence");
      for (EvidenceItem each : finding.evidence()) {
        html.open("li");
        place(each);
        html.text(each.text()).close();
      }
      html.close().close();
    }
    if (!finding.ruledOut().isEmpty()) {
      html.open("section").element(heading, "Ruled out").open("ul", "class", "ruled-out");
      for (RuledOut each : finding.ruledOut()) {
        html.open("li").element("strong", each.what()).text(": ").text(each.by()).close();
      }
      html.close().close();
    }
    paragraph(heading, "Not decided", finding.undecided());
    paragraph(heading, "Source", finding.source());
  }

  private void place(EvidenceItem item) throws IOException {
    String frames = Wording.frames(item.place());
    if (frames.isEmpty()) {
      return;
    }
    Optional<Shown.Range> range = shown.flatMap(all -> all.at(item.place()));
    Optional<String> rung = shown.flatMap(all -> all.rungAt(item.place()));
    if (range.isPresent()) {
      String bytes = range.get().from() < range.get().to() ? range.get().from() + "-" + range.get().to() : null;
      String target = "#" + shown.get().id(range.get().index());
      html.element("a", frames, "class", "frame", "href", target, "data-bytes", bytes);
    } else if (rung.isPresent()) {
      html.element("a", frames, "class", "frame", "href", "#" + rung.get());
    } else {
      html.element("span", frames, "class", "frame");
    }
    html.text(" ");
  }

  private void paragraph(String heading, String title, String text) throws IOException {
    if (!text.isEmpty()) {
      html.open("section").element(heading, title).element("p", text).close();
    }
  }
}
