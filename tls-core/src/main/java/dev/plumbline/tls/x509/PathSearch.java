package dev.plumbline.tls.x509;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.alert.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds a path from one certificate to an anchor, depth first and anchors first, and validates each that it finds
 * until one holds (RFC 5280 §6.1, RFC 4158 §2.4). Remembers why the others did not: the one that went furthest is
 * the reason worth telling.
 */
final class PathSearch {
  /** Self-issued certificates included, which the policy doesn't count. */
  private static final int LONGEST_CHAIN = 32;

  /** More refused paths than these are not told of. */
  private static final int NOTES = 16;

  private static final Clause PATH = Clause.rfc(5280, "6.1");

  private final TrustAnchors anchors;
  private final PathPolicy policy;
  private final Instant now;
  private final PathBudget budget;
  private final HeldKeys keys;
  private final List<ParsedCertificate> sent;
  private final List<PathNote> notes = new ArrayList<>(0);
  private final List<ParsedCertificate> chain = new ArrayList<>(4);

  private TrustAnchors.Anchor found;
  private Refusal best;
  private int bestProgress = -1;
  private int longestDeadEnd;
  private boolean over;

  /** @param sent all that the server sent, without duplicates, the server's own certificate first */
  PathSearch(
      TrustAnchors anchors, List<ParsedCertificate> sent, PathPolicy policy, Instant now, HeldKeys keys,
      PathBudget budget) {
    this.anchors = anchors;
    this.sent = sent;
    this.policy = policy;
    this.now = now;
    this.keys = keys;
    this.budget = budget;
  }

  List<PathNote> notes() {
    return notes;
  }

  /** The path, the server's certificate first and the anchor last. */
  List<ParsedCertificate> find() throws Refusal, EngineException {
    chain.add(sent.get(0));
    if (!extend()) {
      throw best;
    }
    List<ParsedCertificate> path = new ArrayList<>(chain);
    path.add(found.certificate());
    return path;
  }

  /** Tries every issuer of the last certificate; leaves the path in {@link #chain} when one leads to an anchor. */
  private boolean extend() throws EngineException {
    Candidates candidates = Candidates.of(last(), anchors, usable(), policy, now);
    for (TrustAnchors.Anchor anchor : candidates.anchors()) {
      if (complete(anchor)) {
        return true;
      }
      if (over) {
        return false;
      }
    }
    for (ParsedCertificate issuer : candidates.issuers()) {
      if (!repeats(issuer) && !keys.isForged(last(), issuer) && descend(issuer)) {
        return true;
      }
      if (over) {
        return false;
      }
    }
    if (candidates.anchors().isEmpty() && candidates.issuers().stream().allMatch(this::repeats)) {
      deadEnd(!candidates.issuers().isEmpty());
    }
    return false;
  }

  private boolean descend(ParsedCertificate issuer) throws EngineException {
    if (!mayGrow(issuer)) {
      return false;
    }
    chain.add(issuer);
    if (extend()) {
      return true;
    }
    chain.remove(chain.size() - 1);
    return false;
  }

  private boolean mayGrow(ParsedCertificate issuer) {
    try {
      budget.step();
      int depth = issuer.selfIssued() ? 0 : 1;
      for (int i = 1; i < chain.size(); i++) {
        depth += chain.get(i).selfIssued() ? 0 : 1;
      }
      if (depth > policy.maxDepth() || chain.size() == LONGEST_CHAIN) {
        String limit =
            depth > policy.maxDepth()
                ? "the chain needs more intermediate certificates than the " + policy.maxDepth() + " that are allowed"
                : "the chain has more than " + LONGEST_CHAIN + " certificates";
        throw Refusal.of(Fault.CERTIFICATE_PATH_LIMIT, limit);
      }
      return true;
    } catch (Refusal refusal) {
      refuse(refusal, 0);
      return false;
    }
  }

  private boolean complete(TrustAnchors.Anchor anchor) throws EngineException {
    if (keys.isForged(last(), anchor.certificate())) {
      return false;
    }
    PathValidation validation = new PathValidation(keys, budget, policy, now);
    List<ParsedCertificate> path = new ArrayList<>(chain.size() + 1);
    path.addAll(chain);
    path.add(anchor.certificate());
    try {
      validation.validate(path, anchor);
    } catch (Refusal refusal) {
      note("the path to " + anchor.certificate().shortName() + " does not hold: " + refusal.sentence());
      refuse(refusal, 1 + validation.verifiedSignatures());
      return false;
    }
    found = anchor;
    return true;
  }

  private void note(String sentence) {
    if (notes.size() < NOTES) {
      notes.add(new PathNote(PATH, sentence));
    }
  }

  private void refuse(Refusal refusal, int progress) {
    if (progress > bestProgress || refusal.fault() == Fault.CERTIFICATE_PATH_LIMIT && progress == bestProgress) {
      best = refusal;
      bestProgress = progress;
    }
    over |= budget.overdrawn() || !policy.backtracking();
  }

  /** No certificate twice, nor another one for the same name and key (RFC 4158 §2.4.1). */
  private boolean repeats(ParsedCertificate issuer) {
    for (ParsedCertificate each : chain) {
      if (each == issuer
          || each.keyInfo().same(issuer.keyInfo()) && each.subjectName().matches(issuer.subjectName())) {
        return true;
      }
    }
    return false;
  }

  /** What may be an issuer now: all that was sent, or only the next one where order counts (RFC 5246 §7.4.2). */
  private List<ParsedCertificate> usable() {
    if (!policy.orderRequired()) {
      return sent.subList(1, sent.size());
    }
    return chain.size() < sent.size() ? sent.subList(chain.size(), chain.size() + 1) : List.of();
  }

  private ParsedCertificate last() {
    return chain.get(chain.size() - 1);
  }

  /** No issuer leads on. Of all these places, the one at the end of the longest chain is told. */
  private void deadEnd(boolean circle) {
    if (bestProgress >= 0 || chain.size() <= longestDeadEnd) {
      return;
    }
    longestDeadEnd = chain.size();
    ParsedCertificate last = last();
    String issuer = last.issuerName().shortName();
    String sentence;
    if (last.selfIssued()) {
      sentence = last.shortName() + ", where the chain ends, is self-signed and not among the trust anchors";
    } else if (circle) {
      sentence = last.shortName() + " was issued by " + issuer + ", which leads back to where the chain has been";
    } else {
      sentence =
          last.shortName() + " was issued by " + issuer + ", which is neither among the " + anchors.anchors().size()
              + " trust anchors nor in the chain that was sent";
    }
    best = Refusal.of(Fault.CERTIFICATE_ISSUER_UNKNOWN, sentence);
    over |= !policy.backtracking();
  }
}
