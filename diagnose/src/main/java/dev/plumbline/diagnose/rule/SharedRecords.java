package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Handshake messages that span records which hold parts of other messages as well (RFC 5246 §6.2.1 allows it). NetX
 * Secure counts whole records towards the message that it puts together, and so fails over these (netxduo v6.4,
 * nx_secure_tls_process_record: NX_SECURE_TLS_INVALID_PACKET).
 */
final class SharedRecords {
  private static final int HANDSHAKE = 22;
  private static final int HEADER = 4;

  private SharedRecords() {}

  /** The first of the server's, as long as it says things in clear. */
  static Optional<Event.Handshake> first(Conversation conversation) {
    TreeSet<Long> bounds = new TreeSet<>(List.of(0L));
    long end = 0;
    for (Event.Record record : conversation.all(Event.Record.class, Side.SERVER)
        .filter(one -> one.contentType() == HANDSHAKE && !one.encrypted()).toList()) {
      end += record.length();
      bounds.add(end);
    }
    long from = 0;
    for (Event.Handshake message : conversation.all(Event.Handshake.class, Side.SERVER)
        .filter(one -> !one.deciphered()).toList()) {
      long to = from + HEADER + message.announced();
      boolean spans = !bounds.subSet(from, false, to, false).isEmpty();
      if (spans && to <= end && (!bounds.contains(from) || !bounds.contains(to))) {
        return Optional.of(message);
      }
      from = to;
    }
    return Optional.empty();
  }
}
