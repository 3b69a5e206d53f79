package dev.plumbline.engine.testing;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.HashAlgorithm;
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
import java.util.List;
import java.util.Optional;

/**
 * Fails a chosen call of any engine, before that engine sees it, so that nothing was changed: as {@code BUSY} promises.
 *
 * <p>Calls are counted from 1, failed ones too: a test first runs through with no failure planned, reads {@link
 * #calls()}, and then fails each of them in turn. A call planned to fail {@code times} times is that one and its next
 * repetitions. Not thread-safe.
 */
public final class FailingEngine implements CryptoEngine {
  /** The calls that can be made to fail. */
  public enum Verb {
    HASH(false),
    TRUST_ANCHOR(true),
    VERIFY_CERTIFICATE(true),
    VERIFY(true),
    EPHEMERAL(false),
    VERIFY_SERVER_SHARE(true),
    AGREE(true),
    ENCRYPTED_PRE_MASTER(true),
    MASTER_SECRET(false),
    TRAFFIC_KEYS(false),
    VERIFY_DATA(false),
    IMPORT_KEY(false),
    SIGN(false),
    SEAL(false),
    OPEN(true);

    private final boolean rejects;

    Verb(boolean rejects) {
      this.rejects = rejects;
    }

    /** Whether this call can end in {@link PeerRejected}; all can end in {@link EngineException}. */
    public boolean rejects() {
      return rejects;
    }
  }

  private record Failure(Verb verb, int from, int times, Exception exception) {}

  private final CryptoEngine engine;
  private final List<Failure> failures = new ArrayList<>();
  private final List<Verb> calls = new ArrayList<>();
  private final int[] perVerb = new int[Verb.values().length];

  public FailingEngine(CryptoEngine engine) {
    this.engine = engine;
  }

  /** Makes the {@code n}-th call of all fail, once. */
  public FailingEngine failCall(int n, EngineException exception) {
    return failCall(n, 1, exception);
  }

  /** Makes {@code times} calls fail, from the {@code n}-th of all on. */
  public FailingEngine failCall(int n, int times, EngineException exception) {
    failures.add(new Failure(null, n, times, exception));
    return this;
  }

  /** Makes the {@code n}-th call of all end with a rejected peer; it must be one that {@linkplain Verb#rejects can}. */
  public FailingEngine failCall(int n, PeerRejected exception) {
    failures.add(new Failure(null, n, 1, exception));
    return this;
  }

  /** Makes the {@code n}-th call of {@code verb} fail, once. */
  public FailingEngine fail(Verb verb, int n, EngineException exception) {
    return fail(verb, n, 1, exception);
  }

  /** Makes {@code times} calls of {@code verb} fail, from its {@code n}-th on. */
  public FailingEngine fail(Verb verb, int n, int times, EngineException exception) {
    failures.add(new Failure(verb, n, times, exception));
    return this;
  }

  /** Makes the {@code n}-th call of {@code verb} end with a rejected peer. */
  public FailingEngine fail(Verb verb, int n, PeerRejected exception) {
    if (!verb.rejects()) {
      throw new IllegalArgumentException(verb + " does not look at anything that the peer sent");
    }
    failures.add(new Failure(verb, n, 1, exception));
    return this;
  }

  /** Every call so far, in order, failed ones included. */
  public List<Verb> calls() {
    return List.copyOf(calls);
  }

  private void count(Verb verb) throws EngineException {
    Exception failure = next(verb);
    if (failure instanceof EngineException local) {
      throw local;
    } else if (failure != null) {
      throw new IllegalStateException(verb + " cannot reject a peer");
    }
  }

  private void countRejecting(Verb verb) throws PeerRejected, EngineException {
    Exception failure = next(verb);
    if (failure instanceof PeerRejected rejected) {
      throw rejected;
    } else if (failure instanceof EngineException local) {
      throw local;
    }
  }

  private Exception next(Verb verb) {
    calls.add(verb);
    int ofVerb = ++perVerb[verb.ordinal()];
    for (Failure failure : failures) {
      int n = failure.verb == null ? calls.size() : ofVerb;
      boolean meant = failure.verb == null || failure.verb == verb;
      if (meant && n >= failure.from && n < failure.from + failure.times) {
        return failure.exception;
      }
    }
    return null;
  }

  @Override
  public EngineProfile profile() {
    return engine.profile();
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    count(Verb.HASH);
    return engine.hash(algorithm);
  }

  @Override
  public SubjectKey trustAnchor(PublicKeyInfo key) throws PeerRejected, EngineException {
    countRejecting(Verb.TRUST_ANCHOR);
    return engine.trustAnchor(key);
  }

  @Override
  public SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate)
      throws PeerRejected, EngineException {
    countRejecting(Verb.VERIFY_CERTIFICATE);
    return engine.verifyCertificate(issuer, certificate);
  }

  @Override
  public void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature)
      throws PeerRejected, EngineException {
    countRejecting(Verb.VERIFY);
    engine.verify(key, scheme, signed, signature);
  }

  @Override
  public EphemeralKey ephemeral(NamedGroup group) throws EngineException {
    count(Verb.EPHEMERAL);
    return engine.ephemeral(group);
  }

  @Override
  public PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params)
      throws PeerRejected, EngineException {
    countRejecting(Verb.VERIFY_SERVER_SHARE);
    return engine.verifyServerShare(serverKey, scheme, group, params);
  }

  @Override
  public PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) throws PeerRejected, EngineException {
    countRejecting(Verb.AGREE);
    return engine.agree(mine, theirs);
  }

  @Override
  public PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws PeerRejected, EngineException {
    countRejecting(Verb.ENCRYPTED_PRE_MASTER);
    return engine.encryptedPreMaster(serverKey, clientVersion, encrypted);
  }

  @Override
  public MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed)
      throws EngineException {
    count(Verb.MASTER_SECRET);
    return engine.masterSecret(preMaster, prf, seed);
  }

  @Override
  public TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    count(Verb.TRAFFIC_KEYS);
    return new CountedTrafficKeys(engine.trafficKeys(master, suite, clientRandom, serverRandom));
  }

  @Override
  public void verifyData(
      MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData)
      throws EngineException {
    count(Verb.VERIFY_DATA);
    engine.verifyData(master, prf, who, handshakeHash, verifyData);
  }

  @Override
  public DeviceKey importKey(PrivateKeyMaterial key) throws EngineException {
    count(Verb.IMPORT_KEY);
    return engine.importKey(key);
  }

  @Override
  public void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature)
      throws EngineException {
    count(Verb.SIGN);
    engine.sign(key, scheme, digest, signature);
  }

  @Override
  public Optional<byte[]> reveal(Secret secret, SecretReveal permission) {
    return engine.reveal(secret instanceof CountedTrafficKeys counted ? counted.keys : secret, permission);
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class CountedTrafficKeys implements TrafficKeys {
    private final TrafficKeys keys;
    private final RecordCipher clientWrite;
    private final RecordCipher serverWrite;

    CountedTrafficKeys(TrafficKeys keys) {
      this.keys = keys;
      this.clientWrite = new CountedCipher(keys.clientWrite());
      this.serverWrite = new CountedCipher(keys.serverWrite());
    }

    @Override
    public RecordCipher clientWrite() {
      return clientWrite;
    }

    @Override
    public RecordCipher serverWrite() {
      return serverWrite;
    }

    @Override
    public void close() {
      keys.close();
    }
  }

  private final class CountedCipher implements RecordCipher {
    private final RecordCipher cipher;

    CountedCipher(RecordCipher cipher) {
      this.cipher = cipher;
    }

    @Override
    public int overhead() {
      return cipher.overhead();
    }

    @Override
    public int explicitNonceLength() {
      return cipher.explicitNonceLength();
    }

    @Override
    public void countNoncesFrom(long first) {
      cipher.countNoncesFrom(first);
    }

    @Override
    public void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment)
        throws EngineException {
      count(Verb.SEAL);
      cipher.seal(sequence, contentType, plaintext, fragment);
    }

    @Override
    public void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
        throws PeerRejected, EngineException {
      countRejecting(Verb.OPEN);
      cipher.open(sequence, contentType, fragment, plaintext);
    }

    @Override
    public void close() {
      cipher.close();
    }
  }
}
