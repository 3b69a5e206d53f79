package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.Port;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The port needs a protocol name (ALPN) that the client does not offer: C31. */
final class AlpnRule implements Rule {
  private static final int NO_APPLICATION_PROTOCOL = 120;

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
    int port = facts.conversation().serverEnd().port();
    Optional<ServiceProfile> service = facts.service()
        .filter(one -> one.port(port).filter(Port::alpnNeeded).isPresent());
    boolean ended = facts.ending().kind() != Ending.Kind.OPEN;
    if (service.isEmpty() || !ended) {
      return;
    }
    List<String> names = service.get().port(port).orElseThrow().alpn();
    if (hello.protocols().stream().noneMatch(names::contains)) {
      found.accept(finding(facts, hello, Confidence.IMPLIED, "port " + port + " of " + service.get().shortTitle()
          + " speaks MQTT only to clients that offer " + String.join(" or ", names)));
    }
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
