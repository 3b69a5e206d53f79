package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The engines that other tests lean on do what they say. */
class TestingEnginesTest {
  private static final byte[] RANDOM = new byte[32];
  private static final SecretReveal REVEAL = SecretReveal.insecureSecretReveal();

  @Test
  void nullEngineRunsEveryVerbWithValuesOfTheRightSize() throws Exception {
    CryptoEngine engine = new NullEngine();
    List<Handle> handles = new ArrayList<>();
    everyVerb(engine, handles);
    handles.forEach(Handle::close);
    SubjectKey rsa = engine.trustAnchor(rsa());
    CryptoView encrypted = CryptoView.of(new byte[300]);
    engine.encryptedPreMaster(rsa, 0x0303, encrypted);
    assertEquals(256, encrypted.length());
  }

  @Test
  void nullCipherNoticesSequenceTypeAndTagButNotContent() throws Exception {
    RecordCipher cipher = NullEngine.recordCipher();
    byte[] fragment = new byte[10 + cipher.overhead()];
    CryptoView whole = CryptoView.of(fragment);
    CryptoView content = CryptoView.of(new byte[10]);
    cipher.seal(258, 23, CryptoView.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), whole);
    cipher.open(258, 23, whole, content);
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, content.copy());
    assertThrows(PeerRejected.class, () -> cipher.open(259, 23, whole, content));
    assertThrows(PeerRejected.class, () -> cipher.open(258, 22, whole, content));
    fragment[fragment.length - 1] ^= 1;
    assertThrows(PeerRejected.class, () -> cipher.open(258, 23, whole, content));
    assertThrows(EngineException.class, () -> cipher.open(258, 23, whole, CryptoView.of(new byte[11])));
  }

  @Test
  void nullEngineRevealsOnlyWithThatCapability() {
    PreMasterSecret secret = new NullEngine().agree(null, null);
    assertTrue(new NullEngine().reveal(secret, REVEAL).isPresent());
    assertEquals(Optional.empty(), new NullEngine(Set.of()).reveal(secret, REVEAL));
  }

  @Test
  void leakCheckerCountsEveryKindUntilItIsClosed() throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(new NullEngine());
    List<Handle> handles = new ArrayList<>();
    everyVerb(engine, handles);
    assertEquals(
        Map.of(
            "RunningHash", 1,
            "SubjectKey", 2,
            "EphemeralKey", 1,
            "PeerShare", 1,
            "MasterSecret", 1,
            "TrafficKeys", 1,
            "RecordCipher", 2,
            "DeviceKey", 1),
        engine.openHandlesByKind());
    assertEquals(10, engine.openHandles());
    assertTrue(engine.leaks().get(0).contains("everyVerb"), engine.leaks().get(0));
    handles.forEach(Handle::close);
    handles.forEach(Handle::close);
    assertEquals(0, engine.openHandles());
    assertEquals(List.of(), engine.misuses());
  }

  @Test
  void leakCheckerRefusesAndRemembersUseAfterClose() throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(new NullEngine());
    RunningHash hash = engine.hash(HashAlgorithm.SHA256);
    hash.close();
    assertThrows(IllegalStateException.class, () -> hash.update(RANDOM, 0, 1));
    assertEquals(1, engine.misuses().size());
    assertTrue(engine.misuses().get(0).startsWith("RunningHash made at "), engine.misuses().get(0));
  }

  @Test
  void leakCheckerRefusesHandlesOfOthers() throws Exception {
    EphemeralKey foreign = new LeakCheckingEngine(new NullEngine()).ephemeral(NamedGroup.SECP256R1);
    LeakCheckingEngine engine = new LeakCheckingEngine(new NullEngine());
    assertThrows(IllegalArgumentException.class, () -> engine.agree(foreign, null));
  }

  @Test
  void everyCallCanBeMadeToFailOnce() throws Exception {
    FailingEngine counting = new FailingEngine(new NullEngine());
    everyVerb(counting, new ArrayList<>());
    List<Verb> calls = counting.calls();
    assertEquals(Set.of(Verb.values()).size() - 1, Set.copyOf(calls).size(), "all but RSA key transport");
    for (int n = 1; n <= calls.size(); n++) {
      EngineException failure = new EngineException(Kind.INTERNAL, "call " + n);
      FailingEngine engine = new FailingEngine(new NullEngine()).failCall(n, failure);
      assertSame(failure, assertThrows(EngineException.class, () -> everyVerb(engine, new ArrayList<>())));
      assertEquals(calls.subList(0, n), engine.calls());
    }
  }

  @Test
  void busyVerbWorksAfterAsManyTriesAsPlanned() throws Exception {
    EngineException busy = new EngineException(Kind.BUSY, "in use");
    FailingEngine engine = new FailingEngine(new NullEngine()).fail(Verb.EPHEMERAL, 2, 3, busy);
    engine.ephemeral(NamedGroup.X25519);
    for (int i = 0; i < 3; i++) {
      assertSame(busy, assertThrows(EngineException.class, () -> engine.ephemeral(NamedGroup.X25519)));
    }
    engine.ephemeral(NamedGroup.X25519);
    assertEquals(Collections.nCopies(5, Verb.EPHEMERAL), engine.calls());
  }

  @Test
  void onlyVerbsThatLookAtThePeerCanRejectIt() throws Exception {
    PeerRejected rejected = new PeerRejected(PeerRejected.Reason.SIGNATURE, "planned");
    FailingEngine engine = new FailingEngine(new NullEngine()).fail(Verb.TRUST_ANCHOR, 1, rejected);
    assertSame(rejected, assertThrows(PeerRejected.class, () -> engine.trustAnchor(rsa())));
    assertThrows(IllegalArgumentException.class, () -> engine.fail(Verb.SIGN, 1, rejected));
    engine.failCall(2, rejected);
    assertThrows(IllegalStateException.class, () -> engine.hash(HashAlgorithm.SHA256));
  }

  @Test
  void failingEngineRevealsItsTrafficKeys() throws Exception {
    FailingEngine engine = new FailingEngine(new LeakCheckingEngine(new NullEngine()));
    List<Handle> handles = new ArrayList<>();
    TrafficKeys keys = everyVerb(engine, handles);
    assertEquals(40, engine.reveal(keys, REVEAL).orElseThrow().length);
    handles.forEach(Handle::close);
  }

  @Test
  void pinnedEntropyDependsOnPurposeAndSeedAndNotOnOrder() {
    byte[] first = draw(PinnedEntropy.seeded(1), Purpose.CLIENT_RANDOM, 70);
    PinnedEntropy other = PinnedEntropy.seeded(1);
    draw(other, Purpose.EPHEMERAL_KEY, 10);
    byte[] head = draw(other, Purpose.CLIENT_RANDOM, 30);
    byte[] tail = draw(other, Purpose.CLIENT_RANDOM, 40);
    assertArrayEquals(Arrays.copyOf(first, 30), head);
    assertArrayEquals(Arrays.copyOfRange(first, 30, 70), tail);
    assertFalse(Arrays.equals(first, draw(PinnedEntropy.seeded(2), Purpose.CLIENT_RANDOM, 70)));
    assertFalse(Arrays.equals(first, draw(PinnedEntropy.seeded(1), Purpose.SESSION_ID, 70)));
  }

  @Test
  void pinnedBytesComeFirstAndRunOutLoudly() {
    PinnedEntropy exactly = PinnedEntropy.exactly().pin(Purpose.PSS_SALT, new byte[] {1, 2});
    exactly.pin(Purpose.PSS_SALT, new byte[] {3});
    assertArrayEquals(new byte[] {1, 2, 3}, draw(exactly, Purpose.PSS_SALT, 3));
    assertThrows(IllegalStateException.class, () -> draw(exactly, Purpose.PSS_SALT, 1));
    PinnedEntropy then = PinnedEntropy.seeded(4).pin(Purpose.PSS_SALT, new byte[] {9});
    byte[] drawn = draw(then, Purpose.PSS_SALT, 5);
    assertEquals(9, drawn[0]);
    byte[] stream = draw(PinnedEntropy.seeded(4), Purpose.PSS_SALT, 4);
    assertArrayEquals(stream, Arrays.copyOfRange(drawn, 1, 5));
  }

  private static byte[] draw(PinnedEntropy entropy, Purpose purpose, int length) {
    byte[] bytes = new byte[length];
    entropy.fill(purpose, bytes, 0, length);
    return bytes;
  }

  private static PublicKeyInfo rsa() {
    byte[] modulus = new byte[256];
    modulus[0] = (byte) 0x80;
    return new PublicKeyInfo.Rsa(CryptoView.of(modulus), CryptoView.of(new byte[] {3}));
  }

  /** Calls every verb but RSA key transport, and adds what is then open to {@code handles}. */
  private static TrafficKeys everyVerb(CryptoEngine engine, List<Handle> handles) throws Exception {
    CryptoView view = CryptoView.of(new byte[100]);
    RunningHash hash = engine.hash(HashAlgorithm.SHA256);
    hash.update(RANDOM, 0, 32);
    hash.peek(new byte[32], 0);
    SubjectKey anchor = engine.trustAnchor(rsa());
    SubjectKey leaf =
        engine.verifyCertificate(
            anchor,
            new SignedCertificate(view, SignatureScheme.RSA_PKCS1_SHA256, view, rsa()));
    engine.verify(leaf, SignatureScheme.RSA_PKCS1_SHA256, view, view);
    EphemeralKey mine = engine.ephemeral(NamedGroup.SECP256R1);
    mine.publicPoint(new byte[65], 0);
    PeerShare theirs =
        engine.verifyServerShare(
            leaf,
            SignatureScheme.RSA_PSS_SHA256,
            mine.group(),
            new SignedServerParams(view, view, view, view, view));
    PreMasterSecret preMaster = engine.agree(mine, theirs);
    MasterSecret master =
        engine.masterSecret(preMaster, HashAlgorithm.SHA256, new MasterSeed.SessionHash(RANDOM));
    engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, view, CryptoView.of(new byte[12]));
    CipherSuite suite = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    TrafficKeys keys = engine.trafficKeys(master, suite, RANDOM, RANDOM);
    CryptoView fragment = CryptoView.of(new byte[4 + keys.clientWrite().overhead()]);
    CryptoView content = CryptoView.of(new byte[4]);
    keys.clientWrite().seal(0, 23, content, fragment);
    keys.serverWrite().open(0, 23, fragment, content);
    DeviceKey device = engine.importKey(new Material());
    engine.sign(device, device.schemes().get(0), view, CryptoView.of(new byte[256]));
    handles.addAll(List.of(hash, anchor, leaf, mine, theirs, master, keys));
    handles.addAll(List.of(keys.clientWrite(), keys.serverWrite(), device));
    return keys;
  }

  private record Material() implements PrivateKeyMaterial {
    @Override
    public KeyType type() {
      return KeyType.EC;
    }

    @Override
    public void close() {
      // Nothing inside.
    }
  }
}
