package dev.plumbline.tls.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.testing.NullEngine;
import java.util.Arrays;

/** The other side of {@link NullEngine}: sizes without cryptography. */
final class NullServerCrypto implements ServerCrypto {
  private final RecordCipher cipher = NullEngine.recordCipher();
  private long sent;
  private long received;

  @Override
  public byte[] share(NamedGroup group) {
    return new byte[group.publicPointLength()];
  }

  @Override
  public byte[] sign(TestKey key, SignatureScheme scheme, byte[] signed) {
    return new byte[8];
  }

  @Override
  public void preMaster(CipherSuite suite, NamedGroup group, TestKey serverKey, byte[] exchangeKeys) {
    // There is nothing to compute.
  }

  @Override
  public void masterSecret(byte[] sessionHash, byte[] clientRandom, byte[] serverRandom) {
    // There is nothing to compute.
  }

  @Override
  public byte[] master() {
    return new byte[48];
  }

  @Override
  public void resume(byte[] master) {
    // There is nothing to take over.
  }

  @Override
  public void keys(byte[] clientRandom, byte[] serverRandom) {
    // There is nothing to compute.
  }

  @Override
  public byte[] verifyData(Finisher who, byte[] handshakeHash) {
    byte[] data = new byte[12];
    Arrays.fill(data, NullEngine.verifyDataFilling(who));
    return data;
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    byte[] out = new byte[plaintext.length + cipher.overhead()];
    try {
      cipher.seal(sent++, contentType, CryptoView.of(plaintext), CryptoView.of(out));
      return out;
    } catch (EngineException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] open(int contentType, byte[] fragment) {
    byte[] out = new byte[fragment.length - cipher.overhead()];
    try {
      cipher.open(received++, contentType, CryptoView.of(fragment), CryptoView.of(out));
      return out;
    } catch (PeerRejected | EngineException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean verify(byte[] certificate, SignatureScheme scheme, byte[] signed, byte[] signature) {
    return true;
  }
}
