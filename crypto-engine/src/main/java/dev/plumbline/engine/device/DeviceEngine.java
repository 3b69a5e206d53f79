package dev.plumbline.engine.device;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.DeviceStatus;
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
import dev.plumbline.engine.RunningHash;
import dev.plumbline.engine.Secret;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedCertificate;
import dev.plumbline.engine.SignedServerParams;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TrafficKeys;
import dev.plumbline.engine.memory.DeviceMemory;
import dev.plumbline.engine.spi.Primitives;
import java.util.Optional;

/**
 * A simulated device's engine as the TLS client sees it: the verbs of another engine, one at a time because a device
 * has one engine, and every failure with the status that the device's driver would have returned.
 */
public final class DeviceEngine implements CryptoEngine {
  private final CryptoEngine verbs;
  private final DeviceMemory memory;
  private final OperationMeter meter;
  private final CostTable costs;
  private final StatusRegister statuses;
  private final OperandGuard guard;
  private final Availability availability;
  private final Primitives.Resource chip;

  /**
   * @param verbs what computes, in {@code memory}
   * @param statuses where the layers below leave the status of a failure
   * @param guard the rules for operands
   * @param availability when the engine is free
   * @param chip what keeps something of its own, and is closed after all else
   */
  public DeviceEngine(
      CryptoEngine verbs,
      DeviceMemory memory,
      OperationMeter meter,
      CostTable costs,
      StatusRegister statuses,
      OperandGuard guard,
      Availability availability,
      Primitives.Resource chip) {
    this.verbs = verbs;
    this.memory = memory;
    this.meter = meter;
    this.costs = costs;
    this.statuses = statuses;
    this.guard = guard;
    this.availability = availability;
    this.chip = chip;
  }

  public DeviceMemory memory() {
    return memory;
  }

  public OperationMeter meter() {
    return meter;
  }

  public CostTable costs() {
    return costs;
  }

  @Override
  public EngineProfile profile() {
    return verbs.profile();
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    return local(() -> new GuardedHash(verbs.hash(algorithm), memory));
  }

  @Override
  public SubjectKey trustAnchor(PublicKeyInfo key) throws PeerRejected, EngineException {
    return peer(() -> verbs.trustAnchor(key));
  }

  @Override
  public SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate)
      throws PeerRejected, EngineException {
    return peer(
        () ->
            verbs.verifyCertificate(
                issuer,
                new SignedCertificate(
                    guard.admit(certificate.tbsCertificate()),
                    certificate.scheme(),
                    guard.admit(certificate.signature()),
                    certificate.subjectKey())));
  }

  @Override
  public void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature)
      throws PeerRejected, EngineException {
    peer(
        () -> {
          verbs.verify(key, scheme, guard.admit(signed), guard.admit(signature));
          return key;
        });
  }

  @Override
  public EphemeralKey ephemeral(NamedGroup group) throws EngineException {
    return local(() -> verbs.ephemeral(group));
  }

  @Override
  public PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params)
      throws PeerRejected, EngineException {
    return peer(
        () ->
            verbs.verifyServerShare(
                serverKey,
                scheme,
                group,
                new SignedServerParams(
                    guard.admit(params.clientRandom()),
                    guard.admit(params.serverRandom()),
                    guard.admit(params.params()),
                    params.point(),
                    guard.admit(params.signature()))));
  }

  @Override
  public PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) throws PeerRejected, EngineException {
    return peer(() -> verbs.agree(mine, theirs));
  }

  @Override
  public PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws PeerRejected, EngineException {
    return peer(() -> verbs.encryptedPreMaster(serverKey, clientVersion, encrypted));
  }

  @Override
  public MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed)
      throws EngineException {
    return local(() -> verbs.masterSecret(preMaster, prf, seed));
  }

  @Override
  public TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    return local(
        () ->
            new GuardedTraffic(
                verbs.trafficKeys(master, suite, clientRandom, serverRandom), guard, availability, memory));
  }

  @Override
  public void verifyData(
      MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData)
      throws EngineException {
    local(
        () -> {
          verbs.verifyData(master, prf, who, guard.admit(handshakeHash), verifyData);
          return master;
        });
  }

  @Override
  public DeviceKey importKey(PrivateKeyMaterial key) throws EngineException {
    return local(() -> verbs.importKey(key));
  }

  @Override
  public void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature)
      throws EngineException {
    local(
        () -> {
          verbs.sign(key, scheme, guard.admit(digest), signature);
          return key;
        });
  }

  @Override
  public Optional<byte[]> reveal(Secret secret, SecretReveal permission) {
    synchronized (memory) {
      return verbs.reveal(secret instanceof GuardedTraffic guarded ? guarded.keys() : secret, permission);
    }
  }

  @Override
  public void close() {
    synchronized (memory) {
      verbs.close();
      chip.close();
    }
  }

  /** A verb in which the peer has no say. */
  private interface Local<T> {
    T run() throws EngineException;
  }

  /** A verb on something that came from the peer. */
  private interface FromPeer<T> {
    T run() throws PeerRejected, EngineException;
  }

  private <T> T local(Local<T> verb) throws EngineException {
    synchronized (memory) {
      statuses.take();
      try {
        availability.enter();
        return verb.run();
      } catch (EngineException e) {
        throw withStatus(e);
      }
    }
  }

  private <T> T peer(FromPeer<T> verb) throws PeerRejected, EngineException {
    synchronized (memory) {
      statuses.take();
      try {
        availability.enter();
        return verb.run();
      } catch (EngineException e) {
        throw withStatus(e);
      } catch (PeerRejected e) {
        Optional<DeviceStatus> status = statuses.take();
        if (status.isPresent() && e.status().isEmpty()) {
          throw new PeerRejected(e.reason(), e.getMessage(), status.get());
        }
        throw e;
      }
    }
  }

  private EngineException withStatus(EngineException e) {
    Optional<DeviceStatus> status = statuses.take();
    return status.isPresent() && e.status().isEmpty()
        ? new EngineException(e.kind(), e.getMessage(), status.get(), e)
        : e;
  }
}
