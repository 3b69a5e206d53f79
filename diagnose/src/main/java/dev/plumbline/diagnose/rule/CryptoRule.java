package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.RuledOut;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything that can be computed holds, and the client ended it all the same: its engine or driver failed (C08), or
 * swapped an operand that lies in ROM (C05, C06), which a replay through the simulated engine shows.
 */
final class CryptoRule implements Rule {
  private static final int BAD_RECORD_MAC = 20;
  private static final int BAD_CERTIFICATE = 42;
  private static final int DECRYPT_ERROR = 51;
  private static final int INTERNAL_ERROR = 80;

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    if (signerFailed(facts)) {
      found.accept(signer(facts));
      return;
    }
    if (keysDiffer(facts)) {
      found.accept(agreement(facts));
      return;
    }
    boolean alert = facts.ending().alertBy(Side.CLIENT, BAD_CERTIFICATE, DECRYPT_ERROR, INTERNAL_ERROR, 40, 46);
    if (alert && Blame.mayBeEngine(facts) && Blame.leftOverServerFlight(facts) && facts.flight().good()) {
      verification(facts, found);
    } else if (facts.ending().leftSilently(Side.CLIENT) && facts.evidence().settings().swapsInRom()
        && Blame.leftOverServerFlight(facts)) {
      swap(facts, found);
    }
  }

  /** Certificate and key exchange went out, and then an alert instead of CertificateVerify. */
  private static boolean signerFailed(Facts facts) {
    boolean sentCertificate = facts.conversation().certificate(Side.CLIENT)
        .filter(sent -> !sent.certificates().isEmpty()).isPresent();
    return sentCertificate
        && facts.ending().by(Side.CLIENT)
        && facts.course().reached(Stage.CLIENT_CERTIFICATE)
        && !facts.course().reached(Stage.CERTIFICATE_VERIFY)
        && !facts.course().clientFinished();
  }

  private static Finding signer(Facts facts) {
    Finding.Builder finding = facts.finding(FindingId.DEVICE_CRYPTO_FAILURE)
        .confidence(facts.ending().kind() == Ending.Kind.ALERT ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("The client sent its certificate and, where CertificateVerify was due, ended the connection: its"
            + " signer failed, or its key could not be used.")
        .evidence(facts.clientCertificates("the client's certificate went out"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " instead of CertificateVerify"));
    return finding.build();
  }

  /** Both sides went on to encrypt, and one could not read the other's Finished: they do not have the same keys. */
  private static boolean keysDiffer(Facts facts) {
    boolean clientAuth = facts.course().reached(Stage.CERTIFICATE_VERIFY);
    return !facts.course().completed()
        && facts.course().clientFinished()
        && (facts.ending().alertBy(Side.SERVER, BAD_RECORD_MAC) || !clientAuth
            && facts.ending().alertBy(Side.SERVER, DECRYPT_ERROR, 10))
        || facts.course().serverChanged() && facts.course().applicationRecords(Side.CLIENT) == 0
            && facts.ending().alertBy(Side.CLIENT, BAD_RECORD_MAC, DECRYPT_ERROR);
  }

  private static Finding agreement(Facts facts) {
    return facts.finding(FindingId.DEVICE_CRYPTO_FAILURE)
        .confidence(Confidence.IMPLIED)
        .summary("The two sides do not have the same keys: one could not read the other's Finished. Everything before"
            + " it is in clear and in order, so one side computed the agreement, the PRF or the cipher wrongly; servers"
            + " rarely do.")
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words() + " after Finished"))
        .build();
  }

  private static void verification(Facts facts, Consumer<Finding> found) {
    boolean swapped = swap(facts, found);
    List<RuledOut> out = facts.flight().exonerations();
    found.accept(facts.finding(FindingId.DEVICE_CRYPTO_FAILURE)
        .confidence(nothingElse(facts) && !swapped ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("Everything that the server sent verifies in software, and the client ended the handshake with "
            + Names.alert(facts.ending().alert()) + ": " + operation(facts)
            + (facts.flight().chainProved() ? " failed" : " seems to have failed")
            + " inside the device.")
        .evidence(facts.certificates(facts.flight().chainProved() ? "the chain holds when it is computed in software"
            : "nothing is wrong with the chain, as far as it was sent"))
        .evidence(facts.flight().keyExchangeEvidence())
        .evidence(LargeParameters.of(facts))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .ruledOut(out)
        .undecided("Which operation it was is not on the wire" + wanted(facts))
        .build());
  }

  private static boolean nothingElse(Facts facts) {
    ServerFlightFacts flight = facts.flight();
    return flight.chainProved() && !flight.chainWeak() && !flight.nameIsDisputed() && flight.expiredAnchor().isEmpty()
        && !VerifierRule.chainIsBeyond(facts) && !unreadable(facts)
        && !facts.codeHints().speaksAgainst(FindingId.DEVICE_CRYPTO_FAILURE);
  }

  /** What else to give, so that more can be said. */
  private static String wanted(Facts facts) {
    if (facts.evidence().anchors().isEmpty()) {
      String engine = facts.device().engineProfile().isPresent() ? ", its engine's configuration with --config" : "";
      return ", and what the device trusts is not known: give its root certificates with --cafile" + engine
          + "." + sameAlert(facts);
    }
    return facts.flight().mayBeSwap()
        ? "; big-endian words with an EC anchor in ROM would look the same: give the engine's configuration"
            + " with --config."
        : ".";
  }

  /** mbed TLS says unknown_ca of a signature that fails, and bad_certificate of what it can't parse (ssl_tls.c). */
  private static boolean unreadable(Facts facts) {
    return facts.stack().family() == Family.MBEDTLS && facts.ending().alert() == BAD_CERTIFICATE;
  }

  /** What else ends in this alert, if it is not known what the device trusts. */
  private static String sameAlert(Facts facts) {
    boolean netx = facts.stack().family() == Family.NETX;
    return netx && facts.ending().alert() == BAD_CERTIFICATE
        ? " An anchor that has the issuer's common name and another key ends in the same alert."
        : " A buffer that is too small for the server's flight may end in the same alert (--in-buffer)"
            + (netx ? ", and so may the application's own check of the name." : ".");
  }

  private static String operation(Facts facts) {
    if (unreadable(facts)) {
      return "reading a certificate, or comparing its name,";
    }
    return switch (facts.ending().alert()) {
      case BAD_CERTIFICATE -> "checking the certificate's signature";
      case DECRYPT_ERROR -> "checking a signature";
      default -> "checking ServerKeyExchange's signature, or the key agreement,";
    };
  }

  /** Plays the flight to the simulated engine with its word order and its anchors where the device has them. */
  private static boolean swap(Facts facts, Consumer<Finding> found) {
    if (!facts.flight().mayBeSwap()) {
      return false;
    }
    Optional<Swap> swap = facts.flight().romSwap();
    if (swap.isEmpty() || !swap.get().reproduces(facts.ending())) {
      return false;
    }
    boolean told = facts.evidence().settings().swapsInRom();
    Finding.Builder finding = facts.finding(FindingId.SCE_ROM_OPERAND_SWAP)
        .confidence(told ? Confidence.PROVED : Confidence.SUGGESTED)
        .summary("The engine swaps the words of an elliptic-curve operand where it lies, and the anchor's key lies in"
            + " ROM, so that the swap is lost and the signature does not verify.")
        .evidence(EvidenceItem.of("replayed: with " + swap.get().failing() + " the simulated engine "
            + swap.get().failingWords() + ", as the device did; with " + swap.get().working()
            + " and the anchors in RAM it accepts the same bytes"))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()));
    finding.evidence(facts.device().settingsEvidence());
    if (!told) {
      finding.undecided("That the engine is big-endian and the anchor in ROM is a guess: the engine's endian_flag and"
          + " the declaration of the anchor's array (const or not) would decide it (--config).");
    }
    found.accept(finding.ruledOut(facts.flight().exonerations()).build());
    return told;
  }
}
