package dev.plumbline.diagnose.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Tokens made for tests, well or badly. */
final class Tokens {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String ES256 = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
  static final String RS256 = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  static final KeyPair EC = pair("EC");
  static final KeyPair OTHER_EC = pair("EC");
  static final KeyPair RSA = pair("RSA");

  private Tokens() {}

  private static KeyPair pair(String type) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (type.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String claims(String audience, long from, long to) {
    return "{\"aud\":\"" + audience + "\",\"iat\":" + from + ",\"exp\":" + to + "}";
  }

  /** Claims that are in order at {@link #NOW}. */
  static String claims(String audience) {
    return claims(audience, NOW.getEpochSecond() - 60, NOW.getEpochSecond() + 3600);
  }

  static String url(String json) {
    return url(json.getBytes(StandardCharsets.UTF_8));
  }

  static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String standard(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String signed(String header, String claims) {
    return url(header) + "." + url(claims);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** r and s one after the other, over a digest. */
  static byte[] raw(byte[] digest) {
    return sign("NONEwithECDSAinP1363Format", EC, digest);
  }

  static byte[] sign(String algorithm, KeyPair key, byte[] message) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sign(String algorithm, KeyPair key, String text) {
    return sign(algorithm, key, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A token in order, with ES256. */
  static String good(String claims) {
    String signed = signed(ES256, claims);
    return signed + "." + url(raw(sha256(signed)));
  }

  static JwtReport inspect(String token) {
    return inspect(token, EC.getPublic(), TokenLimits.UNKNOWN);
  }

  static JwtReport inspect(String token, PublicKey key, TokenLimits limits) {
    return Jwt.inspect(token.getBytes(StandardCharsets.ISO_8859_1), Optional.ofNullable(key), NOW, limits);
  }
}
