package dev.plumbline.engine.sce;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PublicKeyInfo;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.element.ElementRules;
import dev.plumbline.engine.element.SecureElements;
import dev.plumbline.engine.jca.Jca;
import dev.plumbline.engine.jca.JcaRules;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.EcdsaSignature;
import dev.plumbline.engine.spi.SecretBytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** secp192r1 and RSA of 1024 bits: the device has them, and nothing else here does. */
class Sce7ShortKeysTest {
  private static final byte[] MESSAGE = "the TBSCertificate of an old server".getBytes(StandardCharsets.UTF_8);
  private static final int FIELD = 24;

  /** secp192r1 from its textbook parameters, which the engine does not compute with. */
  private final ECDomainParameters curve = textbook();
  private final BigInteger scalar = new BigInteger("6fab034934e4c0fc9ae67f5b5659a9d7d1fefd187ee09fd4", 16);

  private static ECDomainParameters textbook() {
    X9ECParameters parameters = SECNamedCurves.getByName("secp192r1");
    return new ECDomainParameters(parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }

  @Test
  void aP192AnchorVerifiesFromRamAndInRomFallsToTheSwap() throws Exception {
    byte[] signature = signedElsewhere();
    try (CryptoEngine engine = sce7(MemoryRegion.RAM)) {
      assertDoesNotThrow(() -> verify(engine, p192(MemoryRegion.RAM), SignatureScheme.ECDSA_SHA256, signature));
      PeerRejected rejected =
          assertThrows(
              PeerRejected.class,
              () -> verify(engine, p192(MemoryRegion.ROM), SignatureScheme.ECDSA_SHA256, signature));
      assertEquals(0x20009, rejected.status().orElseThrow().code());
    }
  }

  @Test
  void aP192KeySignsWithADigestCutToItsSize() throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    CryptoView signature = CryptoView.of(new byte[80]);
    try (CryptoEngine engine = sce7(MemoryRegion.RAM);
        EcPrivateKey material =
            new EcPrivateKey(
                NamedGroup.SECP192R1, SecretBytes.adopt(BigIntegers.asUnsignedByteArray(FIELD, scalar)));
        DeviceKey key = engine.importKey(material)) {
      engine.sign(key, SignatureScheme.ECDSA_SHA256, CryptoView.of(digest), signature);
    }
    Optional<EcdsaSignature> made = EcdsaSignature.decode(signature);
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(curve.getG().multiply(scalar), curve));
    assertTrue(verifier.verifySignature(digest, made.orElseThrow().r(), made.get().s()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void rsaOfTheSizesThatTheGlueHasVerifies(int bits) throws Exception {
    KeyPair pair = rsa(bits);
    byte[] signature = signedBy(pair);
    try (CryptoEngine engine = sce7(MemoryRegion.RAM)) {
      assertDoesNotThrow(() -> verify(engine, info(pair), SignatureScheme.RSA_PKCS1_SHA256, signature));
      byte[] other = signature.clone();
      other[20] ^= 1;
      assertThrows(
          PeerRejected.class, () -> verify(engine, info(pair), SignatureScheme.RSA_PKCS1_SHA256, other));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1536, 3072})
  void rsaOfASizeBetweenIsRefusedWithTheGluesOwnNumber(int bits) throws Exception {
    KeyPair pair = rsa(bits);
    byte[] signature = signedBy(pair);
    try (CryptoEngine engine = sce7(MemoryRegion.RAM)) {
      EngineException refused =
          assertThrows(
              EngineException.class, () -> verify(engine, info(pair), SignatureScheme.RSA_PKCS1_SHA256, signature));
      assertEquals(EngineException.Kind.UNSUPPORTED, refused.kind());
      assertEquals(1, refused.status().orElseThrow().code());
    }
  }

  @Test
  void noOtherEngineTakesEither() throws Exception {
    PublicKeyInfo shortRsa = info(rsa(1024));
    List<CryptoEngine> others =
        List.of(
            Engines.software(),
            Jca.engine(JcaRules.FASTEST, Engines.systemEntropy()),
            Sce9.engine(Sce9Rules.PORTED, Engines.systemEntropy()),
            SecureElements.engine(ElementRules.USUAL, Engines.systemEntropy()));
    for (CryptoEngine engine : others) {
      try (engine) {
        String name = engine.profile().name();
        assertFalse(engine.profile().groups().contains(NamedGroup.SECP192R1), name);
        assertThrows(PeerRejected.class, () -> engine.trustAnchor(p192(MemoryRegion.RAM)), name);
        assertThrows(PeerRejected.class, () -> engine.trustAnchor(shortRsa), name);
        assertThrows(EngineException.class, () -> engine.ephemeral(NamedGroup.SECP192R1), name);
        assertThrows(EngineException.class, () -> importP192(engine), name);
      }
    }
  }

  private void importP192(CryptoEngine engine) throws EngineException {
    byte[] bytes = BigIntegers.asUnsignedByteArray(FIELD, scalar);
    try (EcPrivateKey material = new EcPrivateKey(NamedGroup.SECP192R1, SecretBytes.adopt(bytes))) {
      engine.importKey(material).close();
    }
  }

  private static CryptoEngine sce7(MemoryRegion keys) {
    return Sce7.engine(Sce7Rules.SSP_2_X, Engines.systemEntropy(), keys);
  }

  private static void verify(CryptoEngine engine, PublicKeyInfo key, SignatureScheme scheme, byte[] signature)
      throws PeerRejected, EngineException {
    try (SubjectKey anchor = engine.trustAnchor(key)) {
      engine.verify(anchor, scheme, CryptoView.of(MESSAGE), CryptoView.of(signature));
    }
  }

  private PublicKeyInfo p192(MemoryRegion region) {
    byte[] point = curve.getG().multiply(scalar).getEncoded(false);
    return new PublicKeyInfo.Ec(NamedGroup.SECP192R1, CryptoView.of(point).in(region));
  }

  private byte[] signedElsewhere() throws Exception {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ECPrivateKeyParameters(scalar, curve));
    BigInteger[] numbers = signer.generateSignature(MessageDigest.getInstance("SHA-256").digest(MESSAGE));
    return new EcdsaSignature(numbers[0], numbers[1]).encode();
  }

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static byte[] signedBy(KeyPair pair) throws Exception {
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE);
    return signer.sign();
  }

  private static PublicKeyInfo info(KeyPair pair) {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new PublicKeyInfo.Rsa(
        CryptoView.of(BigIntegers.asUnsignedByteArray(key.getModulus())),
        CryptoView.of(BigIntegers.asUnsignedByteArray(key.getPublicExponent())));
  }
}
