package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.JwtReport.SignatureForm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The signature of a JWT: what it looks like, and what became of checking it.
 *
 * @param signed header, dot and claims, as sent
 * @param length bytes of the signature
 */
record JwtSignature(String algorithm, String signed, SignatureForm form, int length, SignatureCheck check) {
  /** Twice the octets of a field: P-256, P-384, P-521. */
  private static final Set<Integer> RAW_LENGTHS = Set.of(64, 96, 132);

  private static final Set<Integer> MODULUS_LENGTHS = Set.of(128, 256, 384, 512);

  static JwtSignature of(List<String> parts, String algorithm, byte[] signature, Optional<PublicKey> key) {
    SignatureForm form = form(signature);
    return new JwtSignature(
        algorithm, parts.get(0) + "." + parts.get(1), form, signature.length,
        check(parts, algorithm, signature, form, key));
  }

  private static SignatureForm form(byte[] signature) {
    if (signature.length == 0) {
      return SignatureForm.MISSING;
    }
    int or = 0;
    for (byte each : signature) {
      or |= each;
    }
    if (or == 0) {
      return SignatureForm.ALL_ZERO;
    }
    if (EcdsaForms.fromDer(signature).isPresent()) {
      return SignatureForm.DER;
    }
    return RAW_LENGTHS.contains(signature.length) ? SignatureForm.RAW
        : MODULUS_LENGTHS.contains(signature.length) ? SignatureForm.RSA : SignatureForm.OTHER;
  }

  private static SignatureCheck check(
      List<String> parts, String algorithm, byte[] signature, SignatureForm form, Optional<PublicKey> key) {
    if (key.isEmpty()) {
      return SignatureCheck.NO_KEY;
    }
    if (form == SignatureForm.MISSING || form == SignatureForm.ALL_ZERO || algorithm.startsWith("HS")) {
      return SignatureCheck.NOT_CHECKABLE;
    }
    SignedTexts texts = SignedTexts.of(parts.get(0), parts.get(1));
    if (key.get() instanceof ECPublicKey ec) {
      return new EcdsaCheck(ec, algorithm, texts).check(signature);
    }
    return key.get() instanceof RSAPublicKey rsa
        ? new RsaCheck(rsa, algorithm, texts).check(signature)
        : SignatureCheck.NOT_CHECKABLE;
  }
}
