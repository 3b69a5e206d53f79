package dev.plumbline.engine.jca;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.security.auth.DestroyFailedException;

/**
 * One family's implementation of one operation, seen to be there. Immutable; what it makes is not thread-safe.
 *
 * @param name the family's, as users know it
 * @param providers of which the first that has a service gives it
 */
record ServiceSource(String name, List<Provider> providers) {
  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final String RAW_RSA = "RSA/ECB/NoPadding";
  private static final String RAW_ECDSA = "NONEwithECDSA";

  /** Empty if the family lacks some of what the operation needs, a curve or the copying of a hash included. */
  static Optional<ServiceSource> of(ProviderGroup group, JcaOperation operation) {
    try {
      ServiceSource source = new ServiceSource(group.name(), group.providers());
      source.require(operation);
      return Optional.of(source);
    } catch (GeneralSecurityException | CloneNotSupportedException | RuntimeException lacking) {
      return Optional.empty();
    }
  }

  private void require(JcaOperation operation) throws GeneralSecurityException, CloneNotSupportedException {
    switch (operation) {
      case HASH -> {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
          digest(algorithm).clone();
        }
      }
      case HMAC -> {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
          mac(algorithm);
        }
      }
      case GCM -> aesGcm();
      case ECDH_P256 -> requireEcdh(EcEncoding.P256);
      case ECDH_P384 -> requireEcdh(EcEncoding.P384);
      case ECDSA_P256 -> requireEcdsa(EcEncoding.P256);
      case ECDSA_P384 -> requireEcdsa(EcEncoding.P384);
      case RSA_PUBLIC, RSA_PRIVATE -> {
        rawRsa();
        keyFactory("RSA");
      }
    }
  }

  private void requireEcdh(EcEncoding curve) throws GeneralSecurityException {
    ecdh();
    curve.publicKey(this, curve.generator());
  }

  private void requireEcdsa(EcEncoding curve) throws GeneralSecurityException {
    ecdsa();
    curve.publicKey(this, curve.generator());
  }

  MessageDigest digest(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
    String name = algorithm.standardName();
    return MessageDigest.getInstance(name, having("MessageDigest", name));
  }

  /** By the name that {@link #macName} gives. */
  Mac mac(HashAlgorithm algorithm) throws NoSuchAlgorithmException {
    String name = macName(algorithm);
    return Mac.getInstance(name, having("Mac", name));
  }

  static String macName(HashAlgorithm algorithm) {
    return "Hmac" + algorithm.name();
  }

  Cipher aesGcm() throws GeneralSecurityException {
    return cipher(AES_GCM);
  }

  Cipher rawRsa() throws GeneralSecurityException {
    return cipher(RAW_RSA);
  }

  /** A transformation may be registered whole, or by its algorithm alone. */
  private Cipher cipher(String transformation) throws GeneralSecurityException {
    String algorithm = transformation.substring(0, transformation.indexOf('/'));
    for (Provider provider : providers) {
      if (provider.getService("Cipher", transformation) != null || provider.getService("Cipher", algorithm) != null) {
        return Cipher.getInstance(transformation, provider);
      }
    }
    throw new NoSuchAlgorithmException("Cipher " + transformation);
  }

  KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
    return KeyFactory.getInstance(algorithm, having("KeyFactory", algorithm));
  }

  KeyAgreement ecdh() throws NoSuchAlgorithmException {
    return KeyAgreement.getInstance("ECDH", having("KeyAgreement", "ECDH"));
  }

  /** Takes a digest instead of a message. */
  Signature ecdsa() throws NoSuchAlgorithmException {
    return Signature.getInstance(RAW_ECDSA, having("Signature", RAW_ECDSA));
  }

  private Provider having(String type, String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : providers) {
      if (provider.getService(type, algorithm) != null) {
        return provider;
      }
    }
    throw new NoSuchAlgorithmException(type + " " + algorithm);
  }

  /** Overwrites a key where its provider can do that; most only let it be dropped. */
  static void destroy(PrivateKey key) {
    try {
      key.destroy();
    } catch (DestroyFailedException notSupported) {
      // Then it is garbage with its last reference.
    }
  }

  /** For whatever a provider throws when it should have an answer; unchecked exceptions occur. */
  EngineException failed(String operation, Exception cause) {
    return new EngineException(EngineException.Kind.INTERNAL, name + " failed at " + operation, cause);
  }
}
