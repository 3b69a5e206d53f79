package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records after the handshake of TLS 1.3 that hold the server's tickets, by all that can be seen: the first ones,
 * longer than an answer to CONNECT and all of one length, since a server makes its tickets alike (RFC 8446 §4.6.1).
 */
final class Tickets {
  private static final int LONGEST_CONNACK = 64;
  /** No server takes longer than this for a ticket, network aside. */
  private static final Duration MUCH_LATER = Duration.ofMillis(20);

  private Tickets() {}

  static List<Event.ApplicationData> of(Conversation conversation, MqttFacts mqtt) {
    List<Event.ApplicationData> tickets = new ArrayList<>();
    for (Event.ApplicationData data : conversation.all(Event.ApplicationData.class, Side.SERVER).toList()) {
      boolean alike = tickets.isEmpty() || tickets.get(0).length() == data.length();
      if (!alike || answersTheClient(conversation, data) || data.plaintext().isPresent()
          || mqtt.plainLength(data).filter(length -> length > LONGEST_CONNACK).isEmpty()) {
        break;
      }
      tickets.add(data);
    }
    return tickets;
  }

  /**
   * A server makes its tickets when it has read the client's Finished. What comes right after something that the client
   * said much later is an answer to that.
   */
  private static boolean answersTheClient(Conversation conversation, Event.ApplicationData data) {
    Optional<Instant> finished =
        conversation.last(event -> event instanceof Event.HiddenHandshake && event.from() == Side.CLIENT)
            .map(Event::time);
    Optional<Instant> said = conversation.all(Event.ApplicationData.class, Side.CLIENT).findFirst().map(Event::time);
    if (finished.isEmpty() || said.isEmpty() || !said.get().isBefore(data.time())) {
      return false;
    }
    Duration idle = Duration.between(finished.get(), said.get());
    Duration after = Duration.between(said.get(), data.time());
    return idle.compareTo(MUCH_LATER) >= 0 && after.multipliedBy(2).compareTo(idle) < 0;
  }
}
