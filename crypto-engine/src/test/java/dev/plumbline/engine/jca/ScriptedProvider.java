package dev.plumbline.engine.jca;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.CipherSpi;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;

/**
 * A provider that nobody has measured, found by the service loader. It has the JDK's HMAC, and whatever else a test
 * puts in: good keys, and operations that go wrong.
 */
public final class ScriptedProvider extends Provider {
  static final String NAME = "Scripted";

  private static final long serialVersionUID = 1L;

  public ScriptedProvider() {
    super(NAME, "1", "what a test says");
    for (String hash : List.of("HmacSHA256", "HmacSHA384", "HmacSHA512")) {
      borrow("SunJCE", "Mac", hash);
    }
  }

  /** As another provider does it. */
  ScriptedProvider borrow(String provider, String type, String algorithm) {
    Service service = Security.getProvider(provider).getService(type, algorithm);
    return with(
        type,
        algorithm,
        () -> {
          try {
            return service.newInstance(null);
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  ScriptedProvider with(String type, String algorithm, Supplier<Object> implementation) {
    putService(
        new Service(this, type, algorithm, Object.class.getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return implementation.get();
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return true;
          }
        });
    return this;
  }

  /** A cipher that answers with what a test says, whatever it is asked. */
  static final class Answering extends CipherSpi {
    private final Supplier<byte[]> answer;

    Answering(Supplier<byte[]> answer) {
      this.answer = answer;
    }

    @Override
    protected byte[] engineDoFinal(byte[] in, int offset, int length) {
      return answer.get();
    }

    @Override
    protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset) {
      return answer.get().length;
    }

    @Override
    protected byte[] engineUpdate(byte[] in, int offset, int length) {
      return answer.get();
    }

    @Override
    protected int engineUpdate(byte[] in, int offset, int length, byte[] out, int outOffset) {
      return answer.get().length;
    }

    @Override
    protected void engineUpdateAAD(byte[] aad, int offset, int length) {
      // Whatever it is.
    }

    @Override
    protected void engineSetMode(String mode) {
      // Every mode.
    }

    @Override
    protected void engineSetPadding(String padding) {
      // Every padding.
    }

    @Override
    protected int engineGetBlockSize() {
      return 0;
    }

    @Override
    protected int engineGetOutputSize(int inputLength) {
      return inputLength;
    }

    @Override
    protected byte[] engineGetIV() {
      return new byte[0];
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return null;
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) {
      // Every key.
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      // Every key.
    }

    @Override
    protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
      // Every key.
    }
  }

  /** The JDK's ECDH without the leading zeros of its result. */
  static final class WithoutLeadingZeros extends KeyAgreementSpi {
    private final KeyAgreement agreement;

    WithoutLeadingZeros() {
      try {
        agreement = KeyAgreement.getInstance("ECDH", "SunEC");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
      agreement.init(key);
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected Key engineDoPhase(Key key, boolean last) throws InvalidKeyException {
      return agreement.doPhase(key, last);
    }

    @Override
    protected byte[] engineGenerateSecret() {
      byte[] secret = agreement.generateSecret();
      int zeros = 0;
      while (secret[zeros] == 0) {
        zeros++;
      }
      return Arrays.copyOfRange(secret, zeros, secret.length);
    }

    @Override
    protected int engineGenerateSecret(byte[] out, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
      throw new UnsupportedOperationException();
    }
  }
}
