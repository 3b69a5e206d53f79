package dev.plumbline.diagnose.finding;

import dev.plumbline.diagnose.conversation.Conversation;
import java.util.List;
import java.util.Optional;

/**
 * What is the matter with one connection.
 *
 * @param conversation what was seen of it; empty where the capture has no connection at all
 * @param client what its client gave away of itself
 * @param stage how far it came
 * @param findings the answer first
 */
public record ConnectionDiagnosis(
    Optional<Conversation> conversation, Recognised client, Stage stage, List<Finding> findings) {
  public ConnectionDiagnosis {
    findings = List.copyOf(findings);
  }

  /** Of a client of which only the stack is known; {@code stack} is empty if not even that is. */
  public ConnectionDiagnosis(
      Optional<Conversation> conversation, String stack, Stage stage, List<Finding> findings) {
    this(conversation, Recognised.stack(stack), stage, findings);
  }

  /** Which TLS stack the client is, in words; empty if its hello is nobody's. */
  public String stack() {
    return client.stack();
  }
}
