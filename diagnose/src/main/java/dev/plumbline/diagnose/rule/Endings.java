package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.evidence.Evidence.Errand;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to say of a connection in which no rule found a cause: that it is well, or that nobody knows. */
final class Endings {
  private Endings() {}

  static Finding withoutCause(Facts facts) {
    return well(facts) ? healthy(facts) : undecided(facts);
  }

  /** One of very many in a large capture, of which only that it worked was kept. */
  static Finding shortened(Facts facts) {
    return facts.finding(FindingId.HEALTHY)
        .confidence(Confidence.SUGGESTED)
        .summary("TLS completed and application data went both ways; no more was kept of this connection, because the"
            + " capture holds so many.")
        .build();
  }

  private static boolean well(Facts facts) {
    if (facts.evidence().errand() == Errand.AS_FAR_AS_POSSIBLE) {
      return true;
    }
    boolean open = facts.plainMqtt() || facts.course().completed();
    boolean fatal = facts.ending().kind() == Ending.Kind.ALERT;
    boolean goesOn = facts.ending().kind() == Ending.Kind.OPEN;
    return open && !fatal && (facts.mqtt().accepted() || !facts.mqtt().expected() || goesOn);
  }

  private static Finding healthy(Facts facts) {
    boolean seen = facts.mqtt().accepted();
    Errand errand = facts.evidence().errand();
    boolean tried = errand == Errand.HANDSHAKE;
    Optional<Event> answer = facts.conversation().last(event -> event.from() == Side.SERVER
        && (event instanceof Event.Mqtt || event instanceof Event.ApplicationData));
    Finding.Builder finding = facts.finding(FindingId.HEALTHY)
        .confidence(seen && !facts.mqtt().consentIsUnsure() || tried ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary(errand == Errand.AS_FAR_AS_POSSIBLE
            ? "The server sent nothing that the device stops at; what comes after that is not known, because this"
                + " client does not go on where the device would."
            : (facts.plainMqtt() ? "" : "TLS completed" + (seen ? ", and " : "."))
                + (seen ? "MQTT was accepted; " + end(facts) + "." : tried ? " MQTT was not tried." : ""));
    facts.answer().ifPresent(hello -> finding.evidence(new EvidenceItem(hello.place(),
        "the server chose " + Names.version(hello.version()) + " and " + Names.suite(hello.suite()))));
    answer.ifPresent(event -> finding.evidence(new EvidenceItem(event.place(),
        "the last of what the server answered: " + Peers.describe(event))));
    if (facts.mqtt().consentIsUnsure()) {
      finding.undecided("The answer to CONNECT is longer than the CONNACK of MQTT 3.1.1, which has four bytes: MQTT 5"
          + " has such, and so have other protocols. With the session's keys (--keylog) it can be read.");
    } else if (seen) {
      remark(finding, new SessionRemarks(facts), facts);
    }
    return finding.build();
  }

  /** What of the session is worth knowing or stays open; without anything there is nothing to do. */
  private static void remark(Finding.Builder finding, SessionRemarks remarks, Facts facts) {
    List<SessionRemarks.Remark> all = remarks.all();
    all.forEach(remark -> finding.evidence(remark.evidence()));
    finding.undecided(remarks.undecided());
    if (all.isEmpty() && !remarks.undecided().isEmpty()) {
      finding.fix("Nothing, if the device did what it was meant to; otherwise get what is asked for above.");
    } else if (!all.isEmpty()) {
      finding.summary((facts.plainMqtt() ? "" : "TLS completed, and ") + "MQTT was accepted; "
              + all.stream().map(SessionRemarks.Remark::inShort).collect(Collectors.joining(", and ")) + "; "
              + end(facts) + ".")
          .fix(all.stream().map(SessionRemarks.Remark::fix).collect(Collectors.joining(" ")));
    }
  }

  /** How a connection that is well ended: an encrypted alert is what close_notify looks like. */
  private static String end(Facts facts) {
    return facts.ending().kind() == Ending.Kind.HIDDEN_ALERT
        ? (facts.ending().by(Side.CLIENT) ? "the client" : "the server")
            + " closed in good order, by all that can be seen"
        : facts.ending().words();
  }

  /** The client speaks neither TLS nor MQTT. */
  private static Finding anotherProtocol(Facts facts, Event.Plain first) {
    return facts.finding(FindingId.CAPTURE_UNUSABLE)
        .confidence(Confidence.IMPLIED)
        .summary("The client begins with neither TLS nor MQTT: this is another protocol, or not the device's connection"
            + " to its broker.")
        .evidence(new EvidenceItem(first.place(), "the client's first bytes are "
            + PlainRule.quoted(first.bytes())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build();
  }

  /** The server turns away a hello like one that it answers: it is not about TLS. */
  private static Finding turnedAway(Facts facts, Conversation other) {
    return facts.finding(FindingId.MQTT_REFUSED_WITHOUT_CONNACK)
        .confidence(Confidence.SUGGESTED)
        .summary("The server ended the connection over the ClientHello, and answered one that asks for the same in"
            + " connection " + other.stream() + ": so it is not about TLS. Brokers turn clients away like this when"
            + " they have as many connections as they allow, and firewalls when they do not like an address.")
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .evidence(new EvidenceItem(other.serverHello().orElseThrow().place(), "the ServerHello of connection "
            + other.stream()))
        .undecided("Why it was turned away is not on the wire: the broker's log says it.")
        .fix("Look into the broker's log of that moment: its limit on connections (max_connections), limits on the"
            + " rate of new ones, lists of addresses.")
        .build();
  }

  /** Nothing that is known explains it: the nearest finding, with what is missing. */
  private static Finding undecided(Facts facts) {
    Optional<Conversation> answered = facts.ending().by(Side.SERVER) && facts.answer().isEmpty()
        ? Peers.answeredElsewhere(facts) : Optional.empty();
    if (answered.isPresent()) {
      return turnedAway(facts, answered.get());
    }
    boolean server = facts.ending().by(Side.SERVER);
    FindingId id = facts.course().reached(Stage.CLIENT_FINISHED) || !facts.course().reached(Stage.CLIENT_HELLO)
        ? FindingId.HANDSHAKE_TIMEOUT
        : server ? FindingId.NO_SHARED_SUITE : FindingId.DEVICE_CRYPTO_FAILURE;
    if (facts.conversation().events().isEmpty()) {
      id = FindingId.CAPTURE_UNUSABLE;
    }
    Optional<Event.Plain> stranger = facts.conversation().all(Event.Plain.class, Side.CLIENT).findFirst();
    if (stranger.isPresent() && facts.hello().isEmpty()) {
      return anotherProtocol(facts, stranger.get());
    }
    Place place = facts.ending().place();
    return facts.finding(id)
        .confidence(Confidence.SUGGESTED)
        .summary("The connection came as far as " + facts.course().stage().word() + "; then " + facts.ending().words()
            + ". No rule explains that; this is the nearest.")
        .evidence(new EvidenceItem(place, facts.ending().words()))
        .evidence(facts.flight().keyExchangeRefuted())
        .undecided("What would help: what the device trusts (--cafile), the host name (--servername), the stack"
            + " (--profile), the code that it reported (--code), what it has room for (--in-buffer, --max-chain), the"
            + " session's keys (--keylog).")
        .fix("Give more evidence, and look at the device's own log of that moment: the wire does not say it.")
        .build();
  }
}
