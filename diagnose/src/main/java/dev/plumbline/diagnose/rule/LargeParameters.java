package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ServerKeyExchangeView;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.proof.ChainFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers that are larger than what small devices compute with (C57): right, and a reason to fail all the same. */
final class LargeParameters {
  private static final int CUSTOMARY_BITS = 2048;

  private LargeParameters() {}

  static List<EvidenceItem> of(Facts facts) {
    List<EvidenceItem> items = new ArrayList<>();
    Optional<ServerKeyExchangeView> exchange = facts.conversation().serverKeyExchange();
    exchange.filter(one -> one.dhPrimeBits() > CUSTOMARY_BITS).ifPresent(one -> items.add(new EvidenceItem(one.place(),
        "ServerKeyExchange has a Diffie-Hellman prime of " + one.dhPrimeBits() + " bits; small devices fail above "
            + CUSTOMARY_BITS)));
    facts.chain().stream().map(ChainFacts::bestChain).flatMap(List::stream)
        .filter(certificate -> certificate.key().isRsa() && certificate.key().bits() > CUSTOMARY_BITS)
        .findFirst()
        .ifPresent(certificate -> items.add(facts.certificates(certificate.label() + " has a key that is "
            + certificate.key().words() + "; small devices fail above " + CUSTOMARY_BITS + " bits, or take seconds")));
    return items;
  }
}
