package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The records after the handshake of TLS 1.3 that hold the server's tickets, by all that can be seen: the first ones,
 * longer than an answer to CONNECT and all of one length, since a server makes its tickets alike (RFC 8446 §4.6.1).
 */
final class Tickets {
  private static final int LONGEST_CONNACK = 64;

  private Tickets() {}

  static List<Event.ApplicationData> of(Conversation conversation, MqttFacts mqtt) {
    List<Event.ApplicationData> tickets = new ArrayList<>();
    for (Event.ApplicationData data : conversation.all(Event.ApplicationData.class, Side.SERVER).toList()) {
      boolean alike = tickets.isEmpty() || tickets.get(0).length() == data.length();
      if (!alike || data.plaintext().isPresent()
          || mqtt.plainLength(data).filter(length -> length > LONGEST_CONNACK).isEmpty()) {
        break;
      }
      tickets.add(data);
    }
    return tickets;
  }
}
