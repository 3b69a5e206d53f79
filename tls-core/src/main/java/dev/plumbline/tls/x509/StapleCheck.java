package dev.plumbline.tls.x509;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether an OCSP response vouches for a certificate (RFC 6960 §3.2). Its signer is the certificate's issuer, or a
 * responder with id-kp-OCSPSigning whose certificate that very issuer signed (§4.2.2.2); nobody else.
 */
final class StapleCheck {
  /** How far clocks may be apart. */
  static final Duration SKEW = Duration.ofMinutes(5);

  /** How long a response without nextUpdate is taken for new; RFC 6960 §4.2.2.1 leaves it open. */
  static final Duration FRESH = Duration.ofDays(1);

  /** Hashes of CertID; SHA-1 is what most responders still identify certificates by (RFC 5019 §2.1.1). */
  private static final Map<Oid, String> HASHES =
      Map.of(
          Oid.of("1.3.14.3.2.26"), "SHA-1",
          Oid.of("2.16.840.1.101.3.4.2.1"), "SHA-256",
          Oid.of("2.16.840.1.101.3.4.2.2"), "SHA-384",
          Oid.of("2.16.840.1.101.3.4.2.3"), "SHA-512");

  private final CryptoEngine engine;
  private final ParsedCertificate leaf;
  private final ParsedCertificate issuer;
  private final PathPolicy policy;
  private final Instant now;
  private final HeldKeys keys;

  StapleCheck(CryptoEngine engine, List<ParsedCertificate> path, PathPolicy policy, Instant now, HeldKeys keys) {
    this.engine = engine;
    this.leaf = path.get(0);
    this.issuer = path.get(1);
    this.policy = policy;
    this.now = now;
    this.keys = keys;
  }

  OcspStaple check(Bytes ocspResponse, SubjectKey issuerKey) throws Refusal, EngineException {
    OcspResponse response;
    try {
      response = OcspResponse.read(ocspResponse);
    } catch (MalformedCertificate e) {
      throw Refusal.because(e, Fault.CERTIFICATE_STATUS_MALFORMED, e.getMessage());
    }
    OcspResponse.Single single = aboutLeaf(response);
    String signer = checkSigner(response, issuerKey);
    if (policy.checkDates()) {
      checkUpdates(single);
    }
    if (single.status() == OcspResponse.Status.REVOKED) {
      throw Refusal.of(
          Fault.CERTIFICATE_STATUS_REVOKED, leaf.shortName(), Instant.ofEpochSecond(single.revokedAt()));
    }
    if (single.status() == OcspResponse.Status.UNKNOWN) {
      throw unusable("the responder does not know " + leaf.shortName());
    }
    Optional<Instant> next =
        single.nextUpdate() == OcspResponse.Single.OPEN
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(single.nextUpdate()));
    return new OcspStaple(
        signer, Instant.ofEpochSecond(response.producedAt()), Instant.ofEpochSecond(single.thisUpdate()), next);
  }

  private OcspResponse.Single aboutLeaf(OcspResponse response) throws Refusal {
    for (OcspResponse.Single single : response.responses()) {
      if (isLeaf(single.id())) {
        return single;
      }
    }
    throw unusable("it is not about " + leaf.shortName());
  }

  private boolean isLeaf(OcspResponse.CertId id) {
    if (!sameBytes(id.serialNumber(), leaf.serialOctets())) {
      return false;
    }
    for (Map.Entry<Oid, String> hash : HASHES.entrySet()) {
      if (hash.getKey().is(id.hashAlgorithm())) {
        return sameBytes(id.issuerNameHash(), hash(hash.getValue(), leaf.issuerName().element()))
            && sameBytes(id.issuerKeyHash(), hash(hash.getValue(), issuer.keyInfo().keyBits()));
      }
    }
    return false;
  }

  /** Who signed it, by name, once the signature holds. */
  private String checkSigner(OcspResponse response, SubjectKey issuerKey) throws Refusal, EngineException {
    if (isResponder(response, issuer)) {
      checkSignature(response, issuer, issuerKey);
      return issuer.shortName();
    }
    for (ParsedCertificate responder : response.certificates()) {
      if (isResponder(response, responder) && issuer.subjectName().matches(responder.issuerName())) {
        SubjectKey key = delegate(responder, issuerKey);
        checkSignature(response, responder, key);
        return responder.shortName();
      }
    }
    throw unusable("it was signed neither by " + issuer.shortName() + " nor by a responder of it");
  }

  /** The key of a responder that the issuer appointed (RFC 6960 §4.2.2.2). */
  private SubjectKey delegate(ParsedCertificate responder, SubjectKey issuerKey) throws Refusal, EngineException {
    if (!responder.extensions().extendedKeyUsage().ocspSigning()) {
      throw unusable(responder.shortName() + " signed it, which is no responder (id-kp-OCSPSigning)");
    }
    try {
      SubjectKey key = keys.verified(responder, issuer, issuerKey);
      if (policy.checkDates()) {
        PathValidation.checkDates(responder, now);
      }
      PathValidation.checkCritical(responder);
      return key;
    } catch (Refusal refusal) {
      String why = "its responder's certificate does not hold: " + refusal.sentence();
      throw Refusal.because(refusal, Fault.CERTIFICATE_STATUS_MALFORMED, why);
    }
  }

  private void checkSignature(OcspResponse response, ParsedCertificate signer, SubjectKey key)
      throws Refusal, EngineException {
    SignatureAlgorithm algorithm = response.algorithm();
    boolean accepted =
        algorithm.tlsScheme().filter(scheme -> engine.profile().schemes().contains(scheme)).isPresent()
            && algorithm.scheme().keyType() == key.type();
    if (!accepted) {
      throw unusable("it is signed with " + algorithm.name() + ", which is not accepted from " + signer.shortName());
    }
    try {
      Der signed = response.signed();
      Der signature = response.signature();
      engine.verify(
          key,
          algorithm.scheme(),
          CryptoView.of(signed.bytes(), signed.header(), signed.limit() - signed.header()),
          CryptoView.of(signature.bytes(), signature.start(), signature.length()));
    } catch (PeerRejected e) {
      throw Refusal.because(
          e, Fault.CERTIFICATE_STATUS_MALFORMED, "its signature does not verify with the key of " + signer.shortName());
    }
  }

  private static boolean isResponder(OcspResponse response, ParsedCertificate candidate) {
    return response.responderName() != null
        ? response.responderName().matches(candidate.subjectName())
        : sameBytes(response.responderKeyHash(), hash("SHA-1", candidate.keyInfo().keyBits()));
  }

  /** RFC 6960 §3.2 (5), (6). */
  private void checkUpdates(OcspResponse.Single single) throws Refusal {
    long early = now.plus(SKEW).getEpochSecond();
    long late = now.minus(SKEW).getEpochSecond();
    if (single.thisUpdate() > early) {
      throw unusable("it holds from " + Instant.ofEpochSecond(single.thisUpdate()) + "; this clock says " + now);
    }
    long until =
        single.nextUpdate() == OcspResponse.Single.OPEN
            ? single.thisUpdate() + FRESH.toSeconds()
            : single.nextUpdate();
    if (until < late || until < single.thisUpdate()) {
      throw unusable("it held until " + Instant.ofEpochSecond(until) + "; this clock says " + now);
    }
  }

  private static Refusal unusable(String why) {
    return Refusal.of(Fault.CERTIFICATE_STATUS_MALFORMED, why);
  }

  private static boolean sameBytes(Der element, byte[] bytes) {
    return MessageDigest.isEqual(element.content(), bytes);
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
    }
  }
}
