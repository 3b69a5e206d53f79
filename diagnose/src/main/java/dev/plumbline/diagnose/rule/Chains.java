package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.CertificateView;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import dev.plumbline.diagnose.proof.ChainAnalysis;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.ChainQuestion;
import dev.plumbline.diagnose.proof.KeyExchange;
import java.time.Instant;
import java.util.Optional;

/** Puts the question about the server's certificates together from the facts of a connection. */
final class Chains {
  private Chains() {}

  /** What the server's certificates are worth; empty if it sent none that can be read. */
  static Optional<ChainFacts> of(Facts facts, Instant captured) {
    Optional<CertificateView> sent = facts.conversation().certificate(Side.SERVER);
    if (sent.isEmpty() || sent.get().certificates().isEmpty()) {
      return Optional.empty();
    }
    Evidence evidence = facts.evidence();
    ChainQuestion question = ChainQuestion.of(sent.get().certificates(), captured).exchanging(exchange(facts));
    if (evidence.anchors().isPresent()) {
      question = question.trusting(evidence.anchors().get());
    }
    if (facts.expectedName().isPresent()) {
      question = question.named(facts.expectedName().get());
    }
    Optional<Instant> device = facts.clock().flatMap(DeviceClock::time);
    if (device.isPresent()) {
      question = question.atDeviceTime(device.get());
    }
    if (evidence.profile().isPresent()) {
      question = question.builtBy(evidence.profile().get().paths().policy());
    }
    return Optional.of(ChainAnalysis.of(question));
  }

  private static KeyExchange exchange(Facts facts) {
    return facts.answer().map(ServerHelloView::suite).flatMap(Names::suiteInfo).map(SuiteInfo::keyExchange)
        .map(name -> name.equals("RSA") ? KeyExchange.RSA_TRANSPORT : KeyExchange.SIGNED)
        .orElse(KeyExchange.UNKNOWN);
  }
}
