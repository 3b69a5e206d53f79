package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a connection was meant for MQTT, and whether the broker took it. */
final class MqttFacts {
  private static final int HTTPS = 443;
  private static final int CONNACK = 2;
  private static final int RETURN_CODE = 3;
  private static final int LONGEST_CONNACK = 64;
  /** A refusal and the close that follows it leave the broker together; this bears a slow one. */
  private static final Duration AT_ONCE = Duration.ofMillis(250);
  /** In a capture with more connections than this, one to port 443 without a sign of MQTT is the Web's. */
  private static final int FEW = 3;

  private final boolean expected;
  private final boolean accepted;

  MqttFacts(Facts facts) {
    expected = expected(facts);
    accepted = accepted(facts);
  }

  boolean expected() {
    return expected;
  }

  boolean accepted() {
    return accepted;
  }

  private static boolean expected(Facts facts) {
    Conversation conversation = facts.conversation();
    if (conversation.all(Event.Mqtt.class).findAny().isPresent()) {
      return true;
    }
    if (facts.evidence().handshakeOnly()) {
      return false;
    }
    List<String> protocols = facts.hello().map(hello -> hello.protocols()).orElse(List.of());
    if (protocols.stream().anyMatch(name -> name.contains("mqtt"))) {
      return true;
    }
    boolean web = !protocols.isEmpty();
    boolean meant = facts.evidence().serverName().isPresent()
        || facts.surroundings().conversations().size() <= FEW;
    return !web && (conversation.serverEnd().port() != HTTPS || meant);
  }

  private static boolean accepted(Facts facts) {
    Conversation conversation = facts.conversation();
    Optional<Event.Mqtt> connack = conversation.all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == CONNACK && packet.bytes().length > RETURN_CODE)
        .findFirst();
    if (connack.isPresent()) {
      return connack.get().bytes()[RETURN_CODE] == 0 && !leftBefore(facts, connack.get());
    }
    return facts.course().completed() && conversation.all(Event.Mqtt.class).findAny().isEmpty() && goesOn(facts);
  }

  /** The client was gone when the answer came: it never knew. */
  private static boolean leftBefore(Facts facts, Event answer) {
    return facts.ending().by(Side.CLIENT)
        && facts.ending().time().filter(end -> end.isBefore(answer.time())).isPresent();
  }

  /**
   * The client went on after the server's first answer, before anybody ended it, or neither side ended it then: nobody
   * goes on after a refusal, and the broker that refuses closes at once (MQTT-3.2.2-5).
   */
  private static boolean goesOn(Facts facts) {
    Optional<Event.ApplicationData> answer = Optional.empty();
    for (Event event : facts.conversation().events()) {
      if (facts.ending().time().filter(end -> event.time().isAfter(end)).isPresent()) {
        break;
      }
      if (event instanceof Event.ApplicationData data) {
        if (data.from() == Side.SERVER) {
          answer = answer.or(() -> Optional.of(data).filter(facts::answers));
        } else if (answer.isPresent()) {
          return true;
        }
      }
    }
    return answer.filter(one -> stayed(facts, one)).isPresent();
  }

  private static boolean stayed(Facts facts, Event.ApplicationData answer) {
    boolean shortOne = facts.plainLength(answer).filter(length -> length <= LONGEST_CONNACK).isPresent();
    return facts.ending().time()
        .map(end -> shortOne && Duration.between(answer.time(), end).compareTo(AT_ONCE) >= 0)
        .orElse(true);
  }
}
