package dev.plumbline.engine.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.Handle;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Counts the handles of any engine that are open, by kind, and refuses any use of one after its close.
 *
 * <p>A test holds that {@link #openHandles()} is 0 whatever happened. Both record ciphers of a {@link TrafficKeys}
 * count on their own, as they are closed on their own. Every use after close is also remembered in {@link
 * #misuses()}, in case the code under test swallowed the {@link IllegalStateException}. Thread-safe as far as the
 * engine underneath is.
 */
public final class LeakCheckingEngine implements CryptoEngine {
  private static final Pattern ENGINES = Pattern.compile(".*\\.(LeakChecking|Failing)Engine(\\$.*)?");

  private final CryptoEngine engine;
  private final Set<Tracked<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> misuses = Collections.synchronizedList(new ArrayList<>());

  public LeakCheckingEngine(CryptoEngine engine) {
    this.engine = engine;
  }

  /** How many handles were made and not closed. */
  public int openHandles() {
    synchronized (open) {
      return open.size();
    }
  }

  /** The open handles, counted by the name of their interface. */
  public Map<String, Integer> openHandlesByKind() {
    Map<String, Integer> kinds = new TreeMap<>();
    synchronized (open) {
      open.forEach(handle -> kinds.merge(handle.kind, 1, Integer::sum));
    }
    return kinds;
  }

  /** One line per open handle, with the place that made it: for the message of a failed assertion. */
  public List<String> leaks() {
    synchronized (open) {
      return open.stream().map(handle -> handle.kind + " made at " + handle.madeAt).sorted().toList();
    }
  }

  /** Every use of a closed handle so far. */
  public List<String> misuses() {
    synchronized (misuses) {
      return List.copyOf(misuses);
    }
  }

  @Override
  public EngineProfile profile() {
    return engine.profile();
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return new TrackedHash(engine.hash(algorithm));
  }

  @Override
  public SubjectKey trustAnchor(PublicKeyInfo key) throws PeerRejected, EngineException {
    return new TrackedSubjectKey(engine.trustAnchor(key));
  }

  @Override
  public SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate)
      throws PeerRejected, EngineException {
    return new TrackedSubjectKey(engine.verifyCertificate(inside(issuer), certificate));
  }

  @Override
  public void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature)
      throws PeerRejected, EngineException {
    engine.verify(inside(key), scheme, signed, signature);
  }

  @Override
  public EphemeralKey ephemeral(NamedGroup group) throws EngineException {
    return new TrackedEphemeralKey(engine.ephemeral(group));
  }

  @Override
  public PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params)
      throws PeerRejected, EngineException {
    return new TrackedPeerShare(engine.verifyServerShare(inside(serverKey), scheme, group, params));
  }

  @Override
  public PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) throws PeerRejected, EngineException {
    return new TrackedPreMaster(engine.agree(inside(mine), inside(theirs)));
  }

  @Override
  public PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws PeerRejected, EngineException {
    return new TrackedPreMaster(engine.encryptedPreMaster(inside(serverKey), clientVersion, encrypted));
  }

  @Override
  public MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed)
      throws EngineException {
    MasterSecret master = engine.masterSecret(inside(preMaster), prf, seed);
    preMaster.close(); // the engine has closed its own
    return new TrackedMaster(master);
  }

  @Override
  public TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    return new TrackedTrafficKeys(engine.trafficKeys(inside(master), suite, clientRandom, serverRandom));
  }

  @Override
  public void verifyData(
      MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData)
      throws EngineException {
    engine.verifyData(inside(master), prf, who, handshakeHash, verifyData);
  }

  @Override
  public DeviceKey importKey(PrivateKeyMaterial key) throws EngineException {
    return new TrackedDeviceKey(engine.importKey(key));
  }

  @Override
  public void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature)
      throws EngineException {
    engine.sign(inside(key), scheme, digest, signature);
  }

  @Override
  public Optional<byte[]> reveal(Secret secret, SecretReveal permission) {
    return engine.reveal(inside(secret), permission);
  }

  /** Closes the engine underneath; handles that were not closed before still count as leaks. */
  @Override
  public void close() {
    engine.close();
  }

  @SuppressWarnings("unchecked") // a tracked handle wraps a handle of its own kind
  private <H extends Handle> H inside(H handle) {
    if (!(handle instanceof Tracked<?> tracked) || tracked.owner() != this) {
      throw new IllegalArgumentException("a handle that this engine did not make: " + handle);
    }
    return (H) tracked.use();
  }

  private abstract class Tracked<H extends Handle> implements Handle {
    private final H handle;
    private final String kind;
    private final StackTraceElement madeAt;
    private boolean closed;

    Tracked(H handle, Class<H> kind) {
      this.handle = handle;
      this.kind = kind.getSimpleName();
      this.madeAt = maker();
      synchronized (open) {
        open.add(this);
      }
    }

    H use() {
      if (closed) {
        misuses.add(kind + " made at " + madeAt + " used after close at " + maker());
        throw new IllegalStateException(kind + " used after close");
      }
      return handle;
    }

    LeakCheckingEngine owner() {
      return LeakCheckingEngine.this;
    }

    @Override
    public void close() {
      closed = true;
      synchronized (open) {
        open.remove(this);
      }
      handle.close();
    }

    /** The first caller outside the engines of this package. */
    private static StackTraceElement maker() {
      return StackWalker.getInstance()
          .walk(frames -> frames.filter(f -> !ENGINES.matcher(f.getClassName()).matches()).findFirst())
          .map(StackWalker.StackFrame::toStackTraceElement)
          .orElseThrow();
    }
  }

  private final class TrackedHash extends Tracked<RunningHash> implements RunningHash {
    TrackedHash(RunningHash hash) {
      super(hash, RunningHash.class);
    }

    @Override
    public HashAlgorithm algorithm() {
      return use().algorithm();
    }

    @Override
    public void update(byte[] data, int offset, int length) {
      use().update(data, offset, length);
    }

    @Override
    public void peek(byte[] out, int offset) {
      use().peek(out, offset);
    }

    @Override
    public void reset() {
      use().reset();
    }
  }

  private final class TrackedSubjectKey extends Tracked<SubjectKey> implements SubjectKey {
    TrackedSubjectKey(SubjectKey key) {
      super(key, SubjectKey.class);
    }

    @Override
    public KeyType type() {
      return use().type();
    }
  }

  private final class TrackedEphemeralKey extends Tracked<EphemeralKey> implements EphemeralKey {
    TrackedEphemeralKey(EphemeralKey key) {
      super(key, EphemeralKey.class);
    }

    @Override
    public NamedGroup group() {
      return use().group();
    }

    @Override
    public void publicPoint(byte[] out, int offset) {
      use().publicPoint(out, offset);
    }
  }

  private final class TrackedPeerShare extends Tracked<PeerShare> implements PeerShare {
    TrackedPeerShare(PeerShare share) {
      super(share, PeerShare.class);
    }

    @Override
    public NamedGroup group() {
      return use().group();
    }
  }

  private final class TrackedPreMaster extends Tracked<PreMasterSecret> implements PreMasterSecret {
    TrackedPreMaster(PreMasterSecret secret) {
      super(secret, PreMasterSecret.class);
    }
  }

  private final class TrackedMaster extends Tracked<MasterSecret> implements MasterSecret {
    TrackedMaster(MasterSecret secret) {
      super(secret, MasterSecret.class);
    }
  }

  private final class TrackedTrafficKeys extends Tracked<TrafficKeys> implements TrafficKeys {
    private final RecordCipher clientWrite;
    private final RecordCipher serverWrite;

    TrackedTrafficKeys(TrafficKeys keys) {
      super(keys, TrafficKeys.class);
      clientWrite = new TrackedCipher(keys.clientWrite());
      serverWrite = new TrackedCipher(keys.serverWrite());
    }

    @Override
    public RecordCipher clientWrite() {
      use();
      return clientWrite;
    }

    @Override
    public RecordCipher serverWrite() {
      use();
      return serverWrite;
    }
  }

  private final class TrackedCipher extends Tracked<RecordCipher> implements RecordCipher {
    TrackedCipher(RecordCipher cipher) {
      super(cipher, RecordCipher.class);
    }

    @Override
    public int overhead() {
      return use().overhead();
    }

    @Override
    public int explicitNonceLength() {
      return use().explicitNonceLength();
    }

    @Override
    public void countNoncesFrom(long first) {
      use().countNoncesFrom(first);
    }

    @Override
    public void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment)
        throws EngineException {
      use().seal(sequence, contentType, plaintext, fragment);
    }

    @Override
    public void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
        throws PeerRejected, EngineException {
      use().open(sequence, contentType, fragment, plaintext);
    }
  }

  private final class TrackedDeviceKey extends Tracked<DeviceKey> implements DeviceKey {
    TrackedDeviceKey(DeviceKey key) {
      super(key, DeviceKey.class);
    }

    @Override
    public KeyType type() {
      return use().type();
    }

    @Override
    public List<SignatureScheme> schemes() {
      return use().schemes();
    }

    @Override
    public boolean isKeyOf(PublicKeyInfo certified) {
      return use().isKeyOf(certified);
    }
  }
}
