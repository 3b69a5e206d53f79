package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.spi.Prf12;
import dev.plumbline.engine.spi.Primitives;
import dev.plumbline.engine.spi.Primitives.Aead;
import dev.plumbline.engine.spi.SecretBytes;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values computed by others. */
@ParameterizedClass
@MethodSource("dev.plumbline.engine.EngineCases#all")
class KnownAnswersTest {
  private static final String NIST_PRE_MASTER =
      "f8938ecc9edebc5030c0c6a441e213cd24e6f770a50dda07876f8d55da062bcadb386b411fd4fe4313a604fce6c17fbc";
  private static final String NIST_MASTER =
      "202c88c00f84a17a20027079604787461176455539e705be730890602c289a5001e34eeb3a043e5d52a65e66125188bf";
  private static final byte[] SESSION_HASH = sha256("session hash");

  private final Primitives primitives;
  private final CryptoEngine engine;

  KnownAnswersTest(EngineCase with) {
    primitives = with.primitives(Engines.systemEntropy());
    engine =
        with.engine(PinnedEntropy.seeded(1).pin(Purpose.PRE_MASTER_SECRET, hex(NIST_PRE_MASTER.substring(4))));
  }

  @Test
  void prfAgreesWithPublishedVectors() throws Exception {
    for (Vectors vector : Vectors.read("prf.txt")) {
      byte[] output = new byte[vector.bytes("output").length];
      HashAlgorithm hash = HashAlgorithm.valueOf(vector.text("hash"));
      try (Prf12 prf = Prf12.keyed(primitives, hash, SecretBytes.adopt(vector.bytes("secret")))) {
        byte[] seed = vector.bytes("seed");
        prf.expand(output, vector.bytes("label"), CryptoView.of(seed, 0, 5), CryptoView.of(seed, 5, seed.length - 5));
        assertArrayEquals(vector.bytes("output"), output, vector.toString());
        prf.expand(output, vector.bytes("label"), CryptoView.of(seed));
        assertArrayEquals(vector.bytes("output"), output, "the second use of a keyed PRF");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 31, 32, 33, 40, 48, 64, 65, 96})
  void shorterPrfOutputIsThePrefixOfLongerOutput(int length) throws Exception {
    Vectors vector = Vectors.read("prf.txt").get(0);
    byte[] output = new byte[length];
    try (Prf12 prf = Prf12.keyed(primitives, HashAlgorithm.SHA256, SecretBytes.adopt(vector.bytes("secret")))) {
      prf.expand(output, vector.bytes("label"), CryptoView.of(vector.bytes("seed")));
    }
    assertArrayEquals(Arrays.copyOf(vector.bytes("output"), length), output);
  }

  @Test
  void ecdsaSignaturesAreThoseOfRfc6979() throws Exception {
    for (Vectors vector : Vectors.read("rfc6979.txt")) {
      NamedGroup group = NamedGroup.valueOf(vector.text("group"));
      SignatureScheme scheme = SignatureScheme.valueOf("ECDSA_" + vector.text("hash"));
      try (EcPrivateKey material = new EcPrivateKey(group, SecretBytes.adopt(vector.bytes("key")))) {
        byte[] signature = TestSignatures.sign(engine, material, scheme, vector.bytes("message"));
        assertEquals(vector.text("signature"), rawSignature(signature, group.bits() / 4), vector.toString());
      }
    }
  }

  @Test
  void aesGcmAgreesWithPublishedVectors() throws Exception {
    for (Vectors vector : Vectors.read("aes-gcm.txt")) {
      byte[] key = vector.bytes("key");
      byte[] plaintext = vector.bytes("plaintext");
      byte[] out = new byte[plaintext.length + Aead.TAG_LENGTH];
      try (Aead aead = primitives.aesGcm(key, 0, key.length)) {
        aead.seal(vector.bytes("nonce"), vector.bytes("aad"), plaintext, 0, plaintext.length, out, 0);
        assertArrayEquals(vector.bytes("output"), out, vector.toString());
        byte[] opened = new byte[plaintext.length];
        assertTrue(aead.open(vector.bytes("nonce"), vector.bytes("aad"), out, 0, opened.length, opened, 0));
        assertArrayEquals(plaintext, opened);
      }
    }
  }

  /** NIST CAVP, as in {@code vectors/prf.txt}: here the pre-master secret comes out of RSA key transport. */
  @Test
  void masterSecretFromRandomsIsNists() throws Exception {
    try (MasterSecret master =
        engine.masterSecret(
            nistPreMaster(),
            HashAlgorithm.SHA256,
            new MasterSeed.Randoms(
                hex("36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8c"),
                hex("f6c9575ed7ddd73e1f7d16eca115415812a43c2b747daaaae043abfb50053fce")))) {
      assertEquals(NIST_MASTER, reveal(master));
    }
  }

  /**
   * {@code openssl kdf -keylen 48 -kdfopt digest:SHA256 -kdfopt hexsecret:<NIST_PRE_MASTER>
   * -kdfopt hexseed:<hex of "extended master secret" ‖ SHA-256("session hash")> TLS1-PRF}, OpenSSL 3.0.
   */
  @Test
  void extendedMasterSecretIsOpenssls() throws Exception {
    try (MasterSecret master =
        engine.masterSecret(nistPreMaster(), HashAlgorithm.SHA256, new MasterSeed.SessionHash(SESSION_HASH))) {
      assertEquals(
          "95fd0b50afe58fb80e1e498084e5e64076766d25c2f922d44c2348ce6b83092dbf9f3ff45adf11703ff997ce0bae4b11",
          reveal(master));
    }
  }

  /** As above with SHA-384 for both hashes. */
  @Test
  void extendedMasterSecretWithSha384IsOpenssls() throws Exception {
    byte[] hash =
        hex("0486d46554cb2429894f19cb8f52b41170ecbba1b9b29dfb9528040dfe072c1dad70233102b09d368a1cfd37e4846a45");
    try (MasterSecret master =
        engine.masterSecret(nistPreMaster(), HashAlgorithm.SHA384, new MasterSeed.SessionHash(hash))) {
      assertEquals(
          "8e3b03f0d7d3c6750f74a0f783b5ab131d75ff0d2eef821f8f63da2750429932633c7ffd1cb4d27d0048635796321029",
          reveal(master));
    }
  }

  /**
   * {@code openssl kdf -keylen 40 … -kdfopt hexsecret:<NIST_MASTER>
   * -kdfopt hexseed:<hex of "key expansion" ‖ 32 times 22 ‖ 32 times 11> TLS1-PRF}: the server's random is 22….
   */
  @Test
  void keyBlockHasTheServersRandomFirst() throws Exception {
    try (MasterSecret master = nistMaster();
        TrafficKeys keys =
            engine.trafficKeys(
                master, CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, filled(0x11), filled(0x22))) {
      assertEquals(
          "4f56f184b37f41fec71e229217ca80dac0f9369648ef7185bb4ce02feee2ee28ece7ac6e767e85fd", reveal(keys));
    }
  }

  /** {@code openssl kdf -keylen 12 … -kdfopt hexseed:<hex of "client finished" ‖ SHA-256("session hash")> TLS1-PRF}. */
  @Test
  void verifyDataOfBothSidesAreOpenssls() throws Exception {
    try (MasterSecret master = nistMaster()) {
      assertEquals("15a109ccde49eb1b90e2328e", verifyData(master, Finisher.CLIENT));
      assertEquals("74509469c5c1f76ff88b9a7c", verifyData(master, Finisher.SERVER));
    }
  }

  private String verifyData(MasterSecret master, Finisher who) throws Exception {
    CryptoView out = CryptoView.of(new byte[20], 4, 12);
    engine.verifyData(master, HashAlgorithm.SHA256, who, CryptoView.of(SESSION_HASH), out);
    return HexFormat.of().formatHex(out.copy());
  }

  private MasterSecret nistMaster() throws Exception {
    return engine.masterSecret(
        nistPreMaster(),
        HashAlgorithm.SHA256,
        new MasterSeed.Randoms(
            hex("36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8c"),
            hex("f6c9575ed7ddd73e1f7d16eca115415812a43c2b747daaaae043abfb50053fce")));
  }

  /** The version is the secret's first two bytes; the rest is pinned. */
  private PreMasterSecret nistPreMaster() throws Exception {
    try (SubjectKey server = engine.trustAnchor(TestKeys.RSA_2048.info())) {
      PreMasterSecret secret = engine.encryptedPreMaster(server, 0xF893, CryptoView.of(new byte[256]));
      assertEquals(NIST_PRE_MASTER, reveal(secret));
      return secret;
    }
  }

  private String reveal(Secret secret) {
    return HexFormat.of().formatHex(engine.reveal(secret, SecretReveal.insecureSecretReveal()).orElseThrow());
  }

  /** r ‖ s, each with its leading zeros. */
  private static String rawSignature(byte[] der, int digits) {
    int rLength = der[3];
    byte[] r = Arrays.copyOfRange(der, 4, 4 + rLength);
    byte[] s = Arrays.copyOfRange(der, 6 + rLength, der.length);
    String format = "%0" + digits + "x";
    return String.format(format, new BigInteger(1, r)) + String.format(format, new BigInteger(1, s));
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
