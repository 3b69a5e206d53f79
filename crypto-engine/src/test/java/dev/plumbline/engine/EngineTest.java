package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.RsaKeyNumbers;
import dev.plumbline.engine.spi.RsaPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine refuses, and how; and what becomes of handles. */
@ParameterizedClass
@MethodSource("dev.plumbline.engine.EngineCases#all")
class EngineTest {
  private static final byte[] RANDOM = new byte[32];
  private static final MasterSeed SEED = new MasterSeed.Randoms(RANDOM, RANDOM);
  private static final SecretReveal REVEAL = SecretReveal.insecureSecretReveal();
  private static final CipherSuite SUITE = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;

  private final EngineCase with;
  private final CryptoEngine engine;

  EngineTest(EngineCase with) {
    this.with = with;
    this.engine = with.engine();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  @Test
  void ownPublicKeyIsRecognisedAndNoOther() throws Exception {
    for (TestKeys mine : TestKeys.values()) {
      try (DeviceKey key = engine.importKey(mine.material())) {
        for (TestKeys other : TestKeys.values()) {
          assertEquals(mine == other, key.isKeyOf(other.info()), mine + " and " + other);
        }
        assertEquals(mine.info().type(), key.type());
      }
    }
  }

  @Test
  void deviceKeyPrefersTheHashAsStrongAsItsCurve() throws Exception {
    assertEquals(
        List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA512),
        engine.importKey(TestKeys.EC_P256.material()).schemes());
    assertEquals(
        List.of(SignatureScheme.ECDSA_SHA384, SignatureScheme.ECDSA_SHA256, SignatureScheme.ECDSA_SHA512),
        engine.importKey(TestKeys.EC_P384.material()).schemes());
    assertEquals(6, engine.importKey(TestKeys.RSA_2048.material()).schemes().size());
  }

  @Test
  void certifiedKeyVerifiesAndUncertifiedOneNeverComesOut() throws Exception {
    byte[] tbs = {1, 2, 3};
    CryptoView signature = Flow.serverSignature(TestKeys.EC_P256, tbs);
    SubjectKey issuer = engine.trustAnchor(TestKeys.EC_P256.info());
    SubjectKey subject = engine.verifyCertificate(issuer, certificate(tbs, signature, TestKeys.EC_P384.info()));
    CryptoView ofSubject = Flow.serverSignature(TestKeys.EC_P384, tbs);
    engine.verify(subject, SignatureScheme.ECDSA_SHA256, CryptoView.of(tbs), ofSubject);
    byte[] other = {1, 2, 4};
    rejected(
        Reason.SIGNATURE,
        () -> engine.verifyCertificate(issuer, certificate(other, signature, TestKeys.EC_P384.info())));
  }

  @Test
  void certifiedKeyOffItsCurveIsRejectedThoughItsCertificateVerifies() throws Exception {
    byte[] tbs = {1, 2, 3};
    SubjectKey issuer = engine.trustAnchor(TestKeys.EC_P256.info());
    byte[] point = ((PublicKeyInfo.Ec) TestKeys.EC_P256.info()).point().copy();
    point[64] ^= 1;
    CryptoView signature = Flow.serverSignature(TestKeys.EC_P256, tbs);
    PublicKeyInfo off = new PublicKeyInfo.Ec(NamedGroup.SECP256R1, CryptoView.of(point));
    rejected(Reason.KEY, () -> engine.verifyCertificate(issuer, certificate(tbs, signature, off)));
  }

  private static SignedCertificate certificate(byte[] tbs, CryptoView signature, PublicKeyInfo key) {
    return new SignedCertificate(CryptoView.of(tbs), SignatureScheme.ECDSA_SHA256, signature, key);
  }

  @Test
  void signatureByTheOtherTypeOfKeyIsRejected() throws Exception {
    SubjectKey rsa = engine.trustAnchor(TestKeys.RSA_2048.info());
    CryptoView any = CryptoView.of(new byte[256]);
    rejected(Reason.SIGNATURE, () -> engine.verify(rsa, SignatureScheme.ECDSA_SHA256, any, any));
    SubjectKey ec = engine.trustAnchor(TestKeys.EC_P256.info());
    rejected(Reason.SIGNATURE, () -> engine.verify(ec, SignatureScheme.RSA_PSS_SHA256, any, any));
  }

  @Test
  void rsaKeysOutsideTheLimitsAreRejected() {
    byte[] modulus = ((PublicKeyInfo.Rsa) TestKeys.RSA_2048.info()).modulus().copy();
    byte[] e = {1, 0, 1};
    rejected(Reason.KEY, () -> engine.trustAnchor(rsa(Arrays.copyOf(modulus, 255), e)));
    rejected(Reason.KEY, () -> engine.trustAnchor(rsa(Arrays.copyOf(modulus, 513), e)));
    rejected(Reason.KEY, () -> engine.trustAnchor(rsa(new byte[0], e)));
    byte[] leadingZero = new byte[257];
    System.arraycopy(modulus, 0, leadingZero, 1, 256);
    rejected(Reason.KEY, () -> engine.trustAnchor(rsa(leadingZero, e)));
    byte[] even = modulus.clone();
    even[255] &= (byte) 0xFE;
    rejected(Reason.KEY, () -> engine.trustAnchor(rsa(even, e)));
  }

  @Test
  void oddRsaExponentsAreTakenAndOthersRejected() throws Exception {
    byte[] modulus = ((PublicKeyInfo.Rsa) TestKeys.RSA_2048.info()).modulus().copy();
    engine.trustAnchor(rsa(modulus, new byte[] {3})).close();
    engine.trustAnchor(rsa(modulus, new byte[] {-1, -1, -1, -1})).close();
    for (byte[] bad : new byte[][] {{}, {0}, {1}, {2}, {1, 0, 0}, {1, 0, 0, 0, 1}}) {
      rejected(Reason.KEY, () -> engine.trustAnchor(rsa(modulus, bad)));
    }
  }

  private static PublicKeyInfo rsa(byte[] modulus, byte[] exponent) {
    return new PublicKeyInfo.Rsa(CryptoView.of(modulus), CryptoView.of(exponent));
  }

  @ParameterizedTest
  @EnumSource(
      value = NamedGroup.class,
      names = {"SECP256R1", "SECP384R1"})
  void everyFormOfPointButTheUncompressedOneOnTheCurveIsRejected(NamedGroup group) throws Exception {
    ECPoint generator = CustomNamedCurves.getByName(group.ianaName()).getG();
    BigInteger p = generator.getCurve().getField().getCharacteristic();
    byte[] good = generator.getEncoded(false);
    share(group, good).close();
    byte[] hybrid = good.clone();
    hybrid[0] = (byte) (6 | good[good.length - 1] & 1);
    byte[] off = good.clone();
    off[good.length - 1] ^= 1;
    byte[] large = good.clone();
    Arrays.fill(large, 1, 1 + (good.length - 1) / 2, (byte) 0xFF);
    byte[] zero = new byte[good.length];
    zero[0] = 4;
    byte[] wrapped = off.clone();
    System.arraycopy(hex(p), 0, wrapped, 1, hex(p).length);
    byte[][] bad = {
      {}, {0}, {4}, generator.getEncoded(true), hybrid, off, large, zero, wrapped,
      Arrays.copyOf(good, good.length - 1), Arrays.copyOf(good, good.length + 1), new byte[good.length]
    };
    for (byte[] point : bad) {
      rejected(Reason.POINT, () -> share(group, point));
    }
  }

  private static byte[] hex(BigInteger number) {
    return HexFormat.of().parseHex(number.toString(16));
  }

  @Test
  void x25519SharesOfWrongLengthOrSmallOrderAreRejected() throws Exception {
    rejected(Reason.POINT, () -> share(NamedGroup.X25519, new byte[31]));
    rejected(Reason.POINT, () -> share(NamedGroup.X25519, new byte[33]));
    EphemeralKey mine = engine.ephemeral(NamedGroup.X25519);
    PeerShare zero = share(NamedGroup.X25519, new byte[32]);
    rejected(Reason.POINT, () -> engine.agree(mine, zero));
  }

  /** A share with a valid signature by the P-256 test key, whatever the point. */
  private PeerShare share(NamedGroup group, byte[] point) throws PeerRejected, EngineException {
    try (SubjectKey key = engine.trustAnchor(TestKeys.EC_P256.info())) {
      SignedServerParams params = Flow.signed(TestKeys.EC_P256, point, 0, RANDOM, RANDOM);
      return engine.verifyServerShare(key, SignatureScheme.ECDSA_SHA256, group, params);
    }
  }

  @Test
  void serverShareIsBoundToBothRandoms() throws Exception {
    SubjectKey key = engine.trustAnchor(TestKeys.RSA_2048.info());
    SignedServerParams params = Flow.serverParams(TestKeys.RSA_2048, NamedGroup.SECP256R1, RANDOM, RANDOM);
    engine.verifyServerShare(key, SignatureScheme.RSA_PSS_SHA256, NamedGroup.SECP256R1, params).close();
    byte[] other = new byte[32];
    other[31] = 1;
    for (boolean client : new boolean[] {true, false}) {
      SignedServerParams moved =
          new SignedServerParams(
              CryptoView.of(client ? other : RANDOM),
              CryptoView.of(client ? RANDOM : other),
              params.params(),
              params.point(),
              params.signature());
      rejected(
          Reason.SIGNATURE,
          () -> engine.verifyServerShare(key, SignatureScheme.RSA_PSS_SHA256, NamedGroup.SECP256R1, moved));
    }
  }

  @Test
  void preMasterSecretIsVersionAndRandomEncryptedToTheServer() throws Exception {
    byte[] random = new byte[46];
    Arrays.fill(random, (byte) 7);
    byte[] padding = new byte[206];
    padding[5] = 0; // a zero, which padding must not contain
    Arrays.fill(padding, 0, 5, (byte) 9);
    Arrays.fill(padding, 6, 206, (byte) 9);
    CryptoEngine pinned =
        with.engine(
            PinnedEntropy.seeded(3).pin(Purpose.PRE_MASTER_SECRET, random).pin(Purpose.PKCS1_PADDING, padding));
    CryptoView encrypted = CryptoView.of(new byte[256]);
    try (SubjectKey server = pinned.trustAnchor(TestKeys.RSA_2048.info());
        PreMasterSecret secret = pinned.encryptedPreMaster(server, 0x0303, encrypted)) {
      byte[] expected = new byte[48];
      expected[0] = 3;
      expected[1] = 3;
      System.arraycopy(random, 0, expected, 2, 46);
      assertArrayEquals(expected, pinned.reveal(secret, REVEAL).orElseThrow());
      assertArrayEquals(expected, decrypt(encrypted.copy()));
    }
  }

  private static byte[] decrypt(byte[] ciphertext) throws Exception {
    try (RsaPrivateKey key = (RsaPrivateKey) TestKeys.RSA_2048.material()) {
      RsaKeyNumbers numbers = RsaKeyNumbers.of(key.pkcs1());
      PKCS1Encoding rsa = new PKCS1Encoding(new RSABlindedEngine());
      rsa.init(false, new RSAKeyParameters(true, numbers.modulus(), numbers.privateExponent()));
      return rsa.processBlock(ciphertext, 0, ciphertext.length);
    }
  }

  @Test
  void rsaKeyTransportToAnEcKeyIsRejected() throws Exception {
    SubjectKey server = engine.trustAnchor(TestKeys.EC_P256.info());
    rejected(Reason.KEY, () -> engine.encryptedPreMaster(server, 0x0303, CryptoView.of(new byte[256])));
  }

  @Test
  void unusablePrivateKeysAreBadKeys() {
    failed(Kind.BAD_KEY, () -> engine.importKey(ec(NamedGroup.SECP256R1, new byte[32])));
    byte[] order = CustomNamedCurves.getByName("secp256r1").getN().toByteArray();
    failed(Kind.BAD_KEY, () -> engine.importKey(ec(NamedGroup.SECP256R1, order)));
    failed(Kind.BAD_KEY, () -> engine.importKey(ec(NamedGroup.X25519, new byte[] {9})));
    failed(Kind.BAD_KEY, () -> engine.importKey(new RsaPrivateKey(SecretBytes.adopt(new byte[] {0x30, 0}))));
    PrivateKeyMaterial unknown =
        new PrivateKeyMaterial() {
          @Override
          public KeyType type() {
            return KeyType.EC;
          }

          @Override
          public void close() {
            // Nothing inside.
          }
        };
    failed(Kind.BAD_KEY, () -> engine.importKey(unknown));
  }

  private static EcPrivateKey ec(NamedGroup group, byte[] scalar) {
    return new EcPrivateKey(group, SecretBytes.adopt(scalar));
  }

  @Test
  void operandsOfWrongSizeAreBadBuffersAndChangeNothing() throws Exception {
    DeviceKey key = engine.importKey(TestKeys.EC_P256.material());
    CryptoView digest = CryptoView.of(new byte[31]);
    CryptoView room = CryptoView.of(new byte[80]);
    failed(Kind.BAD_BUFFER, () -> engine.sign(key, SignatureScheme.ECDSA_SHA256, digest, room));
    CryptoView tight = CryptoView.of(new byte[80], 60, 20);
    CryptoView whole = CryptoView.of(new byte[32]);
    failed(Kind.BAD_BUFFER, () -> engine.sign(key, SignatureScheme.ECDSA_SHA256, whole, tight));
    PreMasterSecret secret = preMaster();
    failed(
        Kind.BAD_BUFFER,
        () -> engine.masterSecret(secret, HashAlgorithm.SHA256, new MasterSeed.SessionHash(new byte[31])));
    failed(
        Kind.BAD_BUFFER,
        () -> engine.masterSecret(secret, HashAlgorithm.SHA256, new MasterSeed.Randoms(RANDOM, new byte[31])));
    MasterSecret master = engine.masterSecret(secret, HashAlgorithm.SHA256, SEED);
    failed(Kind.BAD_BUFFER, () -> engine.trafficKeys(master, SUITE, RANDOM, new byte[33]));
    failed(
        Kind.BAD_BUFFER,
        () -> engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, digest, CryptoView.of(new byte[12])));
    failed(
        Kind.BAD_BUFFER,
        () -> engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, whole, CryptoView.of(new byte[11])));
  }

  @Test
  void schemeThatTheKeyCannotMakeIsUnsupported() throws Exception {
    DeviceKey key = engine.importKey(TestKeys.EC_P256.material());
    CryptoView digest = CryptoView.of(new byte[32]);
    CryptoView room = CryptoView.of(new byte[512]);
    failed(Kind.UNSUPPORTED, () -> engine.sign(key, SignatureScheme.RSA_PKCS1_SHA256, digest, room));
  }

  @Test
  void handleAfterCloseIsAProgrammingErrorAndClosingAgainIsNot() throws Exception {
    RunningHash hash = engine.hash(HashAlgorithm.SHA256);
    SubjectKey subject = engine.trustAnchor(TestKeys.RSA_2048.info());
    EphemeralKey mine = engine.ephemeral(NamedGroup.SECP256R1);
    PeerShare theirs = share(NamedGroup.SECP256R1, publicPoint(engine.ephemeral(NamedGroup.SECP256R1)));
    DeviceKey device = engine.importKey(TestKeys.EC_P256.material());
    PreMasterSecret preMaster = engine.agree(mine, theirs);
    MasterSecret master = engine.masterSecret(engine.agree(mine, theirs), HashAlgorithm.SHA256, SEED);
    TrafficKeys keys = engine.trafficKeys(master, SUITE, RANDOM, RANDOM);
    RecordCipher cipher = keys.clientWrite();
    for (Handle handle : List.of(hash, subject, mine, theirs, device, preMaster, master, keys, cipher)) {
      handle.close();
      handle.close();
    }
    CryptoView view = CryptoView.of(new byte[32]);
    List<Executable> uses =
        List.of(
            () -> hash.update(RANDOM, 0, 1),
            () -> hash.peek(RANDOM, 0),
            hash::reset,
            () -> engine.encryptedPreMaster(subject, 0x0303, view),
            () -> engine.verify(subject, SignatureScheme.RSA_PSS_SHA256, view, view),
            () -> mine.publicPoint(new byte[65], 0),
            () -> engine.agree(mine, theirs),
            () -> engine.sign(device, SignatureScheme.ECDSA_SHA256, view, view),
            () -> device.isKeyOf(TestKeys.EC_P256.info()),
            () -> engine.masterSecret(preMaster, HashAlgorithm.SHA256, SEED),
            () -> engine.reveal(preMaster, REVEAL),
            () -> engine.reveal(master, REVEAL),
            () -> engine.trafficKeys(master, SUITE, RANDOM, RANDOM),
            () -> engine.verifyData(master, HashAlgorithm.SHA256, Finisher.CLIENT, view, view),
            () -> engine.reveal(keys, REVEAL),
            keys::clientWrite,
            () -> cipher.seal(0, 23, CryptoView.of(new byte[8]), view),
            () -> cipher.open(0, 23, view, CryptoView.of(new byte[8])));
    for (int i = 0; i < uses.size(); i++) {
      assertThrows(IllegalStateException.class, uses.get(i), "use " + i);
    }
  }

  @Test
  void masterSecretConsumesThePreMasterSecret() throws Exception {
    PreMasterSecret secret = preMaster();
    engine.masterSecret(secret, HashAlgorithm.SHA256, SEED).close();
    assertThrows(
        IllegalStateException.class, () -> engine.masterSecret(secret, HashAlgorithm.SHA256, SEED));
  }

  @Test
  void recordCiphersAndMasterSecretOutliveTheTrafficKeysHandle() throws Exception {
    MasterSecret master = engine.masterSecret(preMaster(), HashAlgorithm.SHA256, SEED);
    TrafficKeys keys = engine.trafficKeys(master, SUITE, RANDOM, RANDOM);
    RecordCipher cipher = keys.clientWrite();
    keys.close();
    CryptoView fragment = CryptoView.of(new byte[24 + 5]);
    cipher.seal(0, 22, CryptoView.of(new byte[5]), fragment);
    cipher.close();
    engine.trafficKeys(master, SUITE, RANDOM, RANDOM).clientWrite().open(0, 22, fragment, CryptoView.of(new byte[5]));
  }

  @Test
  void handleOfAnotherEngineOrKindIsRefused() throws Exception {
    try (CryptoEngine other = with.engine()) {
      EphemeralKey foreign = other.ephemeral(NamedGroup.SECP256R1);
      PeerShare share = share(NamedGroup.SECP256R1, publicPoint(foreign));
      assertThrows(IllegalArgumentException.class, () -> engine.agree(foreign, share));
      Secret strange = () -> {};
      assertThrows(IllegalArgumentException.class, () -> engine.reveal(strange, REVEAL));
    }
  }

  @Test
  void keysOfDifferentGroupsDoNotAgree() throws Exception {
    PeerShare share = share(NamedGroup.SECP256R1, publicPoint(engine.ephemeral(NamedGroup.SECP256R1)));
    EphemeralKey mine = engine.ephemeral(NamedGroup.X25519);
    assertThrows(IllegalArgumentException.class, () -> engine.agree(mine, share));
  }

  @Test
  void closingTheEngineClosesWhatItHolds() throws Exception {
    CryptoEngine closing = with.engine();
    EphemeralKey key = closing.ephemeral(NamedGroup.SECP256R1);
    RunningHash hash = closing.hash(HashAlgorithm.SHA256);
    closing.close();
    closing.close();
    assertThrows(IllegalStateException.class, () -> key.publicPoint(new byte[65], 0));
    assertThrows(IllegalStateException.class, () -> hash.peek(new byte[32], 0));
    assertThrows(IllegalStateException.class, () -> closing.hash(HashAlgorithm.SHA256));
    assertThrows(IllegalStateException.class, () -> closing.ephemeral(NamedGroup.X25519));
    hash.close();
  }

  @Test
  void ephemeralKeyIsThePinnedEntropyAndIsDrawnAgainWhenOutOfRange() throws Exception {
    byte[] zero = new byte[32];
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xFF);
    byte[] one = new byte[32];
    one[31] = 1;
    PinnedEntropy entropy = PinnedEntropy.exactly();
    for (byte[] bytes : List.of(zero, tooLarge, one)) {
      entropy.pin(Purpose.EPHEMERAL_KEY, bytes);
    }
    try (CryptoEngine pinned = with.engine(entropy);
        EphemeralKey key = pinned.ephemeral(NamedGroup.SECP256R1)) {
      assertArrayEquals(CustomNamedCurves.getByName("secp256r1").getG().getEncoded(false), publicPoint(key));
    }
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void hashCanBeReadAtAnyPointAndGoesOn(HashAlgorithm algorithm) throws Exception {
    byte[] data = new byte[300];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    MessageDigest jdk = MessageDigest.getInstance(algorithm.standardName());
    byte[] peeked = new byte[algorithm.length()];
    try (RunningHash hash = engine.hash(algorithm)) {
      for (int at = 0; at < data.length; at += 37) {
        int length = Math.min(37, data.length - at);
        hash.update(data, at, length);
        hash.peek(peeked, 0);
        assertArrayEquals(jdk.digest(Arrays.copyOf(data, at + length)), peeked);
      }
      hash.reset();
      hash.peek(peeked, 0);
      assertArrayEquals(jdk.digest(), peeked);
      assertEquals(algorithm, hash.algorithm());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 200})
  void hmacTakesKeysOfAnyLength(int keyLength) throws Exception {
    byte[] key = new byte[Math.max(1, keyLength)];
    Arrays.fill(key, 0, keyLength, (byte) 0x6B);
    Mac jdk = Mac.getInstance("HmacSHA256");
    // The JDK takes no empty key; one zero byte is padded to the same block.
    jdk.init(new SecretKeySpec(Arrays.copyOf(key, Math.max(1, keyLength)), "HmacSHA256"));
    byte[] result = new byte[32];
    try (var hmac = with.primitives(Engines.systemEntropy()).hmac(HashAlgorithm.SHA256, key, 0, keyLength)) {
      hmac.update(RANDOM, 0, 32);
      hmac.finish(result, 0);
    }
    assertArrayEquals(jdk.doFinal(RANDOM), result);
  }

  @Test
  void engineWithoutACapabilityDoesNotHaveIt() throws Exception {
    EngineProfile all = engine.profile();
    EngineProfile none =
        new EngineProfile(
            "limited",
            List.of(),
            List.of(NamedGroup.X25519),
            all.schemes(),
            all.certificateCurves(),
            all.minRsaBits(),
            all.maxRsaBits(),
            Set.of());
    Primitives unlimited = with.primitives(Engines.systemEntropy());
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getName().equals("profile") ? none : method.invoke(unlimited, arguments);
    Primitives primitives =
        (Primitives)
            Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Primitives.class}, handler);
    CryptoEngine limited = new PrimitiveEngine(primitives, Engines.systemEntropy());
    SubjectKey server = limited.trustAnchor(TestKeys.RSA_2048.info());
    PreMasterSecret secret = limited.encryptedPreMaster(server, 0x0303, CryptoView.of(new byte[256]));
    assertEquals(Optional.empty(), limited.reveal(secret, REVEAL));
    failed(
        Kind.UNSUPPORTED,
        () -> limited.masterSecret(secret, HashAlgorithm.SHA256, new MasterSeed.SessionHash(RANDOM)));
    MasterSecret master = limited.masterSecret(secret, HashAlgorithm.SHA256, SEED);
    failed(Kind.UNSUPPORTED, () -> limited.trafficKeys(master, SUITE, RANDOM, RANDOM));
    failed(Kind.UNSUPPORTED, () -> limited.ephemeral(NamedGroup.SECP256R1));
  }

  @Test
  void systemEntropyFillsOnlyItsWindowAndDiffers() {
    Entropy entropy = Engines.systemEntropy();
    byte[] first = new byte[40];
    byte[] second = new byte[40];
    entropy.fill(Purpose.CLIENT_RANDOM, first, 4, 32);
    entropy.fill(Purpose.CLIENT_RANDOM, second, 4, 32);
    assertFalse(Arrays.equals(first, second));
    assertEquals(0, first[3] | first[36] | second[0] | second[39]);
  }

  @Test
  void secretsAreNotInTheTextOfHandles() throws Exception {
    PreMasterSecret secret = preMaster();
    String revealed = HexFormat.of().formatHex(engine.reveal(secret, REVEAL).orElseThrow());
    assertFalse(secret.toString().contains(revealed.substring(0, 8)));
    assertNotEquals(Optional.empty(), engine.reveal(secret, REVEAL));
  }

  private PreMasterSecret preMaster() throws Exception {
    EphemeralKey mine = engine.ephemeral(NamedGroup.X25519);
    return engine.agree(mine, share(NamedGroup.X25519, publicPoint(engine.ephemeral(NamedGroup.X25519))));
  }

  private static byte[] publicPoint(EphemeralKey key) {
    byte[] point = new byte[key.group().publicPointLength()];
    key.publicPoint(point, 0);
    return point;
  }

  private static void rejected(Reason reason, Executable verb) {
    assertEquals(reason, assertThrows(PeerRejected.class, verb).reason());
  }

  private static void failed(Kind kind, Executable verb) {
    assertEquals(kind, assertThrows(EngineException.class, verb).kind());
  }
}
