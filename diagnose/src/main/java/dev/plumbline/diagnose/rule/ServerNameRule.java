package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.CertificateFacts;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.diagnose.service.ServiceProfile.ServerName;
import dev.plumbline.diagnose.service.ServiceProfile;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** server_name is missing (C02, C21, C27, C30) or holds what it must not (C28). */
final class ServerNameRule implements Rule {
  private static final int UNRECOGNIZED_NAME = 112;
  private static final int HANDSHAKE_FAILURE = 40;
  private static final int INTERNAL_ERROR = 80;
  private static final int INSUFFICIENT_SECURITY = 71;
  /** Stacks in which the name to check and the name to send are set by different calls. */
  private static final Set<Family> NAME_APART = EnumSet.of(Family.NETX, Family.WOLFSSL);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.hello().isEmpty() || !failed(facts)) {
      return;
    }
    ClientHelloView hello = facts.hello().get();
    Optional<String> name = hello.serverName();
    if (name.isEmpty()) {
      missing(facts, hello, found);
    } else if (HostNames.forbiddenInServerName(name.get())) {
      invalid(facts, hello, name.get(), found);
    } else if (facts.ending().alertBy(Side.SERVER, UNRECOGNIZED_NAME) || warnedAndLeft(facts)) {
      unknown(facts, hello, name.get(), found);
    }
  }

  /** The server must go on after that warning or send it as fatal (RFC 6066 §3); it did neither. */
  private static boolean warnedAndLeft(Facts facts) {
    return facts.ending().leftSilently(Side.SERVER) && !facts.course().reached(Stage.SERVER_HELLO)
        && facts.conversation().all(Event.Alert.class, Side.SERVER)
            .anyMatch(alert -> alert.description() == UNRECOGNIZED_NAME);
  }

  private static boolean failed(Facts facts) {
    return !facts.mqtt().accepted() && facts.ending().kind() != Ending.Kind.OPEN;
  }

  private static void missing(Facts facts, ClientHelloView hello, Consumer<Finding> found) {
    boolean answered = facts.course().reached(Stage.SERVER_HELLO);
    if (facts.expectedName().filter(HostNames::isAddress).isPresent()) {
      return; // an address is not for server_name (RFC 6066 §3)
    }
    if (answered) {
      Peers.leafForAnotherName(facts).ifPresent(evidence -> {
        Role role = Blame.leftOverServerFlight(facts) ? Role.CAUSE : Role.CONTRIBUTING;
        found.accept(finding(facts, hello,
                facts.sameServerAnsweredWithName() ? Confidence.PROVED : Confidence.IMPLIED)
            .role(role)
            .summary("The ClientHello carries no server_name, and the server answered with a certificate for another"
                + " name: it serves several names and could not know which one was meant.")
            .evidence(evidence)
            .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
            .build());
      });
      if (mayBeDefaultCertificate(facts)) {
        found.accept(defaultCertificate(facts, hello));
      }
    } else if (facts.ending().by(Side.SERVER) && !facts.plainPort()
        && !facts.ending().alertBy(Side.SERVER, INSUFFICIENT_SECURITY)) {
      boolean certain = facts.sameServerAnsweredWithName();
      Optional<ServiceProfile> service = facts.service().filter(one -> one.tls().serverName() == ServerName.REQUIRED);
      Confidence confidence = service.isPresent() && !certain ? Confidence.IMPLIED
          : confidence(facts, hello, certain);
      Finding.Builder finding = finding(facts, hello, confidence)
          .summary("The ClientHello carries no server_name, and the server ended the connection without an answer, as"
              + " servers do that serve many names.")
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + ", "
              + Spans.length(facts.ending().silence()) + " after ClientHello"));
      service.ifPresent(one -> finding.evidence(EvidenceItem.of(one.shortTitle() + " demands server_name")));
      if (certain) {
        finding.evidence(EvidenceItem.of(
            "another connection of this capture, with server_name, was answered by the same server"));
      } else {
        finding.undecided("That the server insists on a name is inferred from its answer. 'plumbline probe' connects"
            + " with and without it and tells.");
      }
      found.accept(finding.build());
    }
  }

  /**
   * No name was sent, none is known, and the client refused what the server showed: a self-signed certificate, as
   * servers have for nobody in particular, or with an alert that its stack sends for a name.
   */
  private static boolean mayBeDefaultCertificate(Facts facts) {
    Optional<CertificateFacts> leaf = facts.chain().flatMap(ChainFacts::leaf);
    if (leaf.isEmpty() || facts.expectedName().isPresent() || facts.ending().kind() != Ending.Kind.ALERT
        || !Blame.leftOverServerFlight(facts)) {
      return false;
    }
    boolean forNobody = leaf.get().selfIssued() && Blame.role(FindingId.TRUST_ANCHOR_MISSING, facts) == Role.CAUSE;
    boolean nameApart = NAME_APART.contains(facts.stack().family())
        && facts.flight().good() && Blame.role(FindingId.HOSTNAME_MISMATCH, facts) == Role.CAUSE;
    return forNobody || nameApart;
  }

  private static Finding defaultCertificate(Facts facts, ClientHelloView hello) {
    return finding(facts, hello, Confidence.SUGGESTED)
        .summary("The ClientHello carries no server_name, and the client refused the certificate that the server"
            + " showed: it may be the one that it shows to clients that name no host.")
        .evidence(facts.certificates("the server's certificate is for "
            + facts.chain().flatMap(ChainFacts::leaf).map(CertificateFacts::shortName).orElse("nobody")))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("Which host the device was given is not known: --servername would tell whether the certificate is"
            + " for it, and 'plumbline probe' whether the server shows another one to a client that names it.")
        .build();
  }

  /** How sure it is that the name is what the server missed. */
  private static Confidence confidence(Facts facts, ClientHelloView hello, boolean certain) {
    if (certain) {
      return Confidence.PROVED;
    }
    boolean byName = facts.ending().alertBy(Side.SERVER, UNRECOGNIZED_NAME) || warnedAndLeft(facts);
    boolean otherwiseComplete =
        CommonOffer.bothKeys(hello) && !hello.groups().isEmpty();
    boolean silently = facts.ending().leftSilently(Side.SERVER)
        || facts.ending().alertBy(Side.SERVER, HANDSHAKE_FAILURE, INTERNAL_ERROR);
    return byName || otherwiseComplete && silently ? Confidence.IMPLIED : Confidence.SUGGESTED;
  }

  private static Finding.Builder finding(Facts facts, ClientHelloView hello, Confidence confidence) {
    Finding.Builder finding = facts.finding(FindingId.SNI_MISSING)
        .confidence(confidence)
        .evidence(new EvidenceItem(hello.place(), "ClientHello has no server_name extension"));
    if (facts.stack().family() == Family.QUECTEL) {
      finding.caseId("C21");
    }
    Peers.profile(facts).filter(profile -> !profile.hello().serverName()).ifPresent(profile ->
        finding.evidence(EvidenceItem.of(profile.title()
            + " sends no server_name as it is set: no host that needs one can be reached")));
    if (facts.evidence().settings().serverName().filter(set -> !set).isPresent()) {
      finding.evidence(EvidenceItem.of("the configuration makes a session and never calls"
          + " nx_secure_tls_session_sni_extension_set"));
    }
    return finding;
  }

  private static void invalid(Facts facts, ClientHelloView hello, String name, Consumer<Finding> found) {
    boolean refused = facts.ending().by(Side.SERVER) && !facts.course().reached(Stage.SERVER_HELLO);
    boolean named = facts.ending().alertBy(Side.SERVER, UNRECOGNIZED_NAME);
    boolean left = Blame.leftOverServerFlight(facts) || HiddenCertificateRule.leftOverCertificates(facts);
    found.accept(facts.finding(FindingId.SNI_INVALID)
        .role(refused || left ? Role.CAUSE : Role.CONTRIBUTING)
        .confidence(named ? Confidence.PROVED : refused ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("server_name carries '" + name + "', which is no DNS host name: RFC 6066 forbids addresses there, and"
            + " servers may refuse it.")
        .evidence(new EvidenceItem(hello.place(), "ClientHello: server_name is '" + name + "'"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  private static void unknown(Facts facts, ClientHelloView hello, String name, Consumer<Finding> found) {
    found.accept(facts.finding(FindingId.SNI_INVALID)
        .confidence(Confidence.IMPLIED)
        .summary("The server does not know the name '" + name + "' that the client asked for.")
        .evidence(new EvidenceItem(hello.place(), "ClientHello: server_name is '" + name + "'"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix("Ask for a name that this server serves: compare the host name in the device with the broker's"
            + " configuration, letter by letter.")
        .build());
  }
}
