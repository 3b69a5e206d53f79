package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether a connection was meant for MQTT, and whether the broker took it. */
final class MqttFacts {
  private static final int HTTPS = 443;
  private static final int CONNACK = 2;
  private static final int RETURN_CODE = 3;
  /** In a capture with more connections than this, one to port 443 without a sign of MQTT is the Web's. */
  private static final int FEW = 3;

  /** A CONNACK has four bytes; where padding hides the length, this is the longest that those four may seem. */
  private static final int SHORT = 32;
  /** A broker that refuses closes within this time. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int TLS_1_3 = 0x0304;
  private static final int SHORTEST_CONNACK = 4;
  private static final int LONGEST_CONNACK = 64;
  private static final int ALERT = 2;

  private final Facts facts;
  private final boolean expected;
  private final boolean accepted;

  MqttFacts(Facts facts) {
    this.facts = facts;
    expected = isExpected();
    accepted = isAccepted();
  }

  boolean expected() {
    return expected;
  }

  boolean accepted() {
    return accepted;
  }

  /** Length of the plaintext of application data, if the suite tells. */
  Optional<Integer> plainLength(Event.ApplicationData data) {
    return data.plaintext().map(bytes -> bytes.length)
        .or(() -> facts.answer().flatMap(one -> Names.suiteInfo(one.suite()))
            .flatMap(suite -> Lengths.plain(suite, data.length())));
  }

  /** In TLS 1.3 a server that refuses a client certificate says so after the handshake, and encrypted. */
  boolean hiddenRefusal() {
    Ending ending = facts.ending();
    return tls13()
        && ending.by(Side.SERVER)
        && ending.kind() == Ending.Kind.HIDDEN_ALERT
        && ending.silence().compareTo(Duration.ofSeconds(1)) < 0;
  }

  /** Whether it may be the broker's answer: the tickets that TLS 1.3 sends first are longer than a CONNACK. */
  boolean answers(Event.ApplicationData data) {
    boolean tickets = tls13() && data.plaintext().isEmpty();
    return !tickets
        || plainLength(data).filter(length -> length >= SHORTEST_CONNACK && length <= LONGEST_CONNACK).isPresent();
  }

  private boolean tls13() {
    return facts.answer().filter(one -> one.version() >= TLS_1_3).isPresent();
  }

  private boolean isExpected() {
    Conversation conversation = facts.conversation();
    if (conversation.all(Event.Mqtt.class).findAny().isPresent()) {
      return true;
    }
    if (facts.evidence().errand() != Errand.SESSION) {
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

  private boolean isAccepted() {
    Conversation conversation = facts.conversation();
    Optional<Event.Mqtt> connack = conversation.all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == CONNACK && packet.bytes().length > RETURN_CODE)
        .findFirst();
    if (connack.isPresent()) {
      return connack.get().bytes()[RETURN_CODE] == 0;
    }
    return facts.course().completed() && conversation.all(Event.Mqtt.class).findAny().isEmpty() && goesOn();
  }

  /**
   * The client went on after the server's first answer, before anybody ended it: nobody does after a refusal. Nor does a
   * broker that refuses say anything more, or leave the connection open (MQTT-3.2.2-5).
   */
  private boolean goesOn() {
    int answers = 0;
    boolean shortest = false;
    for (Event event : facts.conversation().events()) {
      if (facts.ending().time().filter(end -> event.time().isAfter(end)).isPresent()) {
        break;
      }
      if (event instanceof Event.ApplicationData data) {
        if (data.from() == Side.SERVER && answers(data)) {
          answers++;
          shortest |= answers == 1 && plainLength(data).filter(length -> length <= SHORT).isPresent();
        } else if (data.from() == Side.CLIENT && answers > 0 && !mayBeAlert(data)) {
          return true;
        }
      }
    }
    return answers > 0 && facts.ending().kind() == Ending.Kind.OPEN
        || shortest && (answers > 1 && !tls13(facts) || leftOpen(facts));
  }

  private static boolean leftOpen(Facts facts) {
    return facts.ending().kind() != Ending.Kind.OPEN && facts.ending().silence().compareTo(AT_ONCE) >= 0;
  }

  private static boolean tls13(Facts facts) {
    return facts.answer().filter(answer -> answer.version() >= TLS_1_3).isPresent();
  }

  /** TLS 1.3 shows alerts as application data (RFC 8446 §5.2), and some pad them. */
  private boolean mayBeAlert(Event.ApplicationData data) {
    return tls13(facts) && data.plaintext().isEmpty() && plainLength(data).filter(length -> length == ALERT).isPresent();
  }
}
