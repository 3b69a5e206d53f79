package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * TLS is up and MQTT fails: C22, C66 (no CONNECT), C14, C75 (closed without CONNACK), C76 (CONNACK refuses), and
 * packets that break MQTT 3.1.1. Without keys the lengths of the records must do.
 */
final class MqttRule implements Rule {
  private static final int CONNECT = 1;
  private static final int RETURN_CODE = 3;
  /** Bytes of an answer that are shown. */
  private static final int SHOWN = 40;
  /** Timers below this are no timers but answers. */
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1900);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    boolean open = facts.plainMqtt() || facts.course().completed();
    if (!open || !facts.mqtt().expected() || facts.ending().kind() == Ending.Kind.OPEN && !facts.waitedLong()) {
      return;
    }
    Optional<Event.ApplicationData> banner = facts.mqtt().banner();
    if (banner.isPresent()) {
      found.accept(spokeFirst(facts, banner.get()));
      return;
    }
    if (!facts.course().reached(Stage.CONNECT)) {
      if (!facts.mqtt().hiddenRefusal() && facts.ending().kind() != Ending.Kind.ALERT) {
        found.accept(NoConnect.of(facts));
      }
    } else if (!facts.mqtt().accepted() && !withoutConnect(facts)) {
      answer(facts, found);
    }
  }

  /** What the client sent can be read, and is no CONNECT, or not all of one; or what answers it in clear is no MQTT. */
  private static boolean withoutConnect(Facts facts) {
    List<Event.Mqtt> sent = facts.conversation().all(Event.Mqtt.class, Side.CLIENT).toList();
    boolean plain = facts.conversation().all(Event.Plain.class, Side.SERVER).findAny().isPresent();
    return plain || facts.mqtt().unfinished().isPresent() || facts.mqtt().foreignWords().isPresent()
        || !sent.isEmpty() && sent.stream().noneMatch(packet -> packet.type() == CONNECT);
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
    Optional<Event.Mqtt> connack = facts.mqtt().connack();
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
        .summary((facts.plainMqtt() ? "" : "TLS is up, ") + "CONNECT went out, and no answer came; after "
            + Spans.length(waited) + " " + facts.ending().words() + (timer
                ? ". The client's timer for CONNACK ran out: the broker is too slow for it, or is silent to clients"
                    + " that it does not want."
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
        .summary("The broker refuses CONNECT with return code " + code + ": " + MqttNames.returnCode(code) + "."
            + ServiceLint.inSummary(facts))
        .ruledOut(CredentialsRule.inOrder(facts))
        .evidence(new EvidenceItem(connack.place(), "CONNACK with return code " + code))
        .evidence(ForgottenLogin.evidence(facts))
        .evidence(ServiceLint.version(facts))
        .evidence(ServiceLint.of(facts))
        .build());
  }

  /** What the length of the server's only answer tells: a CONNACK has four bytes. */
  private static void byLength(Facts facts, Event.ApplicationData first, Consumer<Finding> found) {
    Optional<Integer> plain = facts.mqtt().plainLength(first);
    if (facts.ending().kind() == Ending.Kind.OPEN) {
      return;
    }
    if (first.plaintext().isPresent()) {
      byContent(facts, first, first.plaintext().get(), found);
      return;
    }
    if (plain.isEmpty() || plain.get() <= 32) {
      found.accept(facts.finding(FindingId.CONNACK_REFUSED)
          .confidence(plain.filter(length -> length == 4).isPresent() && facts.ending().by(Side.SERVER) && !lost(facts)
              ? Confidence.IMPLIED : Confidence.SUGGESTED)
          .summary("The broker answered CONNECT with one short packet, the size of a CONNACK, and "
              + (facts.ending().by(Side.SERVER) ? "closed at once" : "the client left at once")
              + ": it most likely refused the client id or the credentials.")
          .evidence(new EvidenceItem(first.place(), "one record of " + first.length() + " bytes from the server"
              + plain.map(length -> ", which is " + length + " bytes of plaintext").orElse("")))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .evidence(ForgottenLogin.evidence(facts))
          .undecided("The return code is encrypted: " + facts.mqtt().openedBy() + ".")
          .build());
    } else {
      found.accept(facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
          .confidence(Confidence.SUGGESTED)
          .summary("The server answered CONNECT with " + plain.get() + " bytes and the connection ended; a CONNACK has"
              + " four. It may speak HTTP.")
          .evidence(new EvidenceItem(first.place(), "a record of " + first.length() + " bytes from the server"))
          .undecided("The answer is encrypted: " + facts.mqtt().openedBy() + ".")
          .build());
    }
  }

  /** The server's answer can be read, and is no CONNACK. A web server's and a packet's have rules of their own. */
  private static void byContent(Facts facts, Event.ApplicationData first, byte[] plain, Consumer<Finding> found) {
    boolean packets = facts.conversation().all(Event.Mqtt.class, Side.SERVER).findAny().isPresent();
    if (packets || PlainRule.isHttp(plain)) {
      return;
    }
    byte[] shown = Arrays.copyOf(plain, Math.min(plain.length, SHOWN));
    String text = new String(shown, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?").strip();
    found.accept(facts.finding(FindingId.NOT_AN_MQTT_ENDPOINT)
        .confidence(Confidence.IMPLIED)
        .summary("TLS works; what the server answers is not MQTT: a CONNACK begins with the byte 0x20, and this with"
            + String.format(" 0x%02X", plain[0]) + ".")
        .evidence(new EvidenceItem(first.place(), "the server's first application data, " + plain.length
            + " bytes, begins with \"" + text + "\""))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Compare host and port with the broker's own list of listeners: another service is behind this one.")
        .build());
  }

  /** Packets of the client are missing in the capture: it may have said more. */
  private static boolean lost(Facts facts) {
    return facts.conversation().all(Event.Missing.class, Side.CLIENT).findAny().isPresent();
  }

  private static Finding withoutAnswer(Facts facts) {
    Event first = facts.conversation().events().stream()
        .filter(event -> event.from() == Side.CLIENT
            && (event instanceof Event.ApplicationData || event instanceof Event.Mqtt))
        .findFirst().orElseGet(facts::lastSaid);
    boolean decoded = facts.conversation().all(Event.Mqtt.class, Side.CLIENT).findAny().isPresent();
    boolean gaveUp = facts.ending().by(Side.CLIENT);
    return facts.finding(FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .confidence(gaveUp || facts.mqtt().hiddenRefusal() || lost(facts) ? Confidence.SUGGESTED : Confidence.IMPLIED)
        .summary(gaveUp
            ? "CONNECT went out, no answer came, and the client gave up after " + Spans.length(facts.ending().silence())
                + ": the broker is silent to clients that it does not want, or what listens there is no broker."
            : "CONNECT went out, and the server closed without an answer: it does not accept the client id, the"
                + " credentials or the token, or a policy forbids the connection." + ServiceLint.inSummary(facts))
        .evidence(new EvidenceItem(first.place(), decoded ? "the client's CONNECT"
            : "the client's first application data" + (first instanceof Event.ApplicationData data
                ? facts.mqtt().plainLength(data).map(length -> ", " + length + " bytes").orElse("") : "")))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
            + Spans.length(facts.ending().silence()) + " later, and no application data came from it"))
        .evidence(ForgottenLogin.evidence(facts))
        .evidence(ServiceLint.of(facts))
        .ruledOut(CredentialsRule.inOrder(facts))
        .undecided(decoded ? "" : "What is wrong with CONNECT is encrypted: " + facts.mqtt().openedBy()
            + ", and a token checked with the registered public key (--jwt-key).")
        .build();
  }
}
