package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.util.Optional;

/** What a side of a connection said last, in a few words. */
public final class LastWords {
  private LastWords() {}

  /** As {@code ServerHelloDone} or {@code alert unknown_ca (48)}; empty if it said nothing. */
  public static Optional<String> of(Conversation conversation, Side side) {
    return conversation.last(event -> event.from() == side && words(event).isPresent()).flatMap(LastWords::words);
  }

  private static Optional<String> words(Event event) {
    if (event instanceof Event.Handshake message) {
      return Optional.of(Names.handshakeType(message.type()));
    }
    if (event instanceof Event.Alert alert) {
      return Optional.of(alert.readable() ? "alert " + Names.alert(alert.description()) : "an encrypted alert");
    }
    if (event instanceof Event.HiddenHandshake) {
      return Optional.of("an encrypted handshake message");
    }
    if (event instanceof Event.ChangeCipherSpec) {
      return Optional.of("ChangeCipherSpec");
    }
    if (event instanceof Event.Mqtt packet) {
      return Optional.of(packet.packet().map(one -> "MQTT " + one.type()).orElse("a packet of MQTT"));
    }
    if (event instanceof Event.ApplicationData) {
      return Optional.of("application data");
    }
    return event instanceof Event.Plain ? Optional.of("bytes that are not TLS") : Optional.empty();
  }
}
