package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateRequestView;
import dev.plumbline.diagnose.conversation.CertificateVerifyView;
import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Transcripts;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.CertificateFacts;
import dev.plumbline.diagnose.proof.CertificateVerifyProof;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.Candidate;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.Question;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.Result;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.State;
import dev.plumbline.diagnose.proof.ChainAnalysis;
import dev.plumbline.diagnose.proof.ChainQuestion;
import dev.plumbline.diagnose.proof.DateFact;
import dev.plumbline.diagnose.proof.Weakness;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** What can be computed of the certificate that the client sent, and of its proof. */
final class ClientCertificates {
  private static final int CERTIFICATE_VERIFY = 15;

  private ClientCertificates() {}

  private static Optional<CertificateFacts> leaf(Facts facts) {
    return facts.conversation().certificate(Side.CLIENT)
        .map(CertificateView::certificates)
        .filter(list -> !list.isEmpty())
        .flatMap(list -> CertificateFacts.of(list.get(0)));
  }

  /** Subject, issuer and key in words. */
  static String words(Facts facts) {
    return leaf(facts)
        .map(one -> "subject '" + one.subject() + "', issued by '" + one.issuer() + "', " + one.key().words())
        .orElse("it can't be read");
  }

  /** What a server may dislike about it. */
  static List<String> defects(Facts facts) {
    Optional<CertificateFacts> leaf = leaf(facts);
    List<String> defects = new ArrayList<>();
    if (leaf.isEmpty()) {
      return defects;
    }
    DateFact date = DateFact.of(leaf.get(), facts.captureTime());
    if (!date.valid()) {
      defects.add("It is outside its validity: " + date.sentence() + ".");
    }
    issuerNotAskedFor(facts, leaf.get()).ifPresent(defects::add);
    return defects;
  }

  /** Keys and signatures of its chain that some servers refuse. */
  static List<String> weaknesses(Facts facts) {
    return facts.conversation().certificate(Side.CLIENT)
        .map(CertificateView::certificates)
        .filter(list -> !list.isEmpty())
        .map(list -> ChainAnalysis.of(ChainQuestion.of(list, facts.captureTime())).weaknesses())
        .orElse(List.of()).stream().map(Weakness::sentence).toList();
  }

  private static Optional<String> issuerNotAskedFor(Facts facts, CertificateFacts leaf) {
    Optional<CertificateRequestView> request = facts.conversation().certificateRequest();
    if (request.isEmpty() || request.get().authorities().isEmpty()) {
      return Optional.empty();
    }
    boolean named = request.get().authorities().stream().anyMatch(authority -> issuedBy(leaf, authority));
    return named ? Optional.empty()
        : Optional.of("Its issuer '" + leaf.issuer() + "' is none of the authorities that the server asked for.");
  }

  private static boolean issuedBy(CertificateFacts leaf, byte[] authority) {
    try {
      X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(leaf.der().toArray()));
      return certificate.getIssuerX500Principal().equals(new X500Principal(authority));
    } catch (CertificateException | IllegalArgumentException e) {
      return true; // what can't be compared is no defect
    }
  }

  /** Whether CertificateVerify holds, and if not, what would. */
  static Optional<ClientProof> proof(Facts facts) {
    Optional<CertificateVerifyView> verify = facts.conversation().certificateVerify();
    Optional<CertificateFacts> leaf = leaf(facts);
    if (verify.isEmpty() || leaf.isEmpty()) {
      return Optional.empty();
    }
    Event.Handshake message = facts.conversation().handshake(Side.CLIENT, CERTIFICATE_VERIFY).orElseThrow();
    Result result = CertificateVerifyProof.of(new Question(
        leaf.get().key(), candidates(facts), Transcripts.before(facts.conversation(), message),
        Transcripts.bytes(message), verify.get().scheme(), verify.get().signature()));
    return Optional.of(new ClientProof(
        result.state() != State.NOT_COMPUTED, result.state() == State.VALID, result.sentence(), result.fix(),
        verify.get().place()));
  }

  /** Other keys that may have signed: those of the certificates that the user says the device has. */
  private static List<Candidate> candidates(Facts facts) {
    return facts.evidence().deviceCertificates().stream()
        .flatMap(certificate -> CertificateFacts.of(certificate.der().toArray()).stream())
        .map(one -> new Candidate(one.key(), "the key of " + one.shortName()))
        .toList();
  }
}
