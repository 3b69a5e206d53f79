package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is around one connection in its capture.
 *
 * @param conversations all connections, this one included
 * @param resolved the addresses of names, as the capture shows them being looked up
 * @param end when the last packet of the capture was taken
 */
public record Surroundings(
    List<Conversation> conversations, Map<String, Set<InetAddress>> resolved, Optional<Instant> end) {
  public Surroundings {
    conversations = List.copyOf(conversations);
    resolved = Map.copyOf(resolved);
  }

  /** One connection and nothing else: a tap's. */
  public static Surroundings of(Conversation conversation) {
    return new Surroundings(List.of(conversation), Map.of(), Optional.empty());
  }
}
