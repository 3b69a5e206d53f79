package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The two sides have no version in common, or stumble over a common one: C54, C55. */
final class VersionRule implements Rule {
  private static final int PROTOCOL_VERSION = 70;
  private static final int INAPPROPRIATE_FALLBACK = 86;
  private static final int TLS_1_2 = 0x0303;
  private static final int TLS_1_3 = 0x0304;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (facts.hello().isEmpty()) {
      return;
    }
    ClientHelloView hello = facts.hello().get();
    if (facts.ending().alertBy(Side.SERVER, PROTOCOL_VERSION, INAPPROPRIATE_FALLBACK)) {
      found.accept(refused(facts, hello));
    } else if (facts.answer().isPresent()) {
      answered(facts, hello, facts.answer().get(), found);
    } else if (tooOld(hello) && facts.ending().by(Side.SERVER) && !facts.plainPort()) {
      found.accept(refused(facts, hello));
    }
  }

  private static boolean tooOld(ClientHelloView hello) {
    return Collections.max(hello.versions()) < TLS_1_2;
  }

  private static Finding refused(Facts facts, ClientHelloView hello) {
    boolean said = facts.ending().kind() == Ending.Kind.ALERT;
    return facts.finding(FindingId.VERSION_MISMATCH)
        .confidence(said ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The server accepts none of the versions that the client offers (" + names(hello.versions()) + ")"
            + (Collections.max(hello.versions()) == TLS_1_2 ? "; it may speak TLS 1.3 only." : "."))
        .evidence(new EvidenceItem(hello.place(), "ClientHello offers " + names(hello.versions())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .evidence(spokenElsewhere(facts))
        .build();
  }

  /** The versions that the same server took in other connections: the rungs of a ladder that somebody climbed. */
  private static List<EvidenceItem> spokenElsewhere(Facts facts) {
    return Peers.sameServer(facts)
        .flatMap(other -> other.serverHello().stream()
            .map(answer -> new EvidenceItem(answer.place(), "in connection " + other.stream()
                + " the same server chose " + Names.version(answer.version()))))
        .limit(3)
        .toList();
  }

  private static void answered(Facts facts, ClientHelloView hello, ServerHelloView answer, Consumer<Finding> found) {
    if (!facts.ending().by(Side.CLIENT) || facts.course().completed()) {
      return;
    }
    EvidenceItem chosen = new EvidenceItem(answer.place(), "ServerHello chooses " + Names.version(answer.version()));
    boolean offered = hello.versions().contains(answer.version()) || answer.version() == hello.legacyVersion();
    if (!offered || facts.ending().alertBy(Side.CLIENT, PROTOCOL_VERSION)) {
      found.accept(facts.finding(FindingId.VERSION_MISMATCH)
          .confidence(offered ? Confidence.SUGGESTED : Confidence.PROVED)
          .summary("The server chose " + Names.version(answer.version())
              + (offered ? ", which the client offers, and the client says that it refuses the version."
                  : ", and the client refuses it."))
          .evidence(chosen)
          .evidence(new EvidenceItem(hello.place(), "ClientHello offers " + names(hello.versions())))
          .evidence(otherRecords(facts, answer))
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .build());
    } else if (answer.version() >= TLS_1_3 && !facts.course().reached(Stage.CLIENT_FINISHED)
        && !HiddenCertificateRule.mayBeAboutCertificates(facts)) {
      found.accept(facts.finding(FindingId.VERSION_MISMATCH)
          .caseId("C55")
          .confidence(Confidence.SUGGESTED)
          .summary("The two agreed on TLS 1.3 and the client gave up during its handshake; on small stacks TLS 1.3 is"
              + " often the newest and least tried part.")
          .evidence(chosen)
          .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
          .undecided("TLS 1.3 encrypts the certificates, so that trust can't be judged from the capture. The same"
              + " connection with TLS 1.3 turned off in the client would tell.")
          .build());
    }
  }

  /**
   * Some clients, NetX Secure among them, hold the version in every record's header against the one that was chosen.
   */
  private static List<EvidenceItem> otherRecords(Facts facts, ServerHelloView answer) {
    return facts.conversation().all(Event.Record.class, Side.SERVER)
        .filter(record -> record.version() != answer.version() && answer.version() < TLS_1_3)
        .map(record -> new EvidenceItem(record.place(),
            "a record of the server's has " + Names.version(record.version()) + " in its header"))
        .limit(1).toList();
  }

  private static String names(List<Integer> versions) {
    return String.join(", ", versions.stream().map(Names::version).toList());
  }
}
