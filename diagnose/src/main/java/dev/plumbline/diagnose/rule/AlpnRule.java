package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The port needs a protocol name (ALPN) that the client does not offer: C31. */
final class AlpnRule implements Rule {
  private static final int NO_APPLICATION_PROTOCOL = 120;
  private static final int HTTPS = 443;
  /** Endpoints of AWS IoT Core, in all partitions. */
  private static final Pattern AWS_IOT =
      Pattern.compile(".*\\.iot\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?$");

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.hello().isEmpty() || facts.mqttAccepted()) {
      return;
    }
    ClientHelloView hello = facts.hello().get();
    if (facts.ending().alertBy(Side.SERVER, NO_APPLICATION_PROTOCOL)) {
      found.accept(finding(facts, hello, Confidence.IMPLIED, "the server ended with no_application_protocol"));
      return;
    }
    boolean aws = facts.expectedName().filter(AlpnRule::isAwsIot).isPresent();
    boolean none = hello.protocols().stream().noneMatch(name -> name.contains("mqtt"));
    boolean ended = facts.ending().kind() != Ending.Kind.OPEN;
    if (aws && none && ended && facts.conversation().serverEnd().port() == HTTPS) {
      found.accept(finding(facts, hello, Confidence.IMPLIED,
          "port 443 of AWS IoT Core speaks MQTT only to clients that offer its protocol name"));
    }
  }

  static boolean isAwsIot(String name) {
    return AWS_IOT.matcher(name.toLowerCase(Locale.ROOT)).matches();
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
