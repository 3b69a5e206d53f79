package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.ConnectReturnCode;
import java.util.List;

/**
 * Whether a connection visibly did what it was for, judged without deciphering anything: data went both ways, the
 * client went on after the server's first answer (which may have been a refusal), nobody sent an alert but the one
 * that closes, and it was not the server that ended it.
 */
final class Success {
  private Success() {}

  static boolean seen(List<Item> items, Tally client, Tally server, boolean tls13) {
    // In TLS 1.3 the client's first such record is its Finished.
    int fromClient = tls13 ? 3 : 2;
    boolean records = client.applicationRecords() >= fromClient && server.applicationRecords() >= 1;
    boolean packets = false;
    for (Item item : items) {
      Event event = item instanceof Item.Told told ? told.event() : null;
      boolean sealedAlert =
          item instanceof Item.Sealed sealed && sealed.record().contentType() == TlsState.ALERT;
      if (event instanceof Event.Mqtt mqtt) {
        if (mqtt.problem().isPresent() || refusal(mqtt)) {
          return false;
        }
        packets |= mqtt.from() == Side.SERVER && mqtt.type() > 2;
      }
      if (event instanceof Event.Alert alert && !alert.closeNotify()) {
        return false;
      }
      if (sealedAlert || ends(event)) {
        Side from = item instanceof Item.Sealed sealed ? sealed.record().from() : event.from();
        return from == Side.CLIENT && (records || packets);
      }
    }
    return records || packets;
  }

  private static boolean refusal(Event.Mqtt mqtt) {
    return mqtt.packet().orElse(null) instanceof ConnAck answer && answer.returnCode() != ConnectReturnCode.ACCEPTED;
  }

  private static boolean ends(Event event) {
    return event instanceof Event.Alert
        || event instanceof Event.Tcp tcp && (tcp.signal() == TcpSignal.FIN || tcp.signal() == TcpSignal.RST);
  }
}
