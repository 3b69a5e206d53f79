package dev.plumbline.tls.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A server's cryptography by the JDK, written from the RFCs and not from the engines, so that it can hold them to
 * account.
 */
final class JcaServerCrypto implements ServerCrypto {
  private static final int TAG_BITS = 128;

  private KeyPair mine;
  private byte[] preMaster;
  private byte[] master;
  private byte[] keyBlock;
  private long sent;
  private long received;

  /** An action of the JDK whose failure is the test's failure. */
  private interface Action<T> {
    T run() throws GeneralSecurityException;
  }

  private static <T> T jca(Action<T> action) {
    try {
      return action.run();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] share(NamedGroup group) {
    mine = jca(() -> {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(group == NamedGroup.X25519 ? "X25519" : "EC");
      if (group != NamedGroup.X25519) {
        generator.initialize(new ECGenParameterSpec(group.ianaName()));
      }
      return generator.generateKeyPair();
    });
    if (mine.getPublic() instanceof XECPublicKey x) {
      return reversed(fixed(x.getU(), 32));
    }
    ECPoint w = ((ECPublicKey) mine.getPublic()).getW();
    int size = (group.publicPointLength() - 1) / 2;
    return ByteBuffer.allocate(group.publicPointLength())
        .put((byte) 4).put(fixed(w.getAffineX(), size)).put(fixed(w.getAffineY(), size)).array();
  }

  @Override
  public byte[] sign(TestKey key, SignatureScheme scheme, byte[] signed) {
    return jca(() -> {
      Signature signature = signature(scheme);
      signature.initSign(key.privateKey());
      signature.update(signed);
      return signature.sign();
    });
  }

  @Override
  public boolean verify(byte[] certificate, SignatureScheme scheme, byte[] signed, byte[] value) {
    return jca(() -> {
      Signature signature = signature(scheme);
      signature.initVerify(
          CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
      signature.update(signed);
      return signature.verify(value);
    });
  }

  private static Signature signature(SignatureScheme scheme) throws GeneralSecurityException {
    String hash = scheme.hash().standardName();
    if (!scheme.pss()) {
      String name = hash.replace("-", "") + "with" + scheme.keyType();
      return Signature.getInstance(name.replace("withEC", "withECDSA"));
    }
    Signature pss = Signature.getInstance("RSASSA-PSS");
    pss.setParameter(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), scheme.hash().length(), 1));
    return pss;
  }

  @Override
  public void preMaster(CipherSuite suite, NamedGroup group, TestKey serverKey, byte[] exchangeKeys) {
    if (suite.ephemeral()) {
      byte[] point = Arrays.copyOfRange(exchangeKeys, 1, exchangeKeys.length);
      preMaster = jca(() -> {
        KeyAgreement agreement = KeyAgreement.getInstance(group == NamedGroup.X25519 ? "X25519" : "ECDH");
        agreement.init(mine.getPrivate());
        agreement.doPhase(publicKey(group, point), true);
        return agreement.generateSecret();
      });
    } else {
      preMaster = jca(() -> {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.DECRYPT_MODE, serverKey.privateKey());
        return rsa.doFinal(exchangeKeys, 2, exchangeKeys.length - 2);
      });
      if (preMaster.length != 48 || preMaster[0] != 3 || preMaster[1] != 3) {
        throw new AssertionError("a pre_master_secret is 48 bytes and begins with the offered version");
      }
    }
  }

  private static PublicKey publicKey(NamedGroup group, byte[] point) throws GeneralSecurityException {
    if (group == NamedGroup.X25519) {
      return KeyFactory.getInstance("X25519")
          .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(point))));
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(group.ianaName()));
    int size = (point.length - 1) / 2;
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size)),
            new BigInteger(1, Arrays.copyOfRange(point, 1 + size, point.length)));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(w, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  @Override
  public void masterSecret(byte[] sessionHash, byte[] clientRandom, byte[] serverRandom) {
    master =
        sessionHash != null
            ? prf(preMaster, "extended master secret", sessionHash, 48)
            : prf(preMaster, "master secret", joined(clientRandom, serverRandom), 48);
  }

  @Override
  public byte[] master() {
    return master.clone();
  }

  @Override
  public void resume(byte[] earlier) {
    master = earlier.clone();
  }

  @Override
  public void keys(byte[] clientRandom, byte[] serverRandom) {
    keyBlock = prf(master, "key expansion", joined(serverRandom, clientRandom), 40);
  }

  @Override
  public byte[] verifyData(Finisher who, byte[] handshakeHash) {
    return prf(master, who.label(), handshakeHash, 12);
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    byte[] nonce = ByteBuffer.allocate(8).putLong(sent).array();
    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, 16, 36, nonce, sent++, contentType, plaintext.length, plaintext);
    return joined(nonce, sealed);
  }

  @Override
  public byte[] open(int contentType, byte[] fragment) {
    byte[] nonce = Arrays.copyOf(fragment, 8);
    byte[] sealed = Arrays.copyOfRange(fragment, 8, fragment.length);
    try {
      return gcm(Cipher.DECRYPT_MODE, 0, 32, nonce, received++, contentType, sealed.length - 16, sealed);
    } catch (IllegalStateException e) {
      throw new AssertionError("the client's record is not authentic", e);
    }
  }

  /** RFC 5288 §3, RFC 5246 §6.2.3.3. */
  private byte[] gcm(int mode, int key, int iv, byte[] nonce, long sequence, int type, int length, byte[] input) {
    byte[] additional =
        ByteBuffer.allocate(13).putLong(sequence).put((byte) type).putShort((short) 0x0303).putShort((short) length)
            .array();
    return jca(() -> {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] whole = joined(Arrays.copyOfRange(keyBlock, iv, iv + 4), nonce);
      cipher.init(mode, new SecretKeySpec(keyBlock, key, 16, "AES"), new GCMParameterSpec(TAG_BITS, whole));
      cipher.updateAAD(additional);
      return cipher.doFinal(input);
    });
  }

  /** RFC 5246 §5. */
  private static byte[] prf(byte[] secret, String label, byte[] seed, int length) {
    byte[] labelled = joined(label.getBytes(StandardCharsets.US_ASCII), seed);
    return jca(() -> {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(secret, "HmacSHA256"));
      ByteBuffer out = ByteBuffer.allocate(length + 32);
      byte[] a = labelled;
      while (out.position() < length) {
        a = hmac.doFinal(a);
        hmac.update(a);
        out.put(hmac.doFinal(labelled));
      }
      return Arrays.copyOf(out.array(), length);
    });
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] fixed(BigInteger value, int size) {
    byte[] bytes = value.toByteArray();
    byte[] out = new byte[size];
    int skip = Math.max(0, bytes.length - size);
    System.arraycopy(bytes, skip, out, size - (bytes.length - skip), bytes.length - skip);
    return out;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = bytes[bytes.length - 1 - i];
    }
    return out;
  }
}
