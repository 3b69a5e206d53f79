package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import dev.plumbline.diagnose.service.ServiceProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The port needs a protocol name (ALPN) that the client does not offer: C31. */
final class AlpnRule implements Rule {
  private static final int NO_APPLICATION_PROTOCOL = 120;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int HTTPS = 443;
  /** A record with an alert, and nothing else. */
  private static final int ALERT_RECORD = 7;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.hello().isEmpty() || facts.mqtt().accepted()) {
      return;
    }
    ClientHelloView hello = facts.hello().get();
    if (facts.ending().alertBy(Side.SERVER, NO_APPLICATION_PROTOCOL)) {
      found.accept(finding(facts, hello, Confidence.IMPLIED, "the server ended with no_application_protocol"));
      return;
    }
    if (endedAtExtensions(facts) && !hello.protocols().isEmpty()) {
      found.accept(finding(facts, hello, Confidence.IMPLIED, "the server ended TLS 1.3 with an encrypted alert where it"
          + " answers the names, in EncryptedExtensions"));
      return;
    }
    int port = facts.conversation().serverEnd().port();
    Optional<ServiceProfile> service = facts.service()
        .filter(one -> one.port(port).filter(Port::alpnNeeded).isPresent());
    boolean ended = facts.ending().kind() != Ending.Kind.OPEN;
    if (service.isEmpty() && port == HTTPS && refusedAtHello(facts) && noneOfMqtt(hello)) {
      found.accept(finding(facts, hello, Confidence.SUGGESTED, "port 443 is for HTTPS, and a server that speaks MQTT"
          + " there as well tells the two apart by the name"));
    }
    if (service.isEmpty() || !ended) {
      return;
    }
    List<String> names = service.get().port(port).orElseThrow().alpn();
    if (hello.protocols().stream().noneMatch(names::contains)) {
      found.accept(finding(facts, hello, Confidence.IMPLIED, "port " + port + " of " + service.get().shortTitle()
          + " speaks MQTT only to clients that offer " + String.join(" or ", names)));
    }
  }

  private static boolean noneOfMqtt(ClientHelloView hello) {
    return hello.protocols().stream().noneMatch(name -> name.contains("mqtt"));
  }

  /** Before a ServerHello, and without an alert that says something else. */
  private static boolean refusedAtHello(Facts facts) {
    return facts.mqtt().expected()
        && facts.answer().isEmpty()
        && (facts.ending().leftSilently(Side.SERVER) || facts.ending().alertBy(Side.SERVER, HANDSHAKE_FAILURE))
        && facts.conversation().traffic(Side.SERVER).bytes() <= ALERT_RECORD;
  }

  /**
   * The first that TLS 1.3 encrypts is EncryptedExtensions, where a server answers ALPN (RFC 8446 §4.3.1). Go's chooses
   * the name only then, after ServerHello, so that its no_application_protocol is encrypted.
   */
  private static boolean endedAtExtensions(Facts facts) {
    return facts.tls13()
        && facts.ending().by(Side.SERVER)
        && facts.ending().kind() == Ending.Kind.HIDDEN_ALERT
        && facts.conversation().all(Event.HiddenHandshake.class).findAny().isEmpty();
  }

  private static Finding finding(Facts facts, ClientHelloView hello, Confidence confidence, String why) {
    String offered = hello.protocols().isEmpty()
        ? "ClientHello has no ALPN extension"
        : "ClientHello offers " + String.join(", ", hello.protocols());
    Optional<String> name = facts.expectedName();
    return facts.finding(FindingId.ALPN_MISSING)
        .confidence(confidence)
        .summary("The server needs a protocol name (ALPN) that the client does not offer: " + why + ".")
        .evidence(new EvidenceItem(hello.place(), offered))
        .evidence(EvidenceItem.of("the server is " + name.map(one -> one + ", ").orElse("") + "port "
            + facts.conversation().serverEnd().port()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build();
  }
}
