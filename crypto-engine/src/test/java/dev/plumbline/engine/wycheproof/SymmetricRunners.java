package dev.plumbline.engine.wycheproof;

import static dev.plumbline.engine.wycheproof.Runner.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.engine.EngineCase;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.Primitives.Aead;
import dev.plumbline.engine.spi.Primitives.Hmac;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** AES-GCM, HMAC and RSA encryption, which the verbs use with inputs of their own: put to the primitives below them. */
final class SymmetricRunners {
  private final EngineCase with;
  private final Primitives primitives;

  SymmetricRunners(EngineCase with) {
    this.with = with;
    this.primitives = with.primitives(Engines.systemEntropy());
  }

  Outcome aesGcm(JsonNode group, JsonNode test) throws Exception {
    byte[] key = hex(test, "key");
    byte[] nonce = hex(test, "iv");
    byte[] message = hex(test, "msg");
    byte[] fragment = concat(hex(test, "ct"), hex(test, "tag"));
    byte[] aad = hex(test, "aad");
    int length = fragment.length - Aead.TAG_LENGTH;
    byte[] opened = new byte[length];
    try (Aead aead = primitives.aesGcm(key, 0, key.length)) {
      if (nonce.length != Aead.NONCE_LENGTH) {
        assertThrows(
            IllegalArgumentException.class, () -> aead.open(nonce, aad, fragment, 0, length, opened, 0));
        return Outcome.outside("a nonce of other than 96 bits: seen to be refused (RFC 5288 §3 has 4 + 8 bytes)");
      }
      boolean authentic = aead.open(nonce, aad, fragment, 0, length, opened, 0);
      if (authentic) {
        assertArrayEquals(message, opened);
        byte[] sealed = new byte[fragment.length];
        aead.seal(nonce, aad, message, 0, message.length, sealed, 0);
        assertArrayEquals(fragment, sealed);
      } else {
        assertArrayEquals(new byte[length], opened, "nothing may be written");
      }
      return Outcome.of(authentic);
    }
  }

  Outcome hmac(JsonNode group, JsonNode test, HashAlgorithm hash) throws Exception {
    byte[] key = hex(test, "key");
    byte[] message = hex(test, "msg");
    byte[] result = new byte[hash.length()];
    try (Hmac hmac = primitives.hmac(hash, key, 0, key.length)) {
      hmac.update(message, 0, message.length);
      hmac.finish(result, 0);
    }
    return Outcome.of(Arrays.equals(hex(test, "tag"), Arrays.copyOf(result, group.get("tagSize").asInt() / 8)));
  }

  /**
   * The vectors are for decryption, which a client has not: with the padding they contain, encryption must give them
   * back.
   */
  Outcome rsaEncryption(JsonNode group, JsonNode test) throws Exception {
    if (!test.get("result").asText().equals("valid")) {
      return Outcome.outside("a ciphertext that decryption must refuse; the engine only encrypts");
    }
    JsonNode key = group.get("privateKey");
    BigInteger modulus = new BigInteger(key.get("modulus").asText(), 16);
    BigInteger exponent = new BigInteger(key.get("privateExponent").asText(), 16);
    byte[] ciphertext = hex(test, "ct");
    byte[] message = hex(test, "msg");
    BigInteger block = new BigInteger(1, ciphertext).modPow(exponent, modulus);
    byte[] encoded = BigIntegers.asUnsignedByteArray(ciphertext.length, block);
    byte[] padding = Arrays.copyOfRange(encoded, 2, encoded.length - message.length - 1);
    PinnedEntropy entropy = PinnedEntropy.exactly().pin(Purpose.PKCS1_PADDING, padding);
    try (Primitives.PublicKey publicKey = with.primitives(entropy).publicKey(SignatureRunners.rsaKey(group))) {
      assertArrayEquals(ciphertext, publicKey.encrypt(message));
    }
    return Outcome.ACCEPTED;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
