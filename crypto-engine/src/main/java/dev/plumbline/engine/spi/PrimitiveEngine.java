package dev.plumbline.engine.spi;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.Handle;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.engine.MasterSeed;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerRejected.Reason;
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
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The verbs of TLS 1.2 made of {@link Primitives}: the key schedule, what is signed, and in which order things are
 * checked. Knows no algorithm's inside and no message's layout.
 *
 * <p>A verb computes first and makes its handle last, so that a failure, {@code BUSY} included, leaves nothing behind.
 * Thread-safe if its primitives are.
 */
public final class PrimitiveEngine implements CryptoEngine {
  private static final byte[] MASTER_SECRET = ascii("master secret");
  private static final byte[] EXTENDED_MASTER_SECRET = ascii("extended master secret");
  private static final byte[] KEY_EXPANSION = ascii("key expansion");

  private static final int RANDOM_LENGTH = 32;
  private static final int PRE_MASTER_LENGTH = 48;
  private static final int MASTER_LENGTH = 48;
  private static final int VERIFY_DATA_LENGTH = 12;
  /** Of AES-128-GCM, which all suites of the profile have in common (RFC 5288 §3). */
  private static final int KEY_LENGTH = 16;

  private static final int SALT_LENGTH = 4;

  private final Primitives primitives;
  private final Entropy entropy;
  private final Held.Holdings holdings = new Held.Holdings();

  /**
   * @param entropy where pre-master secrets for RSA key transport come from
   */
  public PrimitiveEngine(Primitives primitives, Entropy entropy) {
    this.primitives = primitives;
    this.entropy = entropy;
  }

  @Override
  public EngineProfile profile() {
    return primitives.profile();
  }

  @Override
  public RunningHash hash(HashAlgorithm algorithm) throws EngineException {
    holdings.requireOpen();
    return holdings.keep(new Handles.Hash(primitives.hash(algorithm)));
  }

  @Override
  public SubjectKey trustAnchor(PublicKeyInfo key) throws PeerRejected, EngineException {
    holdings.requireOpen();
    return holdings.keep(new Handles.Subject(primitives.publicKey(key)));
  }

  @Override
  public SubjectKey verifyCertificate(SubjectKey issuer, SignedCertificate certificate)
      throws PeerRejected, EngineException {
    requireSignature(issuer, certificate.scheme(), certificate.signature(), certificate.tbsCertificate());
    return holdings.keep(new Handles.Subject(primitives.publicKey(certificate.subjectKey())));
  }

  @Override
  public void verify(SubjectKey key, SignatureScheme scheme, CryptoView signed, CryptoView signature)
      throws PeerRejected, EngineException {
    requireSignature(key, scheme, signature, signed);
  }

  @Override
  public EphemeralKey ephemeral(NamedGroup group) throws EngineException {
    holdings.requireOpen();
    requireOffered(profile().groups().contains(group), group.ianaName());
    return holdings.keep(new Handles.Ephemeral(primitives.keyShare(group)));
  }

  @Override
  public PeerShare verifyServerShare(
      SubjectKey serverKey, SignatureScheme scheme, NamedGroup group, SignedServerParams params)
      throws PeerRejected, EngineException {
    requireOffered(profile().groups().contains(group), group.ianaName());
    requireSignature(
        serverKey, scheme, params.signature(), params.clientRandom(), params.serverRandom(), params.params());
    return holdings.keep(new Handles.Share(primitives.publicPoint(group, params.point())));
  }

  @Override
  public PreMasterSecret agree(EphemeralKey mine, PeerShare theirs) throws PeerRejected, EngineException {
    Handles.Ephemeral ours = held(mine, Handles.Ephemeral.class);
    Handles.Share peers = held(theirs, Handles.Share.class);
    if (ours.group() != peers.group()) {
      throw new IllegalArgumentException("a key of " + ours.group() + " cannot agree with one of " + peers.group());
    }
    return holdings.keep(new Handles.PreMaster(ours.share.agree(peers.point)));
  }

  /** {@code PreMasterSecret = client_version ‖ random[46]} (RFC 5246 §7.4.7.1). */
  @Override
  public PreMasterSecret encryptedPreMaster(SubjectKey serverKey, int clientVersion, CryptoView encrypted)
      throws PeerRejected, EngineException {
    Handles.Subject server = held(serverKey, Handles.Subject.class);
    if (server.type() != KeyType.RSA) {
      throw new PeerRejected(Reason.KEY, "RSA key transport to a server whose key is " + server.type());
    }
    byte[] secret = new byte[PRE_MASTER_LENGTH];
    secret[0] = (byte) (clientVersion >>> 8);
    secret[1] = (byte) clientVersion;
    SecretBytes preMaster = SecretBytes.adopt(secret);
    try {
      entropy.fill(Entropy.Purpose.PRE_MASTER_SECRET, secret, 2, secret.length - 2);
      write(server.key.encrypt(secret), encrypted);
    } catch (EngineException | RuntimeException e) {
      preMaster.close();
      throw e;
    }
    return holdings.keep(new Handles.PreMaster(preMaster));
  }

  @Override
  public MasterSecret masterSecret(PreMasterSecret preMaster, HashAlgorithm prf, MasterSeed seed)
      throws EngineException {
    Handles.PreMaster from = held(preMaster, Handles.PreMaster.class);
    byte[] bytes = new byte[MASTER_LENGTH];
    SecretBytes master = SecretBytes.adopt(bytes);
    try (Prf12 keyed = Prf12.keyed(primitives, prf, from.secret)) {
      if (seed instanceof MasterSeed.Randoms randoms) {
        keyed.expand(bytes, MASTER_SECRET, random(randoms.client()), random(randoms.server()));
      } else if (seed instanceof MasterSeed.SessionHash session) {
        requireOffered(profile().can(Capability.EXTENDED_MASTER_SECRET), "extended master secret");
        keyed.expand(bytes, EXTENDED_MASTER_SECRET, exactly(prf.length(), CryptoView.of(session.hash())));
      }
    } catch (EngineException | RuntimeException e) {
      master.close();
      throw e;
    }
    from.close();
    return holdings.keep(new Handles.Master(primitives, master));
  }

  /** {@code client_write_key ‖ server_write_key ‖ client_write_IV ‖ server_write_IV} (RFC 5246 §6.3; no MAC keys). */
  @Override
  public TrafficKeys trafficKeys(MasterSecret master, CipherSuite suite, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    Handles.Master from = held(master, Handles.Master.class);
    requireOffered(profile().suites().contains(suite), suite.name());
    byte[] bytes = new byte[2 * KEY_LENGTH + 2 * SALT_LENGTH];
    SecretBytes keyBlock = SecretBytes.adopt(bytes);
    Primitives.Aead clientAead = null;
    Primitives.Aead serverAead;
    try {
      from.expand(suite.prfHash(), bytes, KEY_EXPANSION, random(serverRandom), random(clientRandom));
      clientAead = primitives.aesGcm(bytes, 0, KEY_LENGTH);
      serverAead = primitives.aesGcm(bytes, KEY_LENGTH, KEY_LENGTH);
    } catch (EngineException | RuntimeException e) {
      keyBlock.close();
      if (clientAead != null) {
        clientAead.close();
      }
      throw e;
    }
    GcmRecordCipher client = new GcmRecordCipher(clientAead, bytes, 2 * KEY_LENGTH);
    GcmRecordCipher server = new GcmRecordCipher(serverAead, bytes, 2 * KEY_LENGTH + SALT_LENGTH);
    return holdings.keep(new Handles.Traffic(keyBlock, holdings.keep(client), holdings.keep(server)));
  }

  @Override
  public void verifyData(
      MasterSecret master, HashAlgorithm prf, Finisher who, CryptoView handshakeHash, CryptoView verifyData)
      throws EngineException {
    Handles.Master from = held(master, Handles.Master.class);
    byte[] bytes = new byte[VERIFY_DATA_LENGTH];
    from.expand(prf, bytes, ascii(who.label()), exactly(prf.length(), handshakeHash));
    write(bytes, verifyData);
  }

  @Override
  public DeviceKey importKey(PrivateKeyMaterial key) throws EngineException {
    holdings.requireOpen();
    return holdings.keep(new Handles.Device(primitives.privateKey(key)));
  }

  @Override
  public void sign(DeviceKey key, SignatureScheme scheme, CryptoView digest, CryptoView signature)
      throws EngineException {
    Handles.Device device = held(key, Handles.Device.class);
    requireOffered(device.schemes().contains(scheme), scheme.ianaName() + " with this " + device.type() + " key");
    write(device.key.sign(scheme, exactly(scheme.hash().length(), digest)), signature);
  }

  @Override
  public Optional<byte[]> reveal(Secret secret, SecretReveal permission) {
    Objects.requireNonNull(permission, "permission");
    if (!profile().can(Capability.REVEALS_SECRETS)) {
      return Optional.empty();
    }
    if (secret instanceof Handles.Master master) {
      return Optional.of(held(master, Handles.Master.class).copy());
    }
    if (secret instanceof Handles.Traffic traffic) {
      return Optional.of(held(traffic, Handles.Traffic.class).keyBlock.bytes().clone());
    }
    return Optional.of(held(secret, Handles.PreMaster.class).secret.bytes().clone());
  }

  @Override
  public void close() {
    holdings.closeAll();
  }

  private void requireSignature(SubjectKey by, SignatureScheme scheme, CryptoView signature, CryptoView... signed)
      throws PeerRejected, EngineException {
    Handles.Subject signer = held(by, Handles.Subject.class);
    requireOffered(profile().schemes().contains(scheme), scheme.ianaName());
    if (scheme.keyType() != signer.type()) {
      throw new PeerRejected(
          Reason.SIGNATURE, "a signature by " + scheme.ianaName() + " cannot be from an " + signer.type() + " key");
    }
    byte[] digest = new byte[scheme.hash().length()];
    try (RunningHash hash = primitives.hash(scheme.hash())) {
      for (CryptoView part : signed) {
        hash.update(part.array(), part.offset(), part.length());
      }
      hash.peek(digest, 0);
    }
    if (!signer.key.verify(scheme, digest, signature)) {
      throw new PeerRejected(Reason.SIGNATURE, "the " + scheme.ianaName() + " signature does not verify");
    }
  }

  private <H extends Held> H held(Handle handle, Class<H> kind) {
    holdings.requireOpen();
    if (!kind.isInstance(handle) || !kind.cast(handle).heldBy(holdings)) {
      throw new IllegalArgumentException("not a handle of this engine, or of another kind");
    }
    H mine = kind.cast(handle);
    mine.requireOpen();
    return mine;
  }

  private void requireOffered(boolean offered, String what) throws EngineException {
    if (!offered) {
      throw new EngineException(Kind.UNSUPPORTED, "engine " + profile().name() + " does not have " + what);
    }
  }

  private static CryptoView random(byte[] bytes) throws EngineException {
    return exactly(RANDOM_LENGTH, CryptoView.of(bytes));
  }

  private static CryptoView exactly(int length, CryptoView view) throws EngineException {
    if (view.length() != length) {
      throw new EngineException(Kind.BAD_BUFFER, length + " bytes are due here, not " + view.length());
    }
    return view;
  }

  private static void write(byte[] result, CryptoView out) throws EngineException {
    if (out.array().length - out.offset() < result.length) {
      throw new EngineException(Kind.BAD_BUFFER, "no room for " + result.length + " bytes");
    }
    System.arraycopy(result, 0, out.array(), out.offset(), result.length);
    out.length(result.length);
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
