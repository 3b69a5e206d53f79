package dev.plumbline.engine.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.Secret;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedCertificate;
import dev.plumbline.engine.SignedServerParams;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TrafficKeys;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An engine without cryptography: every value has the right size and a known filling, every signature verifies.
 *
 * <p>It is for testing the state machine without a server that can compute, and for measuring what the state machine
 * itself costs: records allocate nothing, most handles are shared constants. Its records look like those of AES-GCM
 * (8 bytes of explicit nonce, 16 of tag) and carry sequence number and content type in the tag, so that a reordered,
 * retyped or damaged tag is still noticed; damaged content is not. Closing a handle does nothing.
 */
public final class NullEngine implements CryptoEngine {
  /** What every signature made with an EC key is: the DER of r = s = 1. */
  private static final byte[] ECDSA_SIGNATURE = {0x30, 6, 2, 1, 1, 2, 1, 1};

  private static final int RSA_SIGNATURE_LENGTH = 256;
  private static final byte FILLING = 0x5A;

  private final EngineProfile profile;

  /** With everything in the profile of this project, both capabilities included. */
  public NullEngine() {
    this(EnumSet.allOf(Capability.class));
  }

  /** With everything in the profile of this project, and these capabilities. */
  public NullEngine(Set<Capability> capabilities) {
    this(
        new EngineProfile(
            "null",
            List.of(CipherSuite.values()),
            List.of(NamedGroup.values()),
            List.of(SignatureScheme.values()),
            EnumSet.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1),
            2048,
            4096,
            capabilities));
  }

  public NullEngine(EngineProfile profile) {
    this.profile = profile;
  }

  @Override
  public EngineProfile profile() {
    return profile;
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) {
    return new NullHash(algorithm);
  }

  @Override
  public SubjectKey trustAnchor(PublicKeyInfo key) {
    return new NullSubjectKey(key.type(), (key.bits() + 7) / 8);
  }

  @Override
  public SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate) {
    return trustAnchor(certificate.subjectKey());
  }

  @Override
  public void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature) {
    // Every signature verifies here.
  }

  @Override
  public EphemeralKey ephemeral(NamedGroup group) {
    return NullEphemeralKey.valueOf(group.name());
  }

  @Override
  public PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params) {
    return NullPeerShare.valueOf(group.name());
  }

  @Override
  public PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) {
    return NullPreMaster.INSTANCE;
  }

  @Override
  public PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws EngineException {
    fill(encrypted, ((NullSubjectKey) serverKey).length());
    return NullPreMaster.INSTANCE;
  }

  @Override
  public MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed) {
    return NullMaster.INSTANCE;
  }

  @Override
  public TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom) {
    return NullTraffic.INSTANCE;
  }

  @Override
  public void verifyData(
      MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData) {
    Arrays.fill(verifyData.array(), verifyData.offset(), verifyData.offset() + 12, verifyDataFilling(who));
  }

  /** What each of the 12 bytes of verify_data is, for those who play the server. */
  public static byte verifyDataFilling(Finisher who) {
    return (byte) (who == Finisher.CLIENT ? 0xC1 : 0x5E);
  }

  /** The record cipher of both directions, for those who play the server. */
  public static RecordCipher recordCipher() {
    return NullCipher.INSTANCE;
  }

  @Override
  public DeviceKey importKey(PrivateKeyMaterial key) {
    List<SignatureScheme> schemes = profile.schemes().stream().filter(s -> s.keyType() == key.type()).toList();
    return new NullDeviceKey(key.type(), schemes);
  }

  @Override
  public void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature)
      throws EngineException {
    if (key.type() == KeyType.RSA) {
      fill(signature, RSA_SIGNATURE_LENGTH);
    } else {
      fill(signature, ECDSA_SIGNATURE.length);
      System.arraycopy(ECDSA_SIGNATURE, 0, signature.array(), signature.offset(), ECDSA_SIGNATURE.length);
    }
  }

  @Override
  public Optional<byte[]> reveal(Secret secret, SecretReveal permission) {
    if (!profile.can(Capability.REVEALS_SECRETS)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[secret instanceof MasterSecret ? 48 : secret instanceof TrafficKeys ? 40 : 32];
    Arrays.fill(bytes, FILLING);
    return Optional.of(bytes);
  }

  @Override
  public void close() {
    // Nothing is held.
  }

  private static void fill(CryptoView out, int length) throws EngineException {
    if (out.offset() + length > out.array().length) {
      throw new EngineException(EngineException.Kind.BAD_BUFFER, "no room for " + length + " bytes");
    }
    out.length(length);
    Arrays.fill(out.array(), out.offset(), out.offset() + length, FILLING);
  }

  private record NullHash(HashAlgorithm algorithm) implements RunningHash {
    @Override
    public void update(byte[] data, int offset, int length) {
      // What comes does not matter.
    }

    @Override
    public void peek(byte[] out, int offset) {
      Arrays.fill(out, offset, offset + algorithm.length(), FILLING);
    }

    @Override
    public void reset() {
      // Nothing to forget.
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private record NullSubjectKey(KeyType type, int length) implements SubjectKey {
    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private record NullDeviceKey(KeyType type, List<SignatureScheme> schemes) implements DeviceKey {
    @Override
    public boolean isKeyOf(PublicKeyInfo certified) {
      return certified.type() == type;
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullEphemeralKey implements EphemeralKey {
    SECP256R1(NamedGroup.SECP256R1),
    SECP384R1(NamedGroup.SECP384R1),
    X25519(NamedGroup.X25519);

    private final NamedGroup group;

    NullEphemeralKey(NamedGroup group) {
      this.group = group;
    }

    @Override
    public NamedGroup group() {
      return group;
    }

    @Override
    public void publicPoint(byte[] out, int offset) {
      Arrays.fill(out, offset, offset + group.publicPointLength(), FILLING);
      if (group != NamedGroup.X25519) {
        out[offset] = 4;
      }
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullPeerShare implements PeerShare {
    SECP256R1(NamedGroup.SECP256R1),
    SECP384R1(NamedGroup.SECP384R1),
    X25519(NamedGroup.X25519);

    private final NamedGroup group;

    NullPeerShare(NamedGroup group) {
      this.group = group;
    }

    @Override
    public NamedGroup group() {
      return group;
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullPreMaster implements PreMasterSecret {
    INSTANCE;

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullMaster implements MasterSecret {
    INSTANCE;

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullTraffic implements TrafficKeys {
    INSTANCE;

    @Override
    public RecordCipher clientWrite() {
      return NullCipher.INSTANCE;
    }

    @Override
    public RecordCipher serverWrite() {
      return NullCipher.INSTANCE;
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }

  private enum NullCipher implements RecordCipher {
    INSTANCE;

    private static final int NONCE = 8;
    private static final int TAG = 16;

    @Override
    public int overhead() {
      return NONCE + TAG;
    }

    @Override
    public int explicitNonceLength() {
      return NONCE;
    }

    /** One cipher for all connections can't remember where one of them begins. */
    @Override
    public void countNoncesFrom(long first) {
      throw new UnsupportedOperationException("nonces of the null engine are sequence numbers");
    }

    @Override
    public void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment)
        throws EngineException {
      int length = plaintext.length();
      if (fragment.length() != length + overhead()) {
        throw new EngineException(EngineException.Kind.BAD_BUFFER, "fragment must be " + overhead() + " longer");
      }
      byte[] out = fragment.array();
      int at = fragment.offset();
      System.arraycopy(plaintext.array(), plaintext.offset(), out, at + NONCE, length);
      for (int i = 0; i < NONCE; i++) {
        out[at + i] = (byte) (sequence >>> (56 - 8 * i));
      }
      for (int i = 0; i < TAG; i++) {
        out[at + NONCE + length + i] = tag(i, sequence, contentType);
      }
    }

    @Override
    public void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
        throws PeerRejected, EngineException {
      int length = fragment.length() - overhead();
      if (length < 0 || plaintext.length() != length) {
        throw new EngineException(EngineException.Kind.BAD_BUFFER, "plaintext must be " + overhead() + " shorter");
      }
      int start = fragment.offset() + NONCE;
      for (int i = 0; i < TAG; i++) {
        if (fragment.array()[start + length + i] != tag(i, sequence, contentType)) {
          throw PeerRejected.recordMac();
        }
      }
      System.arraycopy(fragment.array(), start, plaintext.array(), plaintext.offset(), length);
    }

    private static byte tag(int i, long sequence, int contentType) {
      return i < 8 ? (byte) (sequence >>> (56 - 8 * i)) : i == 8 ? (byte) contentType : FILLING;
    }

    @Override
    public void close() {
      // Nothing to forget.
    }
  }
}
