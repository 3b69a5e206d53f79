package dev.plumbline.engine;

import dev.plumbline.engine.testing.PinnedEntropy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One handshake's verbs in their order, with a server played by a software engine of its own. What a client would see
 * of it comes back as text, to be compared. Every handle is closed, also when a verb fails; a busy verb is called
 * again.
 */
final class Flow {
  private static final byte[] TBS = "to be signed".getBytes(StandardCharsets.US_ASCII);

  private final CryptoEngine engine;
  private final NamedGroup group;
  private final TestKeys serverKey;
  private final TestKeys deviceKey;
  private final List<Handle> open = new ArrayList<>();
  private final StringBuilder seen = new StringBuilder();
  private final byte[] clientRandom = filled(0x11);
  private final byte[] serverRandom = filled(0x22);

  Flow(CryptoEngine engine, NamedGroup group, TestKeys serverKey, TestKeys deviceKey) {
    this.engine = engine;
    this.group = group;
    this.serverKey = serverKey;
    this.deviceKey = deviceKey;
  }

  /** A verb that may be busy. */
  interface Verb<T> {
    T call() throws PeerRejected, EngineException;
  }

  private interface Step {
    void call() throws PeerRejected, EngineException;
  }

  /** Runs everything with each kind of handle, and returns what was seen. */
  String run() throws PeerRejected, EngineException {
    try {
      SubjectKey anchor = kept(() -> engine.trustAnchor(serverKey.info()));
      SubjectKey server = kept(() -> engine.verifyCertificate(anchor, certificate()));
      PreMasterSecret preMaster = serverKey == TestKeys.RSA_2048 && group == null ? transport(server) : agree(server);
      MasterSecret master =
          kept(
              () ->
                  engine.masterSecret(
                      preMaster, HashAlgorithm.SHA256, new MasterSeed.Randoms(clientRandom, serverRandom)));
      finish(master);
      records(master);
      signAndVerify(server);
      return seen.toString();
    } finally {
      for (Handle handle : open) {
        handle.close();
      }
    }
  }

  private PreMasterSecret transport(SubjectKey server) throws PeerRejected, EngineException {
    CryptoView encrypted = CryptoView.of(new byte[300], 3, 0);
    PreMasterSecret secret = kept(() -> engine.encryptedPreMaster(server, 0x0303, encrypted));
    see("encrypted pre-master", encrypted.copy());
    return secret;
  }

  private PreMasterSecret agree(SubjectKey server) throws PeerRejected, EngineException {
    EphemeralKey mine = kept(() -> engine.ephemeral(group));
    byte[] point = new byte[group.publicPointLength()];
    mine.publicPoint(point, 0);
    see("public point", point);
    SignedServerParams params = serverParams(serverKey, group, clientRandom, serverRandom);
    PeerShare theirs = kept(() -> engine.verifyServerShare(server, scheme(serverKey), group, params));
    return kept(() -> engine.agree(mine, theirs));
  }

  private void finish(MasterSecret master) throws PeerRejected, EngineException {
    CryptoView verifyData = CryptoView.of(new byte[12]);
    CryptoView transcript = CryptoView.of(hash(clientRandom));
    again(() -> engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, transcript, verifyData));
    see("verify_data", verifyData.copy());
  }

  private void records(MasterSecret master) throws PeerRejected, EngineException {
    CipherSuite suite = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    TrafficKeys keys = kept(() -> engine.trafficKeys(master, suite, clientRandom, serverRandom));
    open.add(keys.clientWrite());
    open.add(keys.serverWrite());
    CryptoView fragment = CryptoView.of(new byte[TBS.length + keys.clientWrite().overhead()]);
    again(() -> keys.clientWrite().seal(1, 23, CryptoView.of(TBS), fragment));
    see("record", fragment.copy());
    CryptoView content = CryptoView.of(new byte[TBS.length]);
    again(() -> keys.clientWrite().open(1, 23, fragment, content));
    see("content", content.copy());
  }

  private void signAndVerify(SubjectKey server) throws PeerRejected, EngineException {
    DeviceKey device;
    try (PrivateKeyMaterial material = deviceKey.material()) {
      device = kept(() -> engine.importKey(material));
    }
    CryptoView signature = CryptoView.of(new byte[512]);
    again(() -> engine.sign(device, scheme(deviceKey), CryptoView.of(hash(TBS)), signature));
    see("signature", signature.copy());
    SubjectKey own = kept(() -> engine.trustAnchor(deviceKey.info()));
    again(() -> engine.verify(own, scheme(deviceKey), CryptoView.of(TBS), signature));
    see("own key", new byte[] {(byte) (device.isKeyOf(deviceKey.info()) ? 1 : 0)});
  }

  private byte[] hash(byte[] data) throws PeerRejected, EngineException {
    byte[] digest = new byte[32];
    RunningHash hash = kept(() -> engine.hash(HashAlgorithm.SHA256));
    hash.update(data, 0, data.length);
    hash.peek(digest, 0);
    return digest;
  }

  /** A certificate for the server's key that the same key signed. */
  private SignedCertificate certificate() throws EngineException {
    CryptoView signature = serverSignature(serverKey, TBS);
    return new SignedCertificate(CryptoView.of(TBS), scheme(serverKey), signature, serverKey.info());
  }

  static SignedServerParams serverParams(TestKeys key, NamedGroup group, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    try (CryptoEngine server = Engines.software(PinnedEntropy.seeded(7));
        EphemeralKey share = server.ephemeral(group)) {
      byte[] params = new byte[4 + group.publicPointLength()];
      params[0] = 3;
      params[2] = (byte) group.codePoint();
      params[3] = (byte) group.publicPointLength();
      share.publicPoint(params, 4);
      return signed(key, params, 4, clientRandom, serverRandom);
    }
  }

  static SignedServerParams signed(TestKeys key, byte[] params, int point, byte[] clientRandom, byte[] serverRandom)
      throws EngineException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(clientRandom);
    all.writeBytes(serverRandom);
    all.writeBytes(params);
    return new SignedServerParams(
        CryptoView.of(clientRandom),
        CryptoView.of(serverRandom),
        CryptoView.of(params),
        CryptoView.of(params, point, params.length - point),
        serverSignature(key, all.toByteArray()));
  }

  static CryptoView serverSignature(TestKeys key, byte[] signed) throws EngineException {
    try (CryptoEngine server = Engines.software(PinnedEntropy.seeded(7));
        PrivateKeyMaterial material = key.material()) {
      return CryptoView.of(TestSignatures.sign(server, material, scheme(key), signed));
    }
  }

  static SignatureScheme scheme(TestKeys key) {
    return key == TestKeys.RSA_2048 ? SignatureScheme.RSA_PSS_SHA256 : SignatureScheme.ECDSA_SHA256;
  }

  private <T extends Handle> T kept(Verb<T> verb) throws PeerRejected, EngineException {
    T handle = retry(verb);
    open.add(handle);
    return handle;
  }

  private static void again(Step step) throws PeerRejected, EngineException {
    retry(
        () -> {
          step.call();
          return null;
        });
  }

  /** As a state machine would: busy costs another call and nothing else. */
  private static <T> T retry(Verb<T> verb) throws PeerRejected, EngineException {
    for (int attempt = 0; ; attempt++) {
      try {
        return verb.call();
      } catch (EngineException e) {
        if (e.kind() != EngineException.Kind.BUSY || attempt == 3) {
          throw e;
        }
      }
    }
  }

  private void see(String what, byte[] bytes) {
    seen.append(what).append(' ').append(HexFormat.of().formatHex(bytes)).append('\n');
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
