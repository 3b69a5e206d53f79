package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.proof.CertificateFacts;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.diagnose.service.ServiceProfile.Advice;
import dev.plumbline.diagnose.service.ServiceProfile.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which roots a kind of broker is known to need, beside what the device trusts: C39 (Azure left Baltimore), C40 (AWS
 * has two kinds of endpoints), C41 (test.mosquitto.org has two authorities).
 */
final class ServiceRoots {
  private static final String COMMON = "C09";

  private ServiceRoots() {}

  /** The case that a missing anchor is of, for this service. */
  static String caseId(Facts facts) {
    return facts.service().map(service -> switch (service.name()) {
      case "azure-iot-hub" -> "C39";
      case "aws-iot" -> "C40";
      case "test.mosquitto.org" -> "C41";
      default -> COMMON;
    }).orElse(COMMON);
  }

  static List<EvidenceItem> evidence(Facts facts, ChainFacts chain) {
    Optional<ServiceProfile> service = facts.service();
    List<EvidenceItem> items = new ArrayList<>();
    if (service.isEmpty()) {
      return items;
    }
    List<Root> roots = service.get().rootsFor(facts.expectedName().orElse(""));
    List<String> wanted = roots.stream().filter(root -> root.advice() != Advice.AVOID).map(Root::name).toList();
    if (!wanted.isEmpty()) {
      items.add(EvidenceItem.of(service.get().shortTitle() + " is known to need " + String.join(" or ", wanted)));
    }
    for (Root root : roots) {
      boolean has = chain.anchors().stream().anyMatch(anchor -> is(root, anchor));
      if (root.advice() == Advice.AVOID && has) {
        items.add(EvidenceItem.of("the device trusts " + root.name() + ", which is not the one: " + root.note()));
      } else if (root.advice() == Advice.AVOID && wanted.isEmpty()) {
        items.add(EvidenceItem.of("of the roots of " + service.get().shortTitle() + " only " + root.name()
            + " is known for this host: " + root.note()));
      }
    }
    return items;
  }

  private static boolean is(Root root, CertificateFacts anchor) {
    String keyId = anchor.extensions().subjectKeyIdentifier().toString().replaceAll("[^0-9A-Fa-f]", "");
    return !root.keyId().isEmpty() && root.keyId().equalsIgnoreCase(keyId)
        || anchor.commonNames().stream().anyMatch(root.name()::equalsIgnoreCase);
  }
}
