package dev.plumbline.diagnose.proof;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** Who signed whom, each signature computed once, and no more of them than a bound. */
final class Issuance {
  private static final int MOST_CHECKS = 256;

  private final Map<Pair, SignatureCheck> known = new HashMap<>();

  private record Pair(CertificateFacts subject, CertificateFacts issuer) {}

  /**
   * Whether the issuer's name and key both fit. A signature that nothing can compute is given the benefit of the
   * doubt.
   */
  boolean issued(CertificateFacts issuer, CertificateFacts subject) {
    return issuer.namedAsIssuerOf(subject) && !signature(subject, issuer).invalid();
  }

  /** Whether it is its own issuer, by name and signature. */
  boolean selfSigned(CertificateFacts certificate) {
    return issued(certificate, certificate);
  }

  /** Whether the key of {@code issuer} made the signature on {@code subject}, whatever the names. */
  SignatureCheck signature(CertificateFacts subject, CertificateFacts issuer) {
    Pair pair = new Pair(subject, issuer);
    SignatureCheck result = known.get(pair);
    if (result == null) {
      result =
          known.size() < MOST_CHECKS
              ? verify(subject, issuer.key())
              : SignatureCheck.notComputed("more than " + MOST_CHECKS + " signatures would have to be checked");
      known.put(pair, result);
    }
    return result;
  }

  private static SignatureCheck verify(CertificateFacts subject, KeyFacts issuerKey) {
    SignatureName name = subject.signatureName();
    if (!name.keyType().isEmpty() && !issuerKey.type().startsWith(name.keyType())) {
      return SignatureCheck.invalid("it is signed with " + name.name() + ", and the key is " + issuerKey.words());
    }
    if (issuerKey.key().isEmpty()) {
      return SignatureCheck.notComputed("the key (" + issuerKey.words() + ") is none that can be computed with");
    }
    if (!subject.algorithmsAgree()) {
      return SignatureCheck.invalid("signature and signatureAlgorithm differ");
    }
    return verify(subject, issuerKey.key().get());
  }

  private static SignatureCheck verify(CertificateFacts subject, PublicKey key) {
    try {
      Signature signature = Signature.getInstance(subject.signatureAlgorithm().getAlgorithm().getId(), Bc.PROVIDER);
      if (subject.signatureAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)
          && subject.signatureAlgorithm().getParameters() != null) {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PSS", Bc.PROVIDER);
        parameters.init(subject.signatureAlgorithm().getParameters().toASN1Primitive().getEncoded());
        signature.setParameter(parameters.getParameterSpec(PSSParameterSpec.class));
      }
      signature.initVerify(key);
      signature.update(subject.signedPart());
      return signature.verify(subject.signature())
          ? SignatureCheck.VALID
          : SignatureCheck.invalid("the signature does not fit the key");
    } catch (SignatureException e) {
      return SignatureCheck.invalid("the signature is malformed");
    } catch (GeneralSecurityException | java.io.IOException | RuntimeException e) { // an algorithm that is not there, …
      return SignatureCheck.notComputed(subject.signatureName().name() + " can't be computed");
    }
  }
}
