package dev.plumbline.engine.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.TestKeys;
import dev.plumbline.engine.jca.JcaRules.Choice;
import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.Primitives.KeyShare;
import dev.plumbline.engine.spi.SecretBytes;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.security.MessageDigestSpi;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who computes what, and what becomes of a provider that goes wrong. */
class JcaTest {
  private static final Supplier<byte[]> FAULT =
      () -> {
        throw new ProviderException("the token was removed");
      };

  @AfterEach
  void remove() {
    Security.removeProvider(ScriptedProvider.NAME);
  }

  @Test
  void jdkComputesWhatItIsFasterAt() {
    Map<JcaOperation, String> expected = new EnumMap<>(JcaOperation.class);
    for (JcaOperation operation : JcaOperation.values()) {
      boolean faster = operation.nanos(ProviderFamily.JDK) < operation.softwareNanos();
      expected.put(operation, faster ? "jdk" : "bc");
    }
    assertEquals(expected, computedBy(JcaRules.of(JcaRules.JDK, Choice.AUTO)));
    assertEquals("jdk", expected.get(JcaOperation.GCM));
    assertEquals("bc", expected.get(JcaOperation.ECDH_P256));
  }

  @Test
  void switchSaysWhoComputes() {
    JcaRules rules = JcaRules.FASTEST.with("provider", "jdk").with("hash", "bc").with("ec", "jca");
    Map<JcaOperation, String> by = computedBy(rules);
    assertEquals("bc", by.get(JcaOperation.HASH));
    assertEquals("jdk", by.get(JcaOperation.HMAC));
    assertEquals("jdk", by.get(JcaOperation.ECDH_P256));
    assertEquals("jdk", by.get(JcaOperation.ECDSA_P256));
    for (String name : new String[] {"hash", "hmac", "gcm", "ec", "rsa"}) {
      rules = rules.with(name, "bc");
    }
    assertEquals(JcaRules.of("jdk", Choice.BC), rules);
    assertTrue(computedBy(rules).values().stream().allMatch("bc"::equals));
    JcaRules unchanged = rules;
    assertThrows(IllegalArgumentException.class, () -> unchanged.with("gcm", "fast"));
    assertThrows(IllegalArgumentException.class, () -> unchanged.with("cbc", "jca"));
  }

  @Test
  void providerOfOnePurposeLeavesTheRestToSoftware() {
    Map<JcaOperation, String> by = computedBy(JcaRules.of("SunJCE", Choice.JCA));
    assertEquals("SunJCE", by.get(JcaOperation.GCM));
    assertEquals("bc", by.get(JcaOperation.HASH));
    assertEquals("bc", by.get(JcaOperation.ECDSA_P256));
  }

  @Test
  void providerThatNobodyMeasuredComputesWhatItHas() throws Exception {
    Map<JcaOperation, String> by = computedBy(JcaRules.of(ScriptedProvider.NAME, Choice.AUTO));
    for (JcaOperation operation : JcaOperation.values()) {
      assertEquals(operation == JcaOperation.HMAC ? ScriptedProvider.NAME : "bc", by.get(operation));
    }
    try (CryptoEngine engine = Jca.engine(ScriptedProvider.NAME, Engines.systemEntropy())) {
      assertEquals("jca", engine.profile().name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SunNothing"})
  void providerThatIsNotThereIsNamed(String name) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> Jca.engine(name, Engines.systemEntropy()));
    assertTrue(thrown.getMessage().contains("'" + name + "'"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("SunJCE"), thrown.getMessage());
  }

  @Test
  void hashThatCannotBeCopiedIsNotUsed() {
    Supplier<Object> digest = Uncopied::new;
    Primitives primitives =
        scripted(p -> p.with("MessageDigest", "SHA-256", digest).with("MessageDigest", "SHA-384", digest)
            .with("MessageDigest", "SHA-512", digest));
    assertEquals("bc", ((JcaPrimitives) primitives).computedBy(JcaOperation.HASH));
  }

  @Test
  void uncheckedFaultOfAProviderIsInternal() throws Exception {
    Supplier<Object> broken = () -> new ScriptedProvider.Answering(FAULT);
    Primitives primitives =
        scripted(
            p ->
                p.with("Cipher", "AES/GCM/NoPadding", broken)
                    .with("Cipher", "RSA", broken)
                    .borrow("SunRsaSign", "KeyFactory", "RSA"));
    byte[] bytes = new byte[300];
    Primitives.Aead aead = primitives.aesGcm(bytes, 0, 16);
    failed(() -> aead.seal(new byte[12], bytes, bytes, 0, 10, bytes, 0));
    failed(() -> aead.open(new byte[12], bytes, bytes, 0, 10, bytes, 0));
    Primitives.PublicKey key = primitives.publicKey(TestKeys.RSA_2048.info());
    failed(() -> key.verify(SignatureScheme.RSA_PKCS1_SHA256, new byte[32], CryptoView.of(bytes, 0, 256)));
    failed(() -> key.encrypt(new byte[48]));
    failed(() -> sign(primitives));
  }

  @Test
  void wrongRsaSignatureIsNotGivenOut() throws Exception {
    Primitives primitives =
        scripted(
            p ->
                p.with("Cipher", "RSA", () -> new ScriptedProvider.Answering(() -> new byte[] {2}))
                    .borrow("SunRsaSign", "KeyFactory", "RSA"));
    assertEquals(ScriptedProvider.NAME, ((JcaPrimitives) primitives).computedBy(JcaOperation.RSA_PRIVATE));
    failed(() -> sign(primitives));
  }

  @Test
  void leadingZerosThatAProviderDropsAreKept() throws Exception {
    Primitives primitives =
        scripted(
            p ->
                p.borrow("SunEC", "KeyFactory", "EC")
                    .with("KeyAgreement", "ECDH", ScriptedProvider.WithoutLeadingZeros::new));
    assertEquals(ScriptedProvider.NAME, ((JcaPrimitives) primitives).computedBy(JcaOperation.ECDH_P256));
    byte[] point = new byte[NamedGroup.SECP256R1.publicPointLength()];
    try (KeyShare theirs = new SoftwarePrimitives(PinnedEntropy.seeded(-1)).keyShare(NamedGroup.SECP256R1)) {
      theirs.publicPoint(point, 0);
    }
    long seed = 0;
    byte[] expected = secret(new SoftwarePrimitives(PinnedEntropy.seeded(seed)), point);
    while (expected[0] != 0) {
      expected = secret(new SoftwarePrimitives(PinnedEntropy.seeded(++seed)), point);
    }
    JcaRules rules = JcaRules.of(ScriptedProvider.NAME, Choice.JCA);
    assertArrayEquals(expected, secret(new JcaPrimitives(rules, PinnedEntropy.seeded(seed)), point));
  }

  private static byte[] secret(Primitives primitives, byte[] point) throws Exception {
    try (KeyShare mine = primitives.keyShare(NamedGroup.SECP256R1);
        SecretBytes secret = mine.agree(primitives.publicPoint(NamedGroup.SECP256R1, CryptoView.of(point)))) {
      return secret.bytes().clone();
    }
  }

  @Test
  void wrongTagLeavesNeitherRecordNorPlaintextTouched() throws Exception {
    byte[] record = new byte[64 + Primitives.Aead.TAG_LENGTH];
    Arrays.fill(record, (byte) 0x77);
    byte[] before = record.clone();
    JcaPrimitives jdk = new JcaPrimitives(JcaRules.of(JcaRules.JDK, Choice.JCA), Engines.systemEntropy());
    try (Primitives.Aead aead = jdk.aesGcm(new byte[16], 0, 16)) {
      assertFalse(aead.open(new byte[12], new byte[13], record, 0, 64, record, 0));
    }
    assertArrayEquals(before, record);
  }

  @Test
  void closedHmacNoLongerHasItsKey() throws Exception {
    JcaPrimitives jdk = new JcaPrimitives(JcaRules.of(JcaRules.JDK, Choice.JCA), Engines.systemEntropy());
    byte[] before = new byte[32];
    byte[] after = new byte[32];
    Primitives.Hmac hmac = jdk.hmac(HashAlgorithm.SHA256, new byte[] {1, 2, 3}, 0, 3);
    hmac.finish(before, 0);
    hmac.close();
    hmac.close();
    hmac.finish(after, 0);
    assertFalse(Arrays.equals(before, after));
  }

  private static Primitives scripted(Script script) {
    ScriptedProvider provider = new ScriptedProvider();
    script.write(provider);
    Security.addProvider(provider);
    return new JcaPrimitives(JcaRules.of(ScriptedProvider.NAME, Choice.JCA), Engines.systemEntropy());
  }

  private interface Script {
    void write(ScriptedProvider provider);
  }

  private static byte[] sign(Primitives primitives) throws EngineException {
    try (PrivateKeyMaterial material = TestKeys.RSA_2048.material();
        Primitives.PrivateKey key = primitives.privateKey(material)) {
      return key.sign(SignatureScheme.RSA_PSS_SHA256, CryptoView.of(new byte[32]));
    }
  }

  private static Map<JcaOperation, String> computedBy(JcaRules rules) {
    JcaPrimitives primitives = new JcaPrimitives(rules, Engines.systemEntropy());
    Map<JcaOperation, String> by = new EnumMap<>(JcaOperation.class);
    for (JcaOperation operation : JcaOperation.values()) {
      by.put(operation, primitives.computedBy(operation));
    }
    return by;
  }

  private static void failed(Executable operation) {
    EngineException thrown = assertThrows(EngineException.class, operation);
    assertEquals(EngineException.Kind.INTERNAL, thrown.kind());
  }

  /** Hashes nothing, and cannot be copied. */
  private static final class Uncopied extends MessageDigestSpi {
    @Override
    protected void engineUpdate(byte input) {
      // Forgotten.
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      // Forgotten.
    }

    @Override
    protected byte[] engineDigest() {
      return new byte[0];
    }

    @Override
    protected void engineReset() {
      // Nothing to forget.
    }
  }
}
