package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.dissect.DissectContext;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.flow.Side;
import java.io.IOException;
import java.util.Optional;

/** One connection: its ladder, its handshake messages byte by byte, its certificates. */
final class ConnectionSection {
  private final Html html;
  private final ReportContext context;
  private final String id;

  /**
   * @param id what the ids of its parts begin with
   */
  ConnectionSection(Html html, ReportContext context, String id) {
    this.html = html;
    this.context = context;
    this.id = id;
  }

  /**
   * Writes all parts that there are.
   *
   * @param unfolded number of the message that is open at first; -1 for none
   * @param budget how many bytes of messages may be shown
   * @return how many of them are left
   */
  int write(ConnectionDiagnosis connection, Conversation conversation, Shown shown, int unfolded, int budget)
      throws IOException {
    boolean well = Wording.healthy(connection);
    html.open("section", "id", id + "-ladder").element("h3", "What was said");
    String ending = Wording.stage(connection.stage());
    String words = Character.toUpperCase(ending.charAt(0)) + ending.substring(1) + ".";
    new LadderSection(html).write(conversation, shown, words, well);
    html.close().line();
    int left = budget;
    if (!shown.messages().isEmpty()) {
      html.open("section", "id", id + "-bytes").element("h3", "Every byte of the handshake");
      left = new BytesSection(html, DissectContext.of(conversation), budget).write(shown, unfolded);
      html.close().line();
    }
    ChainSection chain = new ChainSection(html, context, conversation.start(), connection.client().clock());
    chain.write(conversation, Side.SERVER, id + "-chain");
    chain.write(conversation, Side.CLIENT, id + "-client-chain");
    return left;
  }

  /** The number of the message that the answer's evidence is about; the first one otherwise. */
  static int unfolded(ConnectionDiagnosis connection, Shown shown) {
    return connection.findings().stream()
        .findFirst()
        .flatMap(
            answer -> answer.evidence().stream().map(each -> shown.at(each.place())).flatMap(Optional::stream)
                .findFirst())
        .map(Shown.Range::index)
        .orElse(0);
  }
}
