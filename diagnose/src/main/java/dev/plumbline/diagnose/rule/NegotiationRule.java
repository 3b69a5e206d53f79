package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.ServerKeyExchangeView;
import dev.plumbline.diagnose.evidence.DeviceSettings.EccSetup;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The server found nothing in the ClientHello that it could go on with: C03 (curves not initialised), C04, C20, C24,
 * C51, C52, C53 (suites), C58 (groups).
 *
 * <p>A server says no more than handshake_failure, so which of them it was is read from what the hello lacks; where it
 * lacks nothing that brokers commonly want, both suites and groups are named.
 */
final class NegotiationRule implements Rule {
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int INSUFFICIENT_SECURITY = 71;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int SECP256R1 = 23;
  private static final int SECP384R1 = 24;
  private static final int SECP521R1 = 25;
  private static final int X25519 = 29;
  private static final int TLS_1_2 = 0x0303;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    Optional<ClientHelloView> hello = facts.hello();
    if (hello.isEmpty()) {
      return;
    }
    if (facts.answer().isPresent()) {
      chosen(facts, hello.get(), found);
    } else if (!facts.course().reached(Stage.SERVER_HELLO) && refused(facts)) {
      refusal(facts, hello.get(), found);
    }
  }

  /** The server ended it in answer to the hello. */
  private static boolean refused(Facts facts) {
    Ending ending = facts.ending();
    return ending.alertBy(Side.SERVER, HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY, 47, 80, 0)
        || ending.leftSilently(Side.SERVER) && !facts.plainPort()
            && facts.conversation().traffic(Side.SERVER).bytes() == 0;
  }

  private static void refusal(Facts facts, ClientHelloView hello, Consumer<Finding> found) {
    if (Peers.answeredElsewhere(facts).isPresent()) {
      return; // what it asks for can be had there
    }
    boolean plain = facts.ending().alertBy(Side.SERVER, HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY);
    Confidence confidence = plain ? Confidence.IMPLIED : Confidence.SUGGESTED;
    boolean ecdhe = offers(hello, "ECDHE");
    if (ecdhe && hello.extension(SUPPORTED_GROUPS).isEmpty()) {
      found.accept(eccNotInitialised(facts, hello, confidence));
      found.accept(noSharedSuite(facts, hello, Confidence.SUGGESTED));
    } else if (groupsAreLikelier(facts, hello)) {
      boolean sure = !hello.groups().contains(SECP256R1) || facts.device().anchorOnP384() || CommonOffer.only13(hello);
      found.accept(noSharedGroup(facts, hello, sure ? confidence : Confidence.SUGGESTED));
      found.accept(noSharedSuite(facts, hello, Confidence.SUGGESTED));
    } else {
      found.accept(noSharedSuite(facts, hello, CommonOffer.everySuite(hello) ? Confidence.SUGGESTED : confidence));
      if (ecdhe && hello.groups().size() < 4) {
        found.accept(noSharedGroup(facts, hello, Confidence.SUGGESTED));
      }
    }
    if (CommonOffer.bothKeys(hello) && Collections.max(hello.versions()) == TLS_1_2) {
      found.accept(newerOnly(facts, hello));
    }
  }

  /**
   * A curve that brokers commonly have is missing; of P-384 only if an anchor says that the server's authority uses it,
   * or no suite is missing.
   */
  private static boolean groupsAreLikelier(Facts facts, ClientHelloView hello) {
    boolean common = CommonOffer.bothKeys(hello);
    boolean noP384 = !hello.groups().isEmpty() && !hello.groups().contains(SECP384R1);
    boolean noP256 = !hello.groups().isEmpty() && !hello.groups().contains(SECP256R1);
    // In TLS 1.2 it is about ciphers (RFC 5246 §7.2.2); in TLS 1.3 Erlang sends it for groups as well.
    if (facts.ending().alertBy(Side.SERVER, INSUFFICIENT_SECURITY) && !CommonOffer.only13(hello)) {
      return false;
    }
    return noP256 || noP384 && common && facts.device().anchorOnP384()
        || CommonOffer.everySuite(hello) && CommonOffer.lacksGroup(hello);
  }

  /** Most servers that speak TLS 1.3 alone say protocol_version; GnuTLS says handshake_failure. */
  private static Finding newerOnly(Facts facts, ClientHelloView hello) {
    return facts.finding(FindingId.VERSION_MISMATCH)
        .confidence(Confidence.SUGGESTED)
        .summary("The ClientHello offers TLS 1.2 at most, with suites that are common; a server that speaks TLS"
            + " 1.3 alone may refuse it like this.")
        .evidence(new EvidenceItem(hello.place(), "ClientHello offers TLS 1.2 at most"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("A connection with TLS 1.3 to the same server would tell.")
        .build();
  }

  private static Finding eccNotInitialised(Facts facts, ClientHelloView hello, Confidence confidence) {
    boolean told = facts.evidence().settings().eccSetup().filter(setup -> setup != EccSetup.AFTER_SESSION).isPresent();
    return facts.finding(FindingId.ECC_NOT_INITIALISED)
        .confidence(told ? Confidence.PROVED : confidence)
        .evidence(told ? facts.device().settingsEvidence() : List.of())
        .summary("The ClientHello offers ECDHE suites and no curve: supported_groups is missing, as from a stack whose"
            + " elliptic-curve set-up did not run. " + facts.sentence(facts.ending().words()) + ".")
        .evidence(new EvidenceItem(hello.place(),
            "ClientHello offers " + count(hello, "ECDHE") + " ECDHE suites and has no supported_groups extension"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " directly after ClientHello"))
        .undecided("That the server insists on ECDHE is inferred from its answer; a probe of the server would show it.")
        .build();
  }

  private static Finding noSharedSuite(Facts facts, ClientHelloView hello, Confidence confidence) {
    boolean rsaOnly = !offers(hello, "ECDHE") && !offers(hello, "ANY");
    String what = rsaOnly
        ? "The ClientHello offers suites with RSA key exchange only, and the server has none of them (an ECDSA"
            + " certificate, or a policy of forward secrecy)."
        : "Client and server have no cipher suite in common that the server's certificate can serve.";
    return facts.finding(FindingId.NO_SHARED_SUITE)
        .caseId(rsaOnly ? facts.stack().family() == Family.WINC ? "C24" : "C51" : "C04")
        .confidence(confidence)
        .summary(what + " Smallest addition to try: " + addition(hello) + ".")
        .evidence(new EvidenceItem(hello.place(), "ClientHello offers " + suites(hello)))
        .evidence(aeadOff(facts, hello))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " directly after ClientHello"))
        .undecided("The wire looks the same for a missing curve or signature algorithm; probing the server"
            + " with this ClientHello and one addition at a time tells them apart.")
        .build();
  }

  private static List<EvidenceItem> aeadOff(Facts facts, ClientHelloView hello) {
    boolean none = hello.suites().stream().map(Names::suiteInfo).flatMap(Optional::stream).noneMatch(SuiteInfo::aead);
    boolean told = facts.evidence().settings().aead().filter(on -> !on).isPresent();
    return none && told
        ? List.of(EvidenceItem.of(
            "the configuration leaves NX_SECURE_ENABLE_AEAD_CIPHER out, and with it every GCM suite"))
        : List.of();
  }

  private static Finding noSharedGroup(Facts facts, ClientHelloView hello, Confidence confidence) {
    String groups = String.join(", ", hello.groups().stream().map(Names::group).toList());
    return facts.finding(FindingId.NO_SHARED_GROUP)
        .confidence(confidence)
        .summary("Client and server have no elliptic curve in common: the client has " + groups
            + ", and the server (or its certificate's key) wants another.")
        .evidence(new EvidenceItem(hello.place(), "supported_groups: " + groups))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " directly after ClientHello"))
        .undecided("The wire looks the same for a missing suite; probing the server with "
            + missingGroup(hello) + " added tells.")
        .build();
  }

  private static String missingGroup(ClientHelloView hello) {
    return Names.group(List.of(SECP384R1, SECP256R1, X25519).stream()
        .filter(group -> !hello.groups().contains(group)).findFirst().orElse(SECP521R1));
  }

  /** What the server chose was not offered, or is not the device's. */
  private static void chosen(Facts facts, ClientHelloView hello, Consumer<Finding> found) {
    int suite = facts.answer().orElseThrow().suite();
    if (!hello.suites().contains(suite) && facts.ending().by(Side.CLIENT)) {
      found.accept(facts.finding(FindingId.NO_SHARED_SUITE)
          .confidence(Confidence.PROVED)
          .summary("The server chose " + Names.suite(suite) + ", which the client did not offer.")
          .evidence(new EvidenceItem(facts.answer().get().place(), "ServerHello chooses " + Names.suite(suite)))
          .evidence(new EvidenceItem(hello.place(), "ClientHello offers " + suites(hello)))
          .build());
    }
    Optional<ServerKeyExchangeView> exchange = facts.conversation().serverKeyExchange();
    boolean stopped = facts.ending().by(Side.CLIENT) && !facts.course().reached(Stage.CLIENT_KEY_EXCHANGE);
    if (exchange.isPresent() && exchange.get().group() >= 0 && stopped) {
      group(facts, hello, exchange.get(), found);
    }
  }

  private static void group(
      Facts facts, ClientHelloView hello, ServerKeyExchangeView exchange, Consumer<Finding> found) {
    String name = Names.group(exchange.group());
    EvidenceItem chosen = new EvidenceItem(exchange.place(), "ServerKeyExchange is on " + name);
    if (hello.extension(SUPPORTED_GROUPS).isEmpty()) {
      found.accept(facts.finding(FindingId.ECC_NOT_INITIALISED)
          .confidence(Confidence.IMPLIED)
          .summary("The ClientHello names no curve, the server took " + name
              + " all the same, and the client does not know it: its elliptic-curve set-up did not run.")
          .evidence(new EvidenceItem(hello.place(), "ClientHello has no supported_groups extension"))
          .evidence(chosen)
          .build());
    } else if (!hello.groups().contains(exchange.group())) {
      found.accept(facts.finding(FindingId.NO_SHARED_GROUP)
          .confidence(Confidence.PROVED)
          .summary("The server chose the curve " + name + ", which the client did not offer.")
          .evidence(chosen)
          .evidence(new EvidenceItem(hello.place(), "supported_groups: "
              + String.join(", ", hello.groups().stream().map(Names::group).toList())))
          .build());
    }
  }

  private static boolean offers(ClientHelloView hello, String keyExchange) {
    return count(hello, keyExchange) > 0;
  }

  private static long count(ClientHelloView hello, String keyExchange) {
    return hello.suites().stream().map(Names::suiteInfo).flatMap(Optional::stream)
        .map(SuiteInfo::keyExchange).filter(keyExchange::equals).count();
  }

  private static String suites(ClientHelloView hello) {
    List<String> names = hello.suites().stream().limit(6).map(Names::suite).toList();
    int more = hello.suites().size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  /** The commonest suite of today's brokers that is not offered. */
  private static String addition(ClientHelloView hello) {
    for (int suite : new int[] {0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0x1301}) {
      if (!hello.suites().contains(suite)) {
        return Names.suite(suite);
      }
    }
    return "none: it offers all that is common, so look at the curves and at the server's policy";
  }
}
