package dev.plumbline.vectors;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cryptography of TLS 1.2 with nothing but the JDK, so that it can judge values that were made with something
 * else.
 */
final class Jdk {
  private static final int HASH = 32;

  private Jdk() {}

  /** PRF of RFC 5246 §5 with SHA-256. */
  static byte[] prf(byte[] secret, String label, byte[] seed, int length) throws GeneralSecurityException {
    byte[] labelAndSeed = concat(label.getBytes(StandardCharsets.US_ASCII), seed);
    byte[] out = new byte[(length + HASH - 1) / HASH * HASH];
    byte[] a = labelAndSeed;
    for (int at = 0; at < out.length; at += HASH) {
      a = hmac(secret, a);
      System.arraycopy(hmac(secret, concat(a, labelAndSeed)), 0, out, at, HASH);
    }
    return Arrays.copyOf(out, length);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  static byte[] hash(String algorithm, byte[] data) throws GeneralSecurityException {
    return MessageDigest.getInstance(algorithm).digest(data);
  }

  /** AES-128-GCM: ciphertext and tag. */
  static byte[] seal(byte[] key, byte[] nonce, byte[] additionalData, byte[] plaintext)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(additionalData);
    return cipher.doFinal(plaintext);
  }

  /** The shared secret of a private number and the other's point, both as in the handshake. */
  static byte[] agree(int group, byte[] scalar, byte[] point) throws GeneralSecurityException {
    return switch (group) {
      case 23 -> ecdh("secp256r1", scalar, point);
      case 24 -> ecdh("secp384r1", scalar, point);
      case 29 -> x25519(scalar, point);
      default -> throw new GeneralSecurityException("group " + group);
    };
  }

  private static byte[] ecdh(String curve, byte[] scalar, byte[] point) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve));
    ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
    int length = (point.length - 1) / 2;
    ECPoint w =
        new ECPoint(new BigInteger(1, point, 1, length), new BigInteger(1, point, 1 + length, length));
    KeyFactory factory = KeyFactory.getInstance("EC");
    return agreement(
        "ECDH",
        factory.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), spec)),
        factory.generatePublic(new ECPublicKeySpec(w, spec)));
  }

  private static byte[] x25519(byte[] scalar, byte[] point) throws GeneralSecurityException {
    byte[] bigEndian = new byte[point.length];
    for (int i = 0; i < point.length; i++) {
      bigEndian[i] = point[point.length - 1 - i];
    }
    bigEndian[0] &= 0x7F;
    KeyFactory factory = KeyFactory.getInstance("X25519");
    return agreement(
        "X25519",
        factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)),
        factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, bigEndian))));
  }

  private static byte[] agreement(String algorithm, PrivateKey mine, PublicKey theirs)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm);
    agreement.init(mine);
    agreement.doPhase(theirs, true);
    return agreement.generateSecret();
  }

  /** RSAES-PKCS1-v1_5 with a private key in PEM. */
  static byte[] decryptRsa(String keyPem, byte[] encrypted) throws GeneralSecurityException {
    byte[] der = Base64.getMimeDecoder().decode(keyPem.replaceAll("-----[A-Z ]+-----", ""));
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.DECRYPT_MODE, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
    return cipher.doFinal(encrypted);
  }

  /** Whether a signature over some bytes holds, by the SignatureScheme's number. */
  static boolean verify(byte[] certificate, int scheme, byte[] signed, byte[] signatureValue)
      throws GeneralSecurityException {
    Signature signature =
        switch (scheme) {
          case 0x0403 -> Signature.getInstance("SHA256withECDSA");
          case 0x0503 -> Signature.getInstance("SHA384withECDSA");
          case 0x0401 -> Signature.getInstance("SHA256withRSA");
          case 0x0804 -> pss();
          default -> throw new GeneralSecurityException("scheme " + scheme);
        };
    signature.initVerify(
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
    signature.update(signed);
    return signature.verify(signatureValue);
  }

  private static Signature pss() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, HASH, 1));
    return signature;
  }

  static byte[] concat(byte[]... parts) {
    byte[] out = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }
}
