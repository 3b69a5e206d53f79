package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * TLS is up and MQTT fails: C22, C66 (no CONNECT), C14, C75 (closed without CONNACK), C76 (CONNACK refuses), and packets
 * that break MQTT 3.1.1. Without keys the lengths of the records must do.
 */
final class MqttRule implements Rule {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;
  private static final int RETURN_CODE = 3;
  /** Timers below this are no timers but answers. */
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1900);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    boolean open = facts.plainMqtt() || facts.course().completed();
    if (!open || !facts.mqtt().expected() || facts.ending().kind() == Ending.Kind.OPEN && !facts.waitedLong()) {
      return;
    }
    malformed(facts, found);
    Optional<Event.ApplicationData> banner = facts.mqtt().banner();
    if (banner.isPresent()) {
      found.accept(spokeFirst(facts, banner.get()));
      return;
    }
    if (!facts.course().reached(Stage.CONNECT)) {
      if (!facts.mqtt().hiddenRefusal() && facts.ending().kind() != Ending.Kind.ALERT) {
        found.accept(NoConnect.of(facts));
      }
    } else if (!facts.mqtt().accepted()) {
      answer(facts, found);
    }
  }

  private static Finding spokeFirst(Facts facts, Event.ApplicationData banner) {
    return facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
        .confidence(Confidence.IMPLIED)
        .summary("TLS works, and behind it the server speaks first: a broker says nothing before it has read CONNECT"
            + " (MQTT 3.1.1 §3.2). Mail and shell servers greet like that.")
        .evidence(new EvidenceItem(banner.place(), "the server's first application data, "
            + facts.mqtt().plainLength(banner).map(length -> length + " bytes, ").orElse("")
            + "before any of the client's"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("What it says is encrypted: with the session's keys (--keylog) it can be read.")
        .build();
  }

  private static void answer(Facts facts, Consumer<Finding> found) {
    Optional<Event.Mqtt> connack = facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == CONNACK && packet.bytes().length > RETURN_CODE).findFirst();
    Optional<Event> answer = connack.map(Event.class::cast).or(() -> firstAnswer(facts).map(Event.class::cast));
    if (facts.ending().by(Side.CLIENT) && answer.filter(one -> !facts.mqtt().leftBefore(one)).isEmpty()) {
      leftWaiting(facts, found);
    } else if (connack.isPresent()) {
      refused(facts, connack.get(), found);
    } else if (firstAnswer(facts).isPresent()) {
      byLength(facts, firstAnswer(facts).get(), found);
    } else {
      found.accept(withoutAnswer(facts));
    }
  }

  /** The client sent CONNECT and ended the connection before an answer was there: its timer (C67), or a crash (C65). */
  private static void leftWaiting(Facts facts, Consumer<Finding> found) {
    Duration waited = sinceConnect(facts);
    boolean timer = waited.compareTo(SHORTEST_TIMER) >= 0;
    found.accept(facts.finding(timer ? FindingId.HANDSHAKE_TIMEOUT : FindingId.DEVICE_WENT_SILENT)
        .confidence(timer ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary((facts.plainMqtt() ? "" : "TLS is up, ") + "CONNECT went out, and no answer came; after " + Spans.length(waited) + " "
            + facts.ending().words() + (timer
                ? ". The client's timer for CONNACK ran out: the broker is too slow for it, or is silent to clients that"
                    + " it does not want."
                : ". That is too soon for a timer: the device may have crashed, or its program does not wait."))
        .evidence(new EvidenceItem(facts.lastSaid().place(), "the last that was said: "
            + Peers.describe(facts.lastSaid())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .evidence(KnownTimers.of(facts))
        .undecided("Why no answer came is not on the wire: the broker's log tells whether it saw CONNECT.")
        .build());
    if (timer) {
      found.accept(withoutAnswer(facts));
    }
  }

  /** How long the client had no answer: what it says in taking its leave (DISCONNECT) is not what it waited after. */
  private static Duration sinceConnect(Facts facts) {
    Optional<Instant> connect = facts.conversation().events().stream()
        .filter(event -> event.from() == Side.CLIENT)
        .filter(event -> event instanceof Event.ApplicationData || event instanceof Event.Mqtt)
        .findFirst().map(Event::time);
    return connect.flatMap(from -> facts.ending().time().map(end -> Duration.between(from, end)))
        .orElse(facts.ending().silence());
  }

  private static Optional<Event.ApplicationData> firstAnswer(Facts facts) {
    return facts.conversation().all(Event.ApplicationData.class, Side.SERVER).filter(facts.mqtt()::answers).findFirst();
  }

  private static void refused(Facts facts, Event.Mqtt connack, Consumer<Finding> found) {
    int code = connack.bytes()[RETURN_CODE] & 0xff;
    found.accept(facts.finding(FindingId.CONNACK_REFUSED)
        .confidence(Confidence.PROVED)
        .summary("The broker refuses CONNECT with return code " + code + ": " + meaning(code) + ".")
        .evidence(new EvidenceItem(connack.place(), "CONNACK with return code " + code))
        .evidence(ServiceLint.of(facts))
        .build());
  }

  private static String meaning(int code) {
    return switch (code) {
      case 1 -> "it does not speak this version of MQTT";
      case 2 -> "it does not allow this client id";
      case 3 -> "it is not available";
      case 4 -> "user name or password are malformed";
      case 5 -> "the client is not authorised";
      case 0x84 -> "it does not speak this version of MQTT (MQTT 5)";
      case 0x85 -> "it does not allow this client id (MQTT 5)";
      case 0x86 -> "user name or password are wrong (MQTT 5)";
      case 0x87 -> "the client is not authorised (MQTT 5)";
      case 0x88, 0x89 -> "it is not available (MQTT 5)";
      case 0x8A -> "the client is banned (MQTT 5)";
      default -> "no meaning in MQTT 3.1.1";
    };
  }

  /** What the length of the server's only answer tells: a CONNACK has four bytes. */
  private static void byLength(Facts facts, Event.ApplicationData first, Consumer<Finding> found) {
    Optional<Integer> plain = facts.mqtt().plainLength(first);
    if (facts.ending().kind() == Ending.Kind.OPEN) {
      return;
    }
    if (plain.isEmpty() || plain.get() <= 32) {
      found.accept(facts.finding(FindingId.CONNACK_REFUSED)
          .confidence(plain.filter(length -> length == 4).isPresent() && facts.ending().by(Side.SERVER)
              ? Confidence.IMPLIED : Confidence.SUGGESTED)
          .summary("The broker answered CONNECT with one short packet, the size of a CONNACK, and "
              + (facts.ending().by(Side.SERVER) ? "closed at once" : "the client left at once")
              + ": it most likely refused the client id or the credentials.")
          .evidence(new EvidenceItem(first.place(), "one record of " + first.length() + " bytes from the server"
              + plain.map(length -> ", which is " + length + " bytes of plaintext").orElse("")))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .undecided("The return code is encrypted: with the session's keys (--keylog) it can be read.")
          .build());
    } else {
      found.accept(facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
          .confidence(Confidence.SUGGESTED)
          .summary("The server answered CONNECT with " + plain.get() + " bytes and the connection ended; a CONNACK has"
              + " four. It may speak HTTP.")
          .evidence(new EvidenceItem(first.place(), "a record of " + first.length() + " bytes from the server"))
          .undecided("The answer is encrypted: with the session's keys (--keylog) it can be read.")
          .build());
    }
  }

  private static Finding withoutAnswer(Facts facts) {
    Conversation conversation = facts.conversation();
    Event first = conversation.events().stream()
        .filter(event -> event.from() == Side.CLIENT
            && (event instanceof Event.ApplicationData || event instanceof Event.Mqtt))
        .findFirst().orElseGet(facts::lastSaid);
    boolean decoded = conversation.all(Event.Mqtt.class, Side.CLIENT).findAny().isPresent();
    boolean gaveUp = facts.ending().by(Side.CLIENT);
    return facts.finding(FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .confidence(gaveUp || facts.mqtt().hiddenRefusal() ? Confidence.SUGGESTED : Confidence.IMPLIED)
        .summary(gaveUp
            ? "CONNECT went out, no answer came, and the client gave up after " + Spans.length(facts.ending().silence())
                + ": the broker is silent to clients that it does not want, or what listens there is no broker."
            : "CONNECT went out, and the server closed without an answer: it does not accept the client id, the"
                + " credentials or the token, or a policy forbids the connection.")
        .evidence(new EvidenceItem(first.place(), decoded ? "the client's CONNECT"
            : "the client's first application data" + (first instanceof Event.ApplicationData data
                ? facts.mqtt().plainLength(data).map(length -> ", " + length + " bytes").orElse("") : "")))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " later, and no application data came from it"))
        .evidence(ServiceLint.of(facts))
        .undecided(decoded ? "" : "What is wrong with CONNECT is encrypted: with the session's keys (--keylog) and the"
            + " registered public key (--jwt-key) it can be checked.")
        .build();
  }

  /**
   * The other side said nothing of MQTT after it but what it owed to CONNECT, and ended the connection: a broker that
   * tolerates it goes on.
   */
  private static boolean endedIt(Facts facts, Event.Mqtt packet) {
    boolean answered = facts.conversation().all(Event.Mqtt.class, packet.from().other())
        .filter(other -> other.type() != CONNACK || packet.type() == CONNECT)
        .anyMatch(other -> other.time().isAfter(packet.time()));
    return !answered && facts.ending().by(packet.from().other());
  }

  /** A packet of the client that no broker may accept, and after which the connection ended. */
  private static void malformed(Facts facts, Consumer<Finding> found) {
    facts.conversation().all(Event.Mqtt.class)
        .filter(packet -> packet.statement().isPresent())
        .filter(packet -> !"MQTT-3.1.2-22".equals(packet.statement().get()))
        .filter(packet -> packet.from() == Side.CLIENT || facts.mqtt().accepted())
        .findFirst()
        .ifPresent(packet -> found.accept(facts.finding(FindingId.MQTT_MALFORMED)
            .role(endedIt(facts, packet) ? Role.CAUSE : Role.NOTE)
            .confidence(Confidence.PROVED)
            .summary("The " + (packet.from() == Side.CLIENT ? "client" : "server") + " sent "
                + MqttNames.of(packet.type()) + " that breaks MQTT 3.1.1 [" + packet.statement().get() + "]: "
                + packet.problem().orElse("it is malformed") + ".")
            .evidence(new EvidenceItem(packet.place(), MqttNames.of(packet.type()) + ", first byte 0x"
                + String.format("%02X", packet.bytes()[0])))
            .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
            .source("MQTT 3.1.1 [" + packet.statement().get() + "]")
            .build()));
  }
}
