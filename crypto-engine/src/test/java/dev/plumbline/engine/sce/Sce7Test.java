package dev.plumbline.engine.sce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.device.DeviceEngine;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Sce7Test {
  private static final byte[] MESSAGE = "the TBSCertificate of a server".getBytes(StandardCharsets.UTF_8);

  private static KeyPair ec;
  private static byte[] ecSignature;
  private static KeyPair rsa;
  private static byte[] rsaSignature;

  @BeforeAll
  static void signWithAnotherImplementation() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    ec = generator.generateKeyPair();
    ecSignature = sign("SHA256withECDSA", ec);
    generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    rsa = generator.generateKeyPair();
    rsaSignature = sign("SHA256withRSA", rsa);
  }

  @Test
  void anEcAnchorInRomFailsUnderBigEndianWithTheCollapsedStatus() throws Exception {
    try (DeviceEngine engine = engine("endian", "big")) {
      PeerRejected rejected = assertThrows(PeerRejected.class, () -> verifyEc(engine, MemoryRegion.ROM));
      assertEquals(PeerRejected.Reason.SIGNATURE, rejected.reason());
      DeviceStatus status = rejected.status().orElseThrow();
      assertEquals(0x20009, status.code());
      assertEquals("ECDSA verify", status.stage());
      assertTrue(engine.memory().meter().romWritesDropped() > 0, "the swap was tried, and the ROM kept its bytes");
    }
  }

  @Test
  void theSameAnchorInRamVerifiesUnderBigEndianAgainAndAgain() throws Exception {
    try (DeviceEngine engine = engine("endian", "big");
        SubjectKey anchor = engine.trustAnchor(ecKey(MemoryRegion.RAM))) {
      for (int i = 0; i < 3; i++) {
        engine.verify(anchor, SignatureScheme.ECDSA_SHA256, CryptoView.of(MESSAGE), CryptoView.of(ecSignature));
      }
      assertEquals(3, engine.meter().counts().get(Operation.ECDSA_VERIFY));
    }
  }

  @Test
  void littleEndianDoesNotCareWhereTheAnchorLies() throws Exception {
    try (DeviceEngine engine = engine("endian", "little")) {
      assertDoesNotThrow(() -> verifyEc(engine, MemoryRegion.ROM));
      assertDoesNotThrow(() -> verifyEc(engine, MemoryRegion.RAM));
      assertEquals(0, engine.memory().meter().romWritesDropped());
    }
  }

  @Test
  void aCopyingPortWouldNotCareEitherAndPaysForIt() throws Exception {
    try (DeviceEngine engine = engine("swap", "copy")) {
      assertDoesNotThrow(() -> verifyEc(engine, MemoryRegion.ROM));
      assertEquals(64 + 32 + 32 + 32, engine.memory().meter().bytesBounced());
    }
  }

  @Test
  void romThatFaultsOnWritesIsALocalFailureThatNamesTheAddress() throws Exception {
    try (DeviceEngine engine = engine("rom-write", "faults")) {
      EngineException failure = assertThrows(EngineException.class, () -> verifyEc(engine, MemoryRegion.ROM));
      assertEquals(EngineException.Kind.BAD_BUFFER, failure.kind());
      assertTrue(failure.getMessage().contains("0x"), failure.getMessage());
    }
  }

  @Test
  void anRsaAnchorInRomVerifiesUnderBigEndianBecauseTheGlueCopiesFirst() throws Exception {
    try (DeviceEngine engine = engine("endian", "big");
        SubjectKey anchor = engine.trustAnchor(rsaKey(rsa, MemoryRegion.ROM))) {
      engine.verify(anchor, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(MESSAGE), CryptoView.of(rsaSignature));
      assertEquals(0, engine.memory().meter().romWritesDropped());
    }
  }

  /** Exponent, modulus and input, and the output: 4 + 3 × 256 bytes; and the stored key is read once. */
  @Test
  void rsaNumbersGoThroughTheWordsOfTheScratch() throws Exception {
    for (String endian : List.of("big", "little")) {
      try (DeviceEngine engine = engine("endian", endian);
          SubjectKey anchor = engine.trustAnchor(rsaKey(rsa, MemoryRegion.ROM))) {
        engine.verify(anchor, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(MESSAGE), CryptoView.of(rsaSignature));
        assertEquals(4 + 3 * 256, engine.memory().meter().peakByPurpose().get(Purpose.SCRATCH), endian);
        assertEquals(4 + 256, engine.memory().meter().romRead(), endian);
      }
    }
  }

  @Test
  void rsaGivesAllItsMemoryBackAlsoWhenTheSignatureIsWrong() throws Exception {
    byte[] tooLarge = new byte[256];
    Arrays.fill(tooLarge, (byte) 0xFF);
    try (DeviceEngine engine = engine("endian", "big")) {
      try (SubjectKey anchor = engine.trustAnchor(rsaKey(rsa, MemoryRegion.RAM))) {
        for (byte[] wrong : List.of(tooLarge, new byte[256], new byte[255], Arrays.copyOf(rsaSignature, 257))) {
          assertThrows(PeerRejected.class, () -> engine.verify(
              anchor, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(MESSAGE), CryptoView.of(wrong)));
        }
      }
      assertEquals(0, engine.memory().meter().ramInUse());
    }
  }

  /** The glue reverses nothing after RSA-2048 with an exponent of one or two bytes. */
  @Test
  void anExponentOfThreeFailsUnderBigEndianOnly() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
    KeyPair three = generator.generateKeyPair();
    byte[] signature = sign("SHA256withRSA", three);
    assertThrows(PeerRejected.class, () -> verifyRsa(engine("endian", "big"), three, signature));
    assertDoesNotThrow(() -> verifyRsa(engine("endian", "little"), three, signature));
    assertDoesNotThrow(() -> verifyRsa(engine("small-exponent", "swapped"), three, signature));
    generator.initialize(new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F0));
    KeyPair half = generator.generateKeyPair();
    byte[] short1024 = sign("SHA256withRSA", half);
    assertDoesNotThrow(() -> verifyRsa(engine("endian", "big"), half, short1024));
  }

  @Test
  void anRsaClientKeyInRomSignsRightUnderBigEndian() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    try (DeviceEngine engine = Sce7.engine(Sce7Rules.SSP_2_X, Engines.systemEntropy(), MemoryRegion.ROM)) {
      try (PrivateKeyMaterial material = PrivateKeys.read(rsa.getPrivate().getEncoded());
          DeviceKey key = engine.importKey(material)) {
        CryptoView signature = CryptoView.of(new byte[256]);
        engine.sign(key, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(digest), signature);
        assertArrayEquals(rsaSignature, signature.array());
        assertEquals(512, engine.memory().meter().romRead(), "d and n are read where they lie, once");
        assertEquals(4 * 256, engine.memory().meter().peakByPurpose().get(Purpose.SCRATCH));
      }
      assertEquals(0, engine.memory().meter().romWritesDropped());
      assertEquals(0, engine.memory().meter().ramInUse());
    }
  }

  @Test
  void anRsaClientKeyOfASizeThatTheGlueLacksSignsNothing() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    byte[] pkcs8 = generator.generateKeyPair().getPrivate().getEncoded();
    try (DeviceEngine engine = engine("endian", "big");
        PrivateKeyMaterial material = PrivateKeys.read(pkcs8);
        DeviceKey key = engine.importKey(material)) {
      EngineException refused = assertThrows(EngineException.class, () -> engine.sign(
          key, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(new byte[32]), CryptoView.of(new byte[384])));
      assertEquals(1, refused.status().orElseThrow().code());
    }
  }

  private static PublicKeyInfo rsaKey(KeyPair pair, MemoryRegion region) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new PublicKeyInfo.Rsa(
        CryptoView.of(BigIntegers.asUnsignedByteArray(key.getModulus())).in(region),
        CryptoView.of(BigIntegers.asUnsignedByteArray(key.getPublicExponent())).in(region));
  }

  private static void verifyRsa(DeviceEngine opened, KeyPair pair, byte[] signature)
      throws PeerRejected, EngineException {
    try (DeviceEngine engine = opened; SubjectKey anchor = engine.trustAnchor(rsaKey(pair, MemoryRegion.RAM))) {
      engine.verify(anchor, SignatureScheme.RSA_PKCS1_SHA256, CryptoView.of(MESSAGE), CryptoView.of(signature));
    }
  }

  @Test
  void aClientKeyInRomUnderBigEndianSignsWithTheWrongNumber() throws Exception {
    try (DeviceEngine inRam = Sce7.engine(Sce7Rules.SSP_2_X, Engines.systemEntropy(), MemoryRegion.RAM)) {
      assertTrue(verifies(signWithDevice(inRam)), "in RAM the signature is right");
    }
    try (DeviceEngine inRom = Sce7.engine(Sce7Rules.SSP_2_X, Engines.systemEntropy(), MemoryRegion.ROM)) {
      try {
        assertTrue(!verifies(signWithDevice(inRom)), "the server must refuse it");
      } catch (EngineException swappedKeyIsOutOfRange) {
        assertEquals(0x20009, swappedKeyIsOutOfRange.status().orElseThrow().code());
      }
    }
  }

  @Test
  void aCurveThatTheGlueLacksIsRefusedWithTheStatusOfItsVersion() throws Exception {
    byte[] point = new byte[NamedGroup.SECP384R1.publicPointLength()];
    PublicKeyInfo p384 = new PublicKeyInfo.Ec(NamedGroup.SECP384R1, CryptoView.of(point));
    for (Sce7Rules rules : Sce7Rules.PRESETS) {
      try (DeviceEngine engine = Sce7.engine(rules, Engines.systemEntropy(), MemoryRegion.RAM)) {
        PeerRejected rejected = assertThrows(PeerRejected.class, () -> engine.trustAnchor(p384));
        assertEquals(rules.missingCurve(), rejected.status().orElseThrow());
      }
    }
  }

  @Test
  void memoryIsAllGivenBackWhenHandlesAreClosed() throws Exception {
    try (DeviceEngine engine = engine("endian", "big")) {
      verifyEc(engine, MemoryRegion.RAM);
      assertEquals(0, engine.memory().meter().ramInUse());
      assertEquals(64 + 2 * (32 + 64), engine.memory().meter().ramPeak(), "the key, and a hash with its copy");
      assertEquals(3 * 32, engine.memory().meter().peakByPurpose().get(Purpose.SCRATCH));
    }
  }

  @Test
  void settingsAreWhatTheSwitchesTake() {
    Sce7Rules rules = Sce7Rules.SSP_2_X;
    assertEquals(Sce7Rules.switches().size() - 1, rules.settings().size(), "all but the preset");
    for (Map.Entry<String, String> each : rules.settings().entrySet()) {
      assertEquals(rules, rules.with(each.getKey(), each.getValue()), each::toString);
    }
  }

  @Test
  void anUnknownSwitchOrValueIsAnsweredWithWhatThereIs() {
    IllegalArgumentException wrongName =
        assertThrows(IllegalArgumentException.class, () -> Sce7Rules.SSP_2_X.with("endianness", "big"));
    assertTrue(wrongName.getMessage().contains("endian"), wrongName.getMessage());
    IllegalArgumentException wrongValue =
        assertThrows(IllegalArgumentException.class, () -> Sce7Rules.SSP_2_X.with("endian", "middle"));
    assertTrue(wrongValue.getMessage().contains("little"), wrongValue.getMessage());
  }

  private static DeviceEngine engine(String name, String value) {
    return Sce7.engine(Sce7Rules.SSP_2_X.with(name, value), Engines.systemEntropy(), MemoryRegion.RAM);
  }

  private static void verifyEc(DeviceEngine engine, MemoryRegion region) throws PeerRejected, EngineException {
    try (SubjectKey anchor = engine.trustAnchor(ecKey(region))) {
      engine.verify(anchor, SignatureScheme.ECDSA_SHA256, CryptoView.of(MESSAGE), CryptoView.of(ecSignature));
    }
  }

  private static PublicKeyInfo ecKey(MemoryRegion region) {
    ECPublicKey key = (ECPublicKey) ec.getPublic();
    byte[] point = new byte[65];
    point[0] = 4;
    BigIntegers.asUnsignedByteArray(key.getW().getAffineX(), point, 1, 32);
    BigIntegers.asUnsignedByteArray(key.getW().getAffineY(), point, 33, 32);
    return new PublicKeyInfo.Ec(NamedGroup.SECP256R1, CryptoView.of(point).in(region));
  }

  private static byte[] signWithDevice(DeviceEngine engine) throws Exception {
    byte[] scalar = BigIntegers.asUnsignedByteArray(32, ((ECPrivateKey) ec.getPrivate()).getS());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    CryptoView signature = CryptoView.of(new byte[80]);
    try (EcPrivateKey material = new EcPrivateKey(NamedGroup.SECP256R1, SecretBytes.adopt(scalar));
        DeviceKey key = engine.importKey(material)) {
      engine.sign(key, SignatureScheme.ECDSA_SHA256, CryptoView.of(digest), signature);
    }
    return Arrays.copyOf(signature.array(), signature.length());
  }

  private static boolean verifies(byte[] signature) throws Exception {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(ec.getPublic());
    verifier.update(MESSAGE);
    return verifier.verify(signature);
  }

  private static byte[] sign(String algorithm, KeyPair key) throws Exception {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }
}
