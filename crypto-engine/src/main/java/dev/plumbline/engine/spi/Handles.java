package dev.plumbline.engine.spi;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TrafficKeys;
import java.util.List;

/** What {@link PrimitiveEngine} gives out: each handle wraps one primitive object or one secret. */
final class Handles {
  private Handles() {}

  static final class Hash extends Held implements RunningHash {
    private final RunningHash hash;

    Hash(RunningHash hash) {
      this.hash = hash;
    }

    @Override
    public HashAlgorithm algorithm() {
      return hash.algorithm();
    }

    @Override
    public void update(byte[] data, int offset, int length) {
      requireOpen();
      hash.update(data, offset, length);
    }

    @Override
    public void peek(byte[] out, int offset) {
      requireOpen();
      hash.peek(out, offset);
    }

    @Override
    public void reset() {
      requireOpen();
      hash.reset();
    }

    @Override
    void forget() {
      hash.close();
    }
  }

  static final class Subject extends Held implements SubjectKey {
    final Primitives.PublicKey key;

    Subject(Primitives.PublicKey key) {
      this.key = key;
    }

    @Override
    public KeyType type() {
      return key.type();
    }

    @Override
    void forget() {
      key.close();
    }
  }

  static final class Ephemeral extends Held implements EphemeralKey {
    final Primitives.KeyShare share;

    Ephemeral(Primitives.KeyShare share) {
      this.share = share;
    }

    @Override
    public NamedGroup group() {
      return share.group();
    }

    @Override
    public void publicPoint(byte[] out, int offset) {
      requireOpen();
      share.publicPoint(out, offset);
    }

    @Override
    void forget() {
      share.close();
    }
  }

  static final class Share extends Held implements PeerShare {
    final Primitives.PublicPoint point;

    Share(Primitives.PublicPoint point) {
      this.point = point;
    }

    @Override
    public NamedGroup group() {
      return point.group();
    }

    @Override
    void forget() {
      point.close();
    }
  }

  static final class PreMaster extends Held implements PreMasterSecret {
    final SecretBytes secret;

    PreMaster(SecretBytes secret) {
      this.secret = secret;
    }

    @Override
    void forget() {
      secret.close();
    }
  }

  /** Locked, unlike the others: a session's master secret may serve several resuming connections at once. */
  static final class Master extends Held implements MasterSecret {
    private final Primitives primitives;
    private final SecretBytes secret;
    private Prf12 prf;

    Master(Primitives primitives, SecretBytes secret) {
      this.primitives = primitives;
      this.secret = secret;
    }

    synchronized void expand(HashAlgorithm hash, byte[] out, byte[] label, CryptoView... seed) throws EngineException {
      requireOpen();
      if (prf == null || prf.hash() != hash) {
        Prf12 keyed = Prf12.keyed(primitives, hash, secret);
        dropPrf();
        prf = keyed;
      }
      try {
        prf.expand(out, label, seed);
      } catch (EngineException | RuntimeException e) {
        dropPrf(); // it stopped in the middle of a message; another try must start from the key
        throw e;
      }
    }

    private void dropPrf() {
      if (prf != null) {
        prf.close();
        prf = null;
      }
    }

    synchronized byte[] copy() {
      requireOpen();
      return secret.bytes().clone();
    }

    @Override
    synchronized void forget() {
      secret.close();
      dropPrf();
    }
  }

  static final class Traffic extends Held implements TrafficKeys {
    final SecretBytes keyBlock;
    private final GcmRecordCipher clientWrite;
    private final GcmRecordCipher serverWrite;

    Traffic(SecretBytes keyBlock, GcmRecordCipher clientWrite, GcmRecordCipher serverWrite) {
      this.keyBlock = keyBlock;
      this.clientWrite = clientWrite;
      this.serverWrite = serverWrite;
    }

    @Override
    public GcmRecordCipher clientWrite() {
      requireOpen();
      return clientWrite;
    }

    @Override
    public GcmRecordCipher serverWrite() {
      requireOpen();
      return serverWrite;
    }

    @Override
    void forget() {
      keyBlock.close();
    }
  }

  static final class Device extends Held implements DeviceKey {
    final Primitives.PrivateKey key;

    Device(Primitives.PrivateKey key) {
      this.key = key;
    }

    @Override
    public KeyType type() {
      return key.type();
    }

    @Override
    public List<SignatureScheme> schemes() {
      return key.schemes();
    }

    @Override
    public boolean isKeyOf(PublicKeyInfo certified) {
      requireOpen();
      return key.isKeyOf(certified);
    }

    @Override
    void forget() {
      key.close();
    }
  }
}
