package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.names.Names;

/**
 * How a connection came out.
 *
 * @param established whether both sides finished the handshake
 * @param how who ended it and by what, in a few words
 */
public record Ending(boolean established, String how) {

  static Ending of(Conversation conversation, boolean bothFinished) {
    boolean established = bothFinished || bothSentData(conversation);
    for (Event event : conversation.events()) {
      String who = event.from() == Side.CLIENT ? "client" : "server";
      if (event instanceof Event.Alert alert && alert.fatal() && !alert.closeNotify()) {
        return new Ending(established, "the " + who + " sent " + Names.alert(alert.description()));
      }
      if (event instanceof Event.Tcp tcp && tcp.signal() == TcpSignal.RST) {
        return new Ending(established, "the " + who + " reset the connection");
      }
      if (event instanceof Event.Tcp tcp && tcp.signal() == TcpSignal.FIN) {
        return new Ending(established, "the " + who + " closed the connection");
      }
    }
    return new Ending(established, "nobody ended it while it was watched");
  }

  /** All that shows of TLS 1.3, whose Finished nobody can tell from other records. */
  private static boolean bothSentData(Conversation conversation) {
    return conversation.all(Event.ApplicationData.class, Side.CLIENT).findAny().isPresent()
        && conversation.all(Event.ApplicationData.class, Side.SERVER).findAny().isPresent();
  }

  @Override
  public String toString() {
    return (established ? "established; " : "not established; ") + how;
  }
}
