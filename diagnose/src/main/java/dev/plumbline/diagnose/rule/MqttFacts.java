package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a connection was meant for MQTT, and whether the broker took it. */
final class MqttFacts {
  private static final int HTTPS = 443;
  private static final int CONNACK = 2;
  private static final int RETURN_CODE = 3;
  /** In a capture with more connections than this, one to port 443 without a sign of MQTT is the Web's. */
  private static final int FEW = 3;

  private static final int CONNACK_LENGTH = 4;
  /** A CONNACK has four bytes; where padding hides the length, this is the longest that those four may seem. */
  private static final int SHORT = 32;
  /**
   * A refusal and the close that follows it leave the broker together, and a client that was refused leaves as soon.
   */
  private static final Duration AT_ONCE = Duration.ofMillis(250);
  private static final int ALERT = 2;
  private static final Set<Integer> MQTT_PORTS = Set.of(1883, 8883, 8884, 8885, 8886, 8887);

  private final Facts facts;
  private final List<Event.ApplicationData> tickets;
  private final boolean expected;
  private final boolean accepted;

  MqttFacts(Facts facts) {
    this.facts = facts;
    tickets = facts.tls13() ? Tickets.of(facts.conversation(), this) : List.of();
    expected = isExpected();
    accepted = isAccepted();
  }

  boolean expected() {
    return expected;
  }

  boolean accepted() {
    return accepted;
  }

  /** What would open what is encrypted: completes a sentence. */
  String openedBy() {
    return facts.tls13()
        ? "keys of TLS 1.3 are not used here; Wireshark opens it with them (tshark -o tls.keylog_file:F)"
        : "with the session's keys (--keylog) it can be read";
  }

  /** Length of the plaintext of application data, if the suite tells. */
  Optional<Integer> plainLength(Event.ApplicationData data) {
    return data.plaintext().map(bytes -> bytes.length)
        .or(() -> facts.answer().flatMap(one -> Names.suiteInfo(one.suite()))
            .flatMap(suite -> Lengths.plain(suite, data.length() - HiddenPadding.of(facts, data.from()))));
  }

  /**
   * In TLS 1.3 a server that refuses a client certificate says so after the handshake, and encrypted. One that was
   * content sends tickets first, if it sends any.
   */
  boolean hiddenRefusal() {
    Ending ending = facts.ending();
    return facts.tls13()
        && facts.course().clientFinished()
        && ending.by(Side.SERVER)
        && ending.kind() == Ending.Kind.HIDDEN_ALERT
        && ending.silence().compareTo(Duration.ofSeconds(1)) < 0
        && facts.course().applicationRecords(Side.SERVER) == 0
        && HiddenClientFlight.of(facts) != HiddenClientFlight.NOT_ASKED;
  }

  /**
   * What the server said before the client had said anything; no broker does (MQTT-3.2.0-1). In TLS 1.3 it can't be
   * told from a ticket.
   */
  Optional<Event.ApplicationData> banner() {
    boolean lost = facts.conversation().all(Event.Missing.class, Side.CLIENT).findAny().isPresent();
    return facts.tls13() || lost ? Optional.empty()
        : facts.conversation().all(Event.ApplicationData.class).findFirst()
            .filter(data -> data.from() == Side.SERVER && !leftBefore(data))
            // A CONNACK before its CONNECT is the capture's disorder.
            .filter(data -> plainLength(data).filter(length -> length == CONNACK_LENGTH).isEmpty());
  }

  /** Whether it may be the broker's answer, and is no ticket of TLS 1.3. */
  boolean answers(Event.ApplicationData data) {
    return !facts.tls13() || !tickets.contains(data);
  }

  /** A packet of the client that it never finished, though the client did not leave. */
  Optional<Event.Mqtt> unfinished() {
    return facts.ending().by(Side.CLIENT) ? Optional.empty()
        : facts.conversation().all(Event.Mqtt.class, Side.CLIENT).filter(Event.Mqtt::unfinished).findFirst();
  }

  /** What the client sent first, if it can be read and is no MQTT. */
  Optional<byte[]> foreignWords() {
    boolean packets = facts.conversation().all(Event.Mqtt.class, Side.CLIENT).findAny().isPresent();
    boolean lost = facts.conversation().all(Event.Missing.class, Side.CLIENT).findAny().isPresent();
    return packets || lost ? Optional.empty()
        : facts.conversation().all(Event.ApplicationData.class, Side.CLIENT).findFirst()
            .flatMap(Event.ApplicationData::plaintext).filter(bytes -> bytes.length > 0);
  }

  /** The server went over to WebSocket: what is in its frames is not looked into. */
  private boolean switched() {
    return foreignWords().filter(HttpWords::asksForWebSocket).isPresent()
        && facts.conversation().all(Event.ApplicationData.class, Side.SERVER).findFirst()
            .flatMap(Event.ApplicationData::plaintext).filter(HttpWords::switches).isPresent();
  }

  private boolean isExpected() {
    Conversation conversation = facts.conversation();
    if (conversation.all(Event.Mqtt.class).findAny().isPresent()) {
      return true;
    }
    boolean browsing = foreignWords()
        .filter(words -> HttpWords.isRequest(words) && !HttpWords.asksForWebSocket(words)).isPresent();
    if (facts.evidence().errand() != Errand.SESSION || browsing && !MQTT_PORTS.contains(port())) {
      return false;
    }
    List<String> protocols = facts.hello().map(hello -> hello.protocols()).orElse(List.of());
    if (protocols.stream().anyMatch(name -> name.contains("mqtt"))) {
      return true;
    }
    boolean web = !protocols.isEmpty();
    boolean meant = facts.evidence().serverName().isPresent()
        || facts.surroundings().conversations().size() <= FEW;
    return !web && (port() != HTTPS || meant);
  }

  /** The broker's answer to CONNECT, if it can be read and has a return code. */
  Optional<Event.Mqtt> connack() {
    return facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == CONNACK && packet.bytes().length > RETURN_CODE)
        .findFirst();
  }

  private boolean isAccepted() {
    Conversation conversation = facts.conversation();
    Optional<Event.Mqtt> connack = connack();
    if (connack.isPresent()) {
      return connack.get().bytes()[RETURN_CODE] == 0 && !leftBefore(connack.get());
    }
    boolean unread = conversation.all(Event.Mqtt.class).findAny().isEmpty() || lost(Side.SERVER);
    boolean taken = facts.course().completed() && unread && banner().isEmpty() && goesOn();
    return switched() || answeredInSession() || taken;
  }

  /** CONNACK was not captured, and what a broker says only after it was. */
  private boolean answeredInSession() {
    return lost(Side.SERVER) && facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .anyMatch(packet -> packet.type() != CONNACK && packet.statement().isEmpty());
  }

  private boolean lost(Side side) {
    return facts.conversation().all(Event.Missing.class, side).findAny().isPresent();
  }

  private int port() {
    return facts.conversation().serverEnd().port();
  }

  /**
   * All that speaks for the broker's consent is an answer that is no CONNACK of MQTT 3.1.1, by its length: then it may
   * be one of MQTT 5, or of another protocol.
   */
  boolean consentIsUnsure() {
    List<Event.ApplicationData> answers =
        facts.conversation().all(Event.ApplicationData.class, Side.SERVER).filter(this::answers).toList();
    boolean exact = facts.answer().flatMap(one -> Names.suiteInfo(one.suite())).filter(SuiteInfo::aead).isPresent();
    return accepted && exact && answers.size() == 1
        && facts.conversation().all(Event.Mqtt.class).findAny().isEmpty()
        && plainLength(answers.get(0)).filter(length -> length != CONNACK_LENGTH).isPresent()
        && facts.conversation().all(Event.ApplicationData.class, Side.CLIENT).count() <= 1;
  }

  /** The client was gone when the answer came: it never knew. */
  boolean leftBefore(Event answer) {
    return facts.ending().by(Side.CLIENT)
        && facts.ending().time().filter(end -> end.isBefore(answer.time())).isPresent();
  }

  /**
   * The client went on after the server's first answer, before anybody ended it: nobody does after a refusal. Nor does
   * a broker that refuses say anything more, or leave the connection open (MQTT-3.2.2-5).
   */
  private boolean goesOn() {
    int answers = 0;
    Optional<Event.ApplicationData> first = Optional.empty();
    for (Event event : facts.conversation().events()) {
      if (facts.ending().time().filter(end -> event.time().isAfter(end)).isPresent()) {
        break;
      }
      if (event instanceof Event.ApplicationData data) {
        if (data.from() == Side.SERVER && answers(data)) {
          answers++;
          first = first.or(() -> Optional.of(data));
        } else if (data.from() == Side.CLIENT && answers > 0 && !mayBeAlert(data)) {
          return true;
        }
      } else if (event instanceof Event.Missing gap && facts.course().completed()) {
        // What is missing after the handshake may be the answer, and what is missing after that is the client's going
        // on.
        if (gap.from() == Side.CLIENT && answers > 0) {
          return true;
        }
        answers += gap.from() == Side.SERVER ? 1 : 0;
      }
    }
    boolean shortest = first.flatMap(this::plainLength).filter(length -> length <= SHORT).isPresent();
    return answers > 0 && facts.ending().kind() == Ending.Kind.OPEN
        || shortest && (answers > 1 && !facts.tls13() || leftOpen(first.orElseThrow()));
  }

  /** Neither side ended it when the answer was there. */
  private boolean leftOpen(Event answer) {
    return facts.ending().time()
        .filter(end -> Duration.between(answer.time(), end).compareTo(AT_ONCE) >= 0).isPresent();
  }

  /** TLS 1.3 shows alerts as application data (RFC 8446 §5.2), and some stacks pad them. */
  private boolean mayBeAlert(Event.ApplicationData data) {
    return facts.tls13() && data.plaintext().isEmpty()
        && plainLength(data).filter(length -> length == ALERT).isPresent();
  }
}
