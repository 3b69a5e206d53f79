package dev.plumbline.engine.wycheproof;

import static dev.plumbline.engine.wycheproof.Runner.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TestSignatures;
import dev.plumbline.engine.key.PrivateKeys;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Signatures, verified and made through the engine's verbs. */
final class SignatureRunners {
  private final CryptoEngine engine;

  SignatureRunners(CryptoEngine engine) {
    this.engine = engine;
  }

  Outcome ecdsa(JsonNode group, JsonNode test) throws Exception {
    return verify(ecKey(group), scheme(KeyType.EC, false, group).orElseThrow(), test, hex(test, "sig"));
  }

  /** The engine speaks DER only: both halves are put into it; any other length has no equivalent there. */
  Outcome ecdsaP1363(JsonNode group, JsonNode test) throws Exception {
    PublicKeyInfo.Ec key = ecKey(group);
    byte[] signature = hex(test, "sig");
    int half = key.group().bits() / 8;
    if (signature.length != 2 * half) {
      return Outcome.REJECTED;
    }
    byte[] r = new BigInteger(1, signature, 0, half).toByteArray();
    byte[] s = new BigInteger(1, signature, half, half).toByteArray();
    byte[] der = TestSignatures.der(r, s);
    return verify(key, scheme(KeyType.EC, false, group).orElseThrow(), test, der);
  }

  Outcome rsaPkcs1(JsonNode group, JsonNode test) throws Exception {
    return verify(rsaKey(group), scheme(KeyType.RSA, false, group).orElseThrow(), test, hex(test, "sig"));
  }

  Outcome rsaPss(JsonNode group, JsonNode test) throws Exception {
    Optional<SignatureScheme> scheme = scheme(KeyType.RSA, true, group);
    if (scheme.isEmpty()) {
      return Outcome.outside("no scheme with " + group.get("sha").asText());
    }
    Outcome outcome = verify(rsaKey(group), scheme.get(), test, hex(test, "sig"));
    boolean asInTls =
        group.get("mgfSha").asText().equals(group.get("sha").asText())
            && group.get("sLen").asInt() == scheme.get().hash().length();
    if (asInTls) {
      return outcome;
    }
    assertEquals(Outcome.REJECTED, outcome);
    return Outcome.outside("PSS with another salt length or MGF1 hash than RFC 8446 §4.2.3 fixes: seen to be rejected");
  }

  Outcome signPkcs1(JsonNode group, JsonNode test) throws Exception {
    byte[] pem = group.get("privateKeyPem").asText().getBytes(StandardCharsets.US_ASCII);
    try (PrivateKeyMaterial fromDer = PrivateKeys.read(hex(group, "privateKeyPkcs8"));
        PrivateKeyMaterial fromPem = PrivateKeys.read(pem)) {
      if (group.get("keySize").asInt() < engine.profile().minRsaBits()) {
        assertThrows(EngineException.class, () -> engine.importKey(fromDer));
        return Outcome.REJECTED;
      }
      Optional<SignatureScheme> scheme = scheme(KeyType.RSA, false, group);
      if (scheme.isEmpty()) {
        return Outcome.outside("no scheme with " + group.get("sha").asText());
      }
      for (PrivateKeyMaterial key : List.of(fromDer, fromPem)) {
        byte[] signature = TestSignatures.sign(engine, key, scheme.get(), hex(test, "msg"));
        assertArrayEquals(hex(test, "sig"), signature);
      }
      return Outcome.ACCEPTED;
    }
  }

  private Outcome verify(PublicKeyInfo info, SignatureScheme scheme, JsonNode test, byte[] signature)
      throws EngineException {
    try (SubjectKey key = engine.trustAnchor(info)) {
      engine.verify(key, scheme, CryptoView.of(hex(test, "msg")), CryptoView.of(signature));
      return Outcome.ACCEPTED;
    } catch (PeerRejected e) {
      return Outcome.REJECTED;
    }
  }

  private static PublicKeyInfo.Ec ecKey(JsonNode group) {
    JsonNode key = group.get("publicKey");
    NamedGroup curve =
        key.get("curve").asText().equals("secp256r1") ? NamedGroup.SECP256R1 : NamedGroup.SECP384R1;
    return new PublicKeyInfo.Ec(curve, CryptoView.of(hex(key, "uncompressed")));
  }

  static PublicKeyInfo.Rsa rsaKey(JsonNode group) {
    JsonNode key = group.has("publicKey") ? group.get("publicKey") : group.get("privateKey");
    return new PublicKeyInfo.Rsa(number(key, "modulus"), number(key, "publicExponent"));
  }

  private static CryptoView number(JsonNode key, String field) {
    byte[] bytes = hex(key, field);
    int zeros = 0;
    while (bytes[zeros] == 0) {
      zeros++;
    }
    return CryptoView.of(bytes, zeros, bytes.length - zeros);
  }

  private static Optional<SignatureScheme> scheme(KeyType type, boolean pss, JsonNode group) {
    for (SignatureScheme scheme : SignatureScheme.values()) {
      HashAlgorithm hash = scheme.hash();
      if (scheme.keyType() == type && scheme.pss() == pss && hash.standardName().equals(group.get("sha").asText())) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
