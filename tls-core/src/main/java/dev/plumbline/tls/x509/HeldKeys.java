package dev.plumbline.tls.x509;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedCertificate;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that one connection's search got from the engine, and what it learnt about signatures: each is checked once,
 * whether it held or not. Outlives a try that a busy engine interrupted, so that the next one asks only for what is
 * missing. Closing gives everything back but what was {@linkplain #release released}; idempotent. Not thread-safe.
 */
public final class HeldKeys implements AutoCloseable {
  private final TrustAnchors anchors;
  private PathBudget budget;
  private final List<Borrowed> borrowed = new ArrayList<>(1);
  private final List<Verified> verified = new ArrayList<>(2);
  private final List<Forged> forged = new ArrayList<>(0);

  HeldKeys(TrustAnchors anchors) {
    this.anchors = anchors;
  }

  /** A try begins, with all of this to spend. */
  HeldKeys within(PathBudget newBudget) {
    budget = newBudget;
    return this;
  }

  private record Borrowed(TrustAnchors.Anchor anchor, SubjectKey key) {}

  private record Verified(ParsedCertificate certificate, ParsedCertificate issuer, SubjectKey key) {
    boolean isOf(ParsedCertificate wanted, ParsedCertificate by) {
      return certificate.equals(wanted) && (issuer == by || issuer.keyInfo().same(by.keyInfo()));
    }
  }

  private record Forged(ParsedCertificate certificate, ParsedCertificate issuer, Refusal refusal) {}

  /** The key of an anchor. */
  SubjectKey anchor(TrustAnchors.Anchor anchor) throws Refusal, EngineException {
    for (Borrowed each : borrowed) {
      if (each.anchor == anchor) {
        return each.key;
      }
    }
    checkKey(anchor.certificate());
    SubjectKey key;
    try {
      key = anchors.borrow(anchor);
    } catch (PeerRejected e) {
      throw unusableKey(anchor.certificate(), e);
    }
    borrowed.add(new Borrowed(anchor, key));
    return key;
  }

  /** The key of a server's certificate that is an anchor itself; the caller's own. */
  SubjectKey ownKey(TrustAnchors.Anchor anchor) throws Refusal, EngineException {
    checkKey(anchor.certificate());
    try {
      return anchors.newKey(anchor);
    } catch (PeerRejected e) {
      throw unusableKey(anchor.certificate(), e);
    }
  }

  /** The key of a certificate, once its signature holds (RFC 5280 §6.1.3 (a)(1)). */
  SubjectKey verified(ParsedCertificate certificate, ParsedCertificate issuer, SubjectKey issuerKey)
      throws Refusal, EngineException {
    for (Verified each : verified) {
      if (each.isOf(certificate, issuer)) {
        return each.key;
      }
    }
    for (Forged each : forged) {
      if (each.certificate == certificate && each.issuer == issuer) {
        throw each.refusal;
      }
    }
    try {
      SubjectKey key = verify(certificate, issuer, issuerKey);
      verified.add(new Verified(certificate, issuer, key));
      return key;
    } catch (Refusal refusal) {
      if (refusal.fault() != Fault.CERTIFICATE_PATH_LIMIT) {
        forged.add(new Forged(certificate, issuer, refusal));
      }
      throw refusal;
    }
  }

  /** Whether this signature was checked already and did not hold. */
  boolean isForged(ParsedCertificate certificate, ParsedCertificate issuer) {
    for (Forged each : forged) {
      if (each.certificate == certificate && each.issuer == issuer) {
        return true;
      }
    }
    return false;
  }

  private SubjectKey verify(ParsedCertificate certificate, ParsedCertificate issuer, SubjectKey issuerKey)
      throws Refusal, EngineException {
    checkScheme(certificate, issuer);
    checkKey(certificate);
    budget.signatureCheck();
    SignedCertificate signed = certificate.signed();
    try {
      return anchors.engine().verifyCertificate(issuerKey, signed);
    } catch (PeerRejected e) {
      throw e.reason() == PeerRejected.Reason.SIGNATURE
          ? Refusal.because(e, Fault.CERTIFICATE_SIGNATURE, certificate.shortName(), issuer.shortName())
          : unusableKey(certificate, e);
    }
  }

  private void checkScheme(ParsedCertificate certificate, ParsedCertificate issuer) throws Refusal {
    Optional<SignatureScheme> scheme = certificate.signatureScheme();
    if (scheme.isEmpty() || !anchors.engine().profile().schemes().contains(scheme.get())) {
      throw Refusal.of(
          Fault.CERTIFICATE_ALGORITHM,
          certificate.shortName(),
          "is signed with " + certificate.signatureName() + ", which is not accepted");
    }
    if (issuer.keyType().filter(type -> type == scheme.get().keyType()).isEmpty()) {
      throw Refusal.of(Fault.CERTIFICATE_SIGNATURE, certificate.shortName(), issuer.shortName());
    }
  }

  /** Whether the engine can use the key: what it is, and its size. */
  private void checkKey(ParsedCertificate certificate) throws Refusal {
    EngineProfile profile = anchors.engine().profile();
    KeyType type = certificate.keyType().orElse(null);
    int size = certificate.keyBits();
    boolean usable =
        type == KeyType.EC
            ? profile.certificateCurves().contains(certificate.curve().orElseThrow())
            : type == KeyType.RSA && size >= profile.minRsaBits() && size <= profile.maxRsaBits();
    if (!usable) {
      String bits = size == 0 ? "" : " of " + size + " bits";
      throw Refusal.of(
          Fault.CERTIFICATE_ALGORITHM,
          certificate.shortName(),
          "its key (" + certificate.keyName() + bits + ") is none that the " + profile.name() + " engine takes");
    }
  }

  private static Refusal unusableKey(ParsedCertificate certificate, PeerRejected e) {
    return Refusal.because(
        e, Fault.CERTIFICATE_ALGORITHM, certificate.shortName(), "its key is not acceptable: " + e.getMessage());
  }

  /** Hands a key over to the caller. */
  SubjectKey release(ParsedCertificate certificate, ParsedCertificate issuer) {
    for (int i = 0; i < verified.size(); i++) {
      if (verified.get(i).isOf(certificate, issuer)) {
        return verified.remove(i).key;
      }
    }
    throw new IllegalStateException("no verified key of " + certificate.shortName());
  }

  @Override
  public void close() {
    verified.forEach(each -> each.key.close());
    verified.clear();
    borrowed.forEach(each -> anchors.giveBack(each.anchor, each.key));
    borrowed.clear();
  }
}
