package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.JwtReport.SignatureForm;
import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the algorithm and the signature of a JWT, in sentences (C11, C12, C74). */
final class JwtSignatureProblems {
  private static final Map<String, Integer> ECDSA_LENGTHS = Map.of("ES256", 64, "ES384", 96, "ES512", 132);

  /** Bytes that a signer may leave out of r and s if they are zero. */
  private static final int LEADING_ZEROS = 4;
  private static final int SMALLEST_MODULUS = 256;

  private final JwtSignature signature;
  private final Optional<PublicKey> key;
  private final List<TokenProblem> problems;

  private JwtSignatureProblems(JwtSignature signature, Optional<PublicKey> key, List<TokenProblem> problems) {
    this.signature = signature;
    this.key = key;
    this.problems = problems;
  }

  static void add(
      JwtSignature signature, TokenLimits limits, Optional<PublicKey> key, List<TokenProblem> problems) {
    JwtSignatureProblems all = new JwtSignatureProblems(signature, key, problems);
    all.algorithm(limits);
    all.form();
    all.check();
  }

  private void add(Kind kind, String sentence) {
    problems.add(new TokenProblem(kind, sentence));
  }

  private void algorithm(TokenLimits limits) {
    String algorithm = signature.algorithm();
    if (!limits.algorithms().isEmpty() && !limits.algorithms().contains(algorithm)) {
      add(Kind.ALGORITHM_NOT_TAKEN,
          "alg is '" + algorithm + "'; the service takes " + String.join(" and ", limits.algorithms().stream().sorted()
              .toList()));
    }
    key.flatMap(one -> mismatch(algorithm, one)).ifPresent(
        is -> add(Kind.ALGORITHM_AGAINST_KEY,
            "alg is '" + algorithm + "' and the key that it is to be checked with is " + is));
  }

  /** What the key is, if it is not what alg needs (RFC 7518 §3.1). */
  private static Optional<String> mismatch(String algorithm, PublicKey key) {
    if (key instanceof RSAPublicKey) {
      return algorithm.startsWith("RS") || algorithm.startsWith("PS") ? Optional.empty() : Optional.of("an RSA key");
    }
    if (!(key instanceof ECPublicKey ec)) {
      return Optional.empty();
    }
    int bits = ec.getParams().getCurve().getField().getFieldSize();
    String wanted = bits == 256 ? "ES256" : bits == 384 ? "ES384" : bits == 521 ? "ES512" : "";
    return algorithm.equals(wanted) ? Optional.empty() : Optional.of("an EC key of " + bits + " bits");
  }

  private void form() {
    String algorithm = signature.algorithm();
    if (signature.form() == SignatureForm.MISSING) {
      add(Kind.SIGNATURE_MISSING, "the signature is empty: nothing was signed, or the token was cut off");
    } else if (signature.form() == SignatureForm.ALL_ZERO) {
      add(Kind.SIGNATURE_ALL_ZERO,
          "the signature is " + signature.length() + " zero bytes: the signer returned nothing, and its error went "
              + "unnoticed (seen with hardware ECDSA on ESP-IDF 5.0)");
    } else if (ECDSA_LENGTHS.containsKey(algorithm)) {
      ecdsa(ECDSA_LENGTHS.get(algorithm));
    } else if (algorithm.startsWith("RS") || algorithm.startsWith("PS")) {
      rsa();
    }
  }

  private void ecdsa(int wanted) {
    if (signature.form() == SignatureForm.DER && signature.length() != wanted) {
      add(Kind.SIGNATURE_IS_DER,
          "the signature is DER of " + signature.length() + " bytes; " + signature.algorithm() + " wants r and s one"
              + " after the other, " + wanted + " bytes (RFC 7518 §3.4)");
    } else if (cut(wanted)) {
      addCut(wanted + " bytes");
    } else if (signature.length() != wanted) {
      add(Kind.SIGNATURE_LENGTH,
          "the signature has " + signature.length() + " bytes; " + signature.algorithm() + " has " + wanted
              + (signature.form() == SignatureForm.RSA ? ", and this is as long as one of RSA" : ""));
    }
  }

  private void rsa() {
    int wanted = key.filter(RSAPublicKey.class::isInstance).map(RSAPublicKey.class::cast)
        .map(rsa -> (rsa.getModulus().bitLength() + 7) / 8).orElse(0);
    boolean possible = wanted == 0 ? signature.form() == SignatureForm.RSA : signature.length() == wanted;
    if (cut(wanted == 0 ? SMALLEST_MODULUS : wanted)) {
      addCut("as many as the key's modulus, " + (wanted == 0 ? "256 with 2048 bits" : String.valueOf(wanted)));
    } else if (!possible) {
      add(Kind.SIGNATURE_LENGTH,
          "the signature has " + signature.length() + " bytes; " + signature.algorithm() + " has as many as the key's "
              + "modulus, " + (wanted == 0 ? "256 with 2048 bits" : String.valueOf(wanted)));
    }
  }

  /** Shorter than any signature, by more than zeros that were left out at its beginning. */
  private boolean cut(int wanted) {
    return signature.form() == SignatureForm.OTHER && signature.length() < wanted - LEADING_ZEROS;
  }

  private void addCut(String wanted) {
    add(Kind.SIGNATURE_CUT,
        "the signature has " + signature.length() + " bytes; " + signature.algorithm() + " has " + wanted
            + ": the token was cut off, or copied into a buffer that is too small");
  }

  private void check() {
    SignatureCheck check = signature.check();
    if (check.result() == SignatureCheck.Result.INVALID) {
      add(Kind.SIGNATURE_WRONG,
          "the signature does not verify with this key, in no form that is known: another key signed, or another text"
              + wholeBlocks());
    } else if (check.result() == SignatureCheck.Result.VALID_OTHERWISE && !saidAlready(check)) {
      add(Kind.SIGNATURE_OTHERWISE,
          "the signature is this key's " + check.words() + cutDigest(check) + "; a service does not accept it");
    }
  }

  /** DER alone is a problem of its form, and has been told. */
  private boolean saidAlready(SignatureCheck check) {
    return check.variants().equals(List.of(SignatureVariant.DER))
        && problems.stream().anyMatch(one -> one.kind() == Kind.SIGNATURE_IS_DER);
  }

  private static String cutDigest(SignatureCheck check) {
    return check.variants().contains(SignatureVariant.DIGEST_CUT_AT_ZERO)
        ? ", a fault of google-cloud-iot-arduino that spoils about one token in eight"
        : "";
  }

  private String wholeBlocks() {
    int length = signature.signed().length();
    return length % 64 == 0
        ? "; header and claims have " + length + " bytes, a multiple of 64, for which ArduinoECCX08's ECCX08JWS signs"
            + " what happens to be in memory (C74)"
        : "";
  }
}
