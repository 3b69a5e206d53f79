package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Connections that a broker closed because a newer one came with the same client id (C75, MQTT-3.1.4-2). The older one had
 * been answered and had not said goodbye, and its end follows the newer one's CONNECT at once.
 */
final class TakeOvers {
  /** A broker throws the older connection out as soon as it has read the newer one's CONNECT. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final int DISCONNECT = 14;

  private TakeOvers() {}

  /** How often in a capture a connection ends as soon as another one to the same server sends CONNECT. */
  static int count(List<Conversation> conversations) {
    return (int) conversations.stream()
        .filter(old -> conversations.stream().anyMatch(newer -> possible(old, newer)))
        .count();
  }

  static boolean possible(Conversation old, Conversation newer) {
    if (old.stream() == newer.stream() || !old.serverEnd().equals(newer.serverEnd())) {
      return false;
    }
    Optional<Event> mine = connect(old);
    Optional<Event> theirs = connect(newer);
    if (mine.isEmpty() || theirs.isEmpty() || !theirs.get().time().isAfter(mine.get().time())) {
      return false;
    }
    Ending ending = Ending.of(old);
    return ending.by(Side.SERVER) && atOnce(theirs.get().time(), ending.time().orElseThrow()) && wasUp(old);
  }

  /** The broker had answered, and the client had not taken its leave. */
  private static boolean wasUp(Conversation old) {
    boolean answered = old.all(Event.ApplicationData.class, Side.SERVER).findAny().isPresent()
        || old.all(Event.Mqtt.class, Side.SERVER).findAny().isPresent();
    return answered && old.all(Event.Mqtt.class, Side.CLIENT).noneMatch(packet -> packet.type() == DISCONNECT);
  }

  private static boolean atOnce(Instant connect, Instant end) {
    return !end.isBefore(connect) && Duration.between(connect, end).compareTo(AT_ONCE) <= 0;
  }

  /** The client's first application data: CONNECT, readable or not. */
  static Optional<Event> connect(Conversation conversation) {
    return conversation.events().stream()
        .filter(event -> event.from() == Side.CLIENT)
        .filter(event -> event instanceof Event.ApplicationData || event instanceof Event.Mqtt)
        .findFirst();
  }
}
