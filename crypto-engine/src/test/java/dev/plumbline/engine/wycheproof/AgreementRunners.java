package dev.plumbline.engine.wycheproof;

import static dev.plumbline.engine.wycheproof.Runner.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineCase;
import dev.plumbline.engine.Entropy.Purpose;
import dev.plumbline.engine.EphemeralKey;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.PreMasterSecret;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedServerParams;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.engine.TestKeys;
import dev.plumbline.engine.TestSignatures;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.spi.EcPrivateKey;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/** Key agreement through the engine's verbs: a server whose key we know signs each case's share. */
final class AgreementRunners {
  private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----\n";
  private static final String PEM_END = "\n-----END PUBLIC KEY-----\n";

  private final PinnedEntropy entropy = PinnedEntropy.exactly();
  private final CryptoEngine engine;
  private final SubjectKey server;
  private final PrivateKeyMaterial serverPrivate = TestKeys.EC_P256.material();

  AgreementRunners(EngineCase with) throws Exception {
    engine = with.engine(entropy);
    server = engine.trustAnchor(TestKeys.EC_P256.info());
  }

  Outcome ecPoint(JsonNode group, JsonNode test) throws Exception {
    NamedGroup curve = curve(group);
    return agree(curve, scalar(curve, hex(test, "private")), hex(test, "public"), test);
  }

  Outcome ecSpki(JsonNode group, JsonNode test) throws Exception {
    NamedGroup curve = curve(group);
    Optional<byte[]> point = pointOf(curve, hex(test, "public"));
    return point.isEmpty()
        ? Outcome.REJECTED
        : agree(curve, scalar(curve, hex(test, "private")), point.get(), test);
  }

  Outcome ecPem(JsonNode group, JsonNode test) throws Exception {
    NamedGroup curve = curve(group);
    String pem = test.get("public").asText();
    if (!pem.startsWith(PEM_BEGIN) || !pem.endsWith(PEM_END) || pem.length() <= PEM_BEGIN.length() + PEM_END.length()) {
      return Outcome.REJECTED;
    }
    String base64 = pem.substring(PEM_BEGIN.length(), pem.length() - PEM_END.length()).replace("\n", "");
    Optional<byte[]> point = pointOf(curve, Base64.getDecoder().decode(base64));
    if (point.isEmpty()) {
      return Outcome.REJECTED;
    }
    byte[] privatePem = test.get("private").asText().getBytes(StandardCharsets.US_ASCII);
    try (EcPrivateKey key = (EcPrivateKey) PrivateKeys.read(privatePem)) {
      return agree(curve, key.scalar().bytes().clone(), point.get(), test);
    }
  }

  Outcome x25519(JsonNode group, JsonNode test) throws Exception {
    return agree(NamedGroup.X25519, hex(test, "private"), hex(test, "public"), test);
  }

  Outcome x25519Spki(JsonNode group, JsonNode test) throws Exception {
    byte[] pkcs8 = hex(test, "private");
    byte[] prefix = HexFormat.of().parseHex("302e020100300506032b656e04220420");
    Optional<byte[]> point = pointOf(NamedGroup.X25519, hex(test, "public"));
    if (point.isEmpty() || pkcs8.length != 48 || !Arrays.equals(prefix, 0, 16, pkcs8, 0, 16)) {
      return Outcome.REJECTED;
    }
    return agree(NamedGroup.X25519, Arrays.copyOfRange(pkcs8, 16, 48), point.get(), test);
  }

  private Outcome agree(NamedGroup group, byte[] privateKey, byte[] point, JsonNode test) throws Exception {
    byte[] randoms = new byte[64];
    CryptoView clientRandom = CryptoView.of(randoms, 0, 32);
    CryptoView serverRandom = CryptoView.of(randoms, 32, 32);
    CryptoView params = CryptoView.of(point);
    SignedServerParams signed =
        new SignedServerParams(clientRandom, serverRandom, params, params, signature(randoms, point));
    entropy.pin(Purpose.EPHEMERAL_KEY, privateKey);
    try (EphemeralKey mine = engine.ephemeral(group);
        PeerShare theirs = engine.verifyServerShare(server, SignatureScheme.ECDSA_SHA256, group, signed);
        PreMasterSecret secret = engine.agree(mine, theirs)) {
      byte[] revealed = engine.reveal(secret, SecretReveal.insecureSecretReveal()).orElseThrow();
      assertArrayEquals(hex(test, "shared"), revealed);
      return Outcome.ACCEPTED;
    } catch (PeerRejected e) {
      assertEquals(PeerRejected.Reason.POINT, e.reason());
      return Outcome.REJECTED;
    }
  }

  private CryptoView signature(byte[] randoms, byte[] point) throws Exception {
    byte[] signed = Arrays.copyOf(randoms, randoms.length + point.length);
    System.arraycopy(point, 0, signed, randoms.length, point.length);
    return CryptoView.of(TestSignatures.sign(engine, serverPrivate, SignatureScheme.ECDSA_SHA256, signed));
  }

  /** The point in a SubjectPublicKeyInfo that names this curve and is DER: there is exactly one way to write it. */
  private static Optional<byte[]> pointOf(NamedGroup group, byte[] spki) {
    byte[] prefix =
        HexFormat.of()
            .parseHex(
                switch (group) {
                  case SECP192R1 -> "3049301306072a8648ce3d020106082a8648ce3d030101033200";
                  case SECP256R1 -> "3059301306072a8648ce3d020106082a8648ce3d030107034200";
                  case SECP384R1 -> "3076301006072a8648ce3d020106052b81040022036200";
                  case X25519 -> "302a300506032b656e032100";
                });
    boolean canonical =
        spki.length == prefix.length + group.publicPointLength()
            && Arrays.equals(prefix, 0, prefix.length, spki, 0, prefix.length);
    return canonical ? Optional.of(Arrays.copyOfRange(spki, prefix.length, spki.length)) : Optional.empty();
  }

  private static byte[] scalar(NamedGroup group, byte[] number) {
    return BigIntegers.asUnsignedByteArray(group.bits() / 8, new BigInteger(1, number));
  }

  private static NamedGroup curve(JsonNode group) {
    return group.get("curve").asText().equals("secp256r1") ? NamedGroup.SECP256R1 : NamedGroup.SECP384R1;
  }
}
