package dev.plumbline.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.PeerRejected.Reason;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.function.Executable;

/** What holds for all keys, messages and bits. */
class EnginePropertyTest {
  private static final byte[] RANDOM = new byte[32];
  private static final SecretReveal REVEAL = SecretReveal.insecureSecretReveal();

  @Provide
  Arbitrary<EngineCase> engines() {
    return Arbitraries.of(EngineCases.all()).withoutEdgeCases();
  }

  /** A key and a scheme that it signs with. */
  record Signer(TestKeys key, SignatureScheme scheme) {}

  @Provide
  Arbitrary<Signer> signers() {
    return Combinators.combine(Arbitraries.of(TestKeys.class), Arbitraries.of(SignatureScheme.class))
        .as(Signer::new)
        .filter(signer -> signer.key().info().type() == signer.scheme().keyType());
  }

  @Property(tries = 60)
  void whatIsSignedVerifiesAndAnyFlippedBitDoesNot(
      @ForAll("engines") EngineCase with,
      @ForAll("signers") Signer signer,
      @ForAll @Size(max = 200) byte[] message,
      @ForAll @IntRange(min = 0, max = 100_000) int where)
      throws Exception {
    CryptoEngine engine = with.engine();
    CryptoView signature = sign(engine, signer, message);
    try (SubjectKey key = engine.trustAnchor(signer.key().info())) {
      engine.verify(key, signer.scheme(), CryptoView.of(message), signature);
      byte[] flipped = signature.copy();
      flip(flipped, where);
      rejected(Reason.SIGNATURE, () -> verify(engine, key, signer, message, flipped));
      if (message.length > 0) {
        byte[] other = message.clone();
        flip(other, where);
        rejected(Reason.SIGNATURE, () -> verify(engine, key, signer, other, signature.copy()));
      }
      byte[] shorter = Arrays.copyOf(flipped, where % flipped.length);
      rejected(Reason.SIGNATURE, () -> verify(engine, key, signer, message, shorter));
    }
  }

  @Property(tries = 300)
  void anyBytesAsASignatureAreRejectedByName(
      @ForAll("engines") EngineCase with, @ForAll("signers") Signer signer, @ForAll @Size(max = 260) byte[] bytes)
      throws Exception {
    CryptoEngine engine = with.engine();
    try (SubjectKey key = engine.trustAnchor(signer.key().info())) {
      rejected(Reason.SIGNATURE, () -> verify(engine, key, signer, RANDOM, bytes));
      byte[] asLongAsTheModulus = Arrays.copyOf(bytes, 256);
      rejected(Reason.SIGNATURE, () -> verify(engine, key, signer, RANDOM, asLongAsTheModulus));
    }
  }

  @Property(tries = 300)
  void anyBytesAsASignaturesIntegersAreRejectedByName(
      @ForAll("engines") EngineCase with, @ForAll @Size(max = 40) byte[] r, @ForAll @Size(max = 40) byte[] s)
      throws Exception {
    CryptoEngine engine = with.engine();
    byte[] der = TestSignatures.der(r, s);
    try (SubjectKey key = engine.trustAnchor(TestKeys.EC_P256.info())) {
      rejected(
          Reason.SIGNATURE, () -> verify(engine, key, new Signer(null, SignatureScheme.ECDSA_SHA256), RANDOM, der));
    }
  }

  @Property(tries = 300)
  void anyBytesAsAPublicKeyAreRejectedByNameOrTaken(
      @ForAll("engines") EngineCase with,
      @ForAll NamedGroup group,
      @ForAll @Size(max = 300) byte[] modulusOrPoint,
      @ForAll @Size(max = 6) byte[] exponent)
      throws Exception {
    CryptoEngine engine = with.engine();
    keyOrNothing(engine, new PublicKeyInfo.Ec(group, CryptoView.of(modulusOrPoint)));
    byte[] point = Arrays.copyOf(modulusOrPoint, group.publicPointLength());
    keyOrNothing(engine, new PublicKeyInfo.Ec(group, CryptoView.of(point)));
    keyOrNothing(engine, new PublicKeyInfo.Rsa(CryptoView.of(modulusOrPoint), CryptoView.of(exponent)));
    byte[] modulus = Arrays.copyOf(modulusOrPoint, 256);
    modulus[0] |= (byte) 0x80;
    keyOrNothing(engine, new PublicKeyInfo.Rsa(CryptoView.of(modulus), CryptoView.of(exponent)));
  }

  /** A key that is taken must still only say yes or no, and encrypt, whatever its numbers are. */
  private static void keyOrNothing(CryptoEngine engine, PublicKeyInfo info) throws EngineException {
    try (SubjectKey key = engine.trustAnchor(info)) {
      if (key.type() == KeyType.RSA) {
        engine.encryptedPreMaster(key, 0x0303, CryptoView.of(new byte[512])).close();
      }
      CryptoView signature = CryptoView.of(new byte[info.bits() / 8]);
      SignatureScheme scheme =
          key.type() == KeyType.RSA ? SignatureScheme.RSA_PSS_SHA256 : SignatureScheme.ECDSA_SHA256;
      engine.verify(key, scheme, CryptoView.of(RANDOM), signature);
    } catch (PeerRejected e) {
      assertEquals(true, e.reason() == Reason.KEY || e.reason() == Reason.SIGNATURE);
    }
  }

  @Property(tries = 60)
  void bothSidesAgreeOnTheSameSecret(
      @ForAll("engines") EngineCase with, @ForAll NamedGroup group, @ForAll long seed) throws Exception {
    Assume.that(group.strong()); // the one that is not is the simulated sce7's alone
    try (CryptoEngine client = with.engine(PinnedEntropy.seeded(seed));
        CryptoEngine server = Engines.software(PinnedEntropy.seeded(~seed));
        EphemeralKey clientKey = client.ephemeral(group);
        EphemeralKey serverKey = server.ephemeral(group);
        PeerShare serverShare = share(client, serverKey);
        PeerShare clientShare = share(server, clientKey);
        PreMasterSecret ours = client.agree(clientKey, serverShare);
        PreMasterSecret theirs = server.agree(serverKey, clientShare)) {
      byte[] secret = client.reveal(ours, REVEAL).orElseThrow();
      assertArrayEquals(secret, server.reveal(theirs, REVEAL).orElseThrow());
      assertEquals((group.bits() + 7) / 8, secret.length);
    }
  }

  private static PeerShare share(CryptoEngine engine, EphemeralKey theirs) throws PeerRejected, EngineException {
    byte[] point = new byte[theirs.group().publicPointLength()];
    theirs.publicPoint(point, 0);
    try (SubjectKey key = engine.trustAnchor(TestKeys.EC_P256.info())) {
      SignedServerParams params = Flow.signed(TestKeys.EC_P256, point, 0, RANDOM, RANDOM);
      return engine.verifyServerShare(key, SignatureScheme.ECDSA_SHA256, theirs.group(), params);
    }
  }

  private static CryptoView sign(CryptoEngine engine, Signer signer, byte[] message) throws EngineException {
    try (PrivateKeyMaterial material = signer.key().material()) {
      return CryptoView.of(TestSignatures.sign(engine, material, signer.scheme(), message));
    }
  }

  private static void verify(CryptoEngine engine, SubjectKey key, Signer signer, byte[] message, byte[] signature)
      throws PeerRejected, EngineException {
    engine.verify(key, signer.scheme(), CryptoView.of(message), CryptoView.of(signature));
  }

  private static void flip(byte[] bytes, int where) {
    int bit = where % (8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
  }

  private static void rejected(Reason reason, Executable verb) {
    assertEquals(reason, assertThrows(PeerRejected.class, verb).reason());
  }
}
