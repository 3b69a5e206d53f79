package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.List;
import java.util.Optional;

/**
 * NetX's MQTT client forgets user name, password and will whenever a connection ends, and keeps the client id (netxduo
 * v6.4, _nxd_mqtt_process_disconnect): a second CONNECT without another nxd_mqtt_client_login_set is shorter than the
 * first, and a broker that wants a password refuses it. The records show the lengths.
 */
final class ForgottenLogin {
  private ForgottenLogin() {}

  /** An earlier connection of the same device whose CONNECT was longer and was accepted. */
  static List<EvidenceItem> evidence(Facts facts) {
    Optional<Event.ApplicationData> mine = connect(facts.conversation());
    if (facts.stack().family() != Family.NETX || mine.isEmpty()) {
      return List.of();
    }
    return Peers.sameServer(facts)
        .filter(other -> other.clientEnd().address().equals(facts.conversation().clientEnd().address())
            && wentOn(other))
        .flatMap(other -> connect(other).stream()
            .filter(data -> data.time().isBefore(mine.get().time()) && data.length() > mine.get().length())
            .map(data -> new EvidenceItem(data.place(), "in connection " + other.stream() + " the same device's CONNECT"
                + " was " + (data.length() - mine.get().length()) + " bytes longer, and the broker took it: NetX's MQTT"
                + " client forgets user name, password and will when a connection ends")))
        .limit(1).toList();
  }

  private static boolean wentOn(Conversation other) {
    return other.all(Event.ApplicationData.class, Side.CLIENT).count() > 1
        && other.all(Event.ApplicationData.class, Side.SERVER).findAny().isPresent();
  }

  private static Optional<Event.ApplicationData> connect(Conversation conversation) {
    return conversation.all(Event.ApplicationData.class, Side.CLIENT).findFirst();
  }
}
