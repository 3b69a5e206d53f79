package dev.plumbline.diagnose.finding;

import dev.plumbline.diagnose.conversation.Conversation;
import java.util.List;
import java.util.Optional;

/**
 * What is the matter with one connection.
 *
 * @param conversation what was seen of it; empty where the capture has no connection at all
 * @param stack which TLS stack the client is, in words; empty if its hello is nobody's
 * @param stage how far it came
 * @param findings the answer first
 */
public record ConnectionDiagnosis(
    Optional<Conversation> conversation, String stack, Stage stage, List<Finding> findings) {
  public ConnectionDiagnosis {
    findings = List.copyOf(findings);
  }
}
