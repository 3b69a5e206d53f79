package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.proof.CertificateVerifyProof.Candidate;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.Question;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.Result;
import dev.plumbline.diagnose.proof.CertificateVerifyProof.State;
import dev.plumbline.diagnose.proof.Slip.Kind;
import dev.plumbline.tls.testing.TestKey;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.junit.jupiter.api.Test;

/** CertificateVerify messages that were made in the ways in which devices make them, right and wrong. */
class CertificateVerifyProofTest {
  private static final int ECDSA_SHA256 = 0x0403;
  private static final int RSA_SHA256 = 0x0401;
  private static final int PSS_SHA256 = 0x0804;
  private static final TestKey EC = TestKey.of(TestKey.Kind.EC_P256, "device");
  private static final TestKey OTHER = TestKey.of(TestKey.Kind.EC_P256, "another device");
  private static final TestKey RSA = TestKey.of(TestKey.Kind.RSA_2048, "device");
  private static final List<byte[]> MESSAGES =
      List.of(message(1), message(2), message(11), message(12), message(13), message(14), message(11), message(16));

  private static byte[] message(int type) {
    byte[] bytes = new byte[40 + type];
    Arrays.fill(bytes, (byte) (type * 7));
    bytes[0] = (byte) type;
    return bytes;
  }

  private static byte[] joined(List<byte[]> messages) {
    return Signing.join(messages.toArray(byte[][]::new));
  }

  private static byte[] digest(String hash) {
    return DigestCandidate.hash(hash, joined(MESSAGES));
  }

  private static byte[] ecdsa(TestKey key, byte[] digest) {
    BigInteger[] numbers = Signing.ecdsa(key, digest);
    return Signing.der(numbers[0], numbers[1]);
  }

  private static Result result(TestKey key, int scheme, byte[] signature) {
    return CertificateVerifyProof.of(
        new Question(
            KeyFacts.of(key.publicKey()),
            List.of(new Candidate(KeyFacts.of(OTHER.publicKey()), "the key of the file")),
            MESSAGES, message(15), scheme, signature));
  }

  private static void assertSlips(List<Kind> kinds, Result result) {
    assertEquals(State.EXPLAINED, result.state(), result.sentence());
    assertEquals(kinds, result.slips().stream().map(Slip::kind).toList(), result.sentence());
    assertTrue(!result.fix().isEmpty());
  }

  @Test
  void aRightSignatureIsValid() throws Exception {
    assertEquals(State.VALID, result(EC, ECDSA_SHA256, ecdsa(EC, digest("SHA-256"))).state());
    assertEquals(State.VALID, result(RSA, RSA_SHA256, jca("SHA256withRSA", null, joined(MESSAGES))).state());
  }

  @Test
  void theWaysBeforeTls12AreKnown() {
    assertEquals(State.VALID, result(EC, -1, ecdsa(EC, digest("SHA-1"))).state());
    byte[] block = Signing.padded(1, digest(TlsScheme.MD5_SHA1), 256);
    assertEquals(State.VALID, result(RSA, -1, Signing.rsa(RSA, block)).state());
    assertSlips(List.of(Kind.OTHER_HASH), result(RSA, RSA_SHA256, Signing.rsa(RSA, block)));
  }

  @Test
  void plainBytesAreNamedWithWhatToDo() {
    BigInteger[] numbers = Signing.ecdsa(EC, digest("SHA-256"));
    byte[] raw = Signing.join(Signing.fixed(numbers[0], 32), Signing.fixed(numbers[1], 32));
    Result result = result(EC, ECDSA_SHA256, raw);
    assertSlips(List.of(Kind.RAW_INSTEAD_OF_DER), result);
    assertTrue(result.sentence().contains("64 bytes"), result.sentence());
    assertTrue(result.fix().contains("DER SEQUENCE"), result.fix());
  }

  @Test
  void aTranscriptWithOneMessageLessOrMoreIsNamed() {
    List<byte[]> less = new ArrayList<>(MESSAGES);
    less.remove(MESSAGES.size() - 1);
    Result without = result(EC, ECDSA_SHA256, ecdsa(EC, DigestCandidate.hash("SHA-256", joined(less))));
    assertSlips(List.of(Kind.OTHER_TRANSCRIPT), without);
    assertTrue(without.sentence().contains("ClientKeyExchange was left out"), without.sentence());
    List<byte[]> more = new ArrayList<>(MESSAGES);
    more.add(message(15));
    Result with = result(EC, ECDSA_SHA256, ecdsa(EC, DigestCandidate.hash("SHA-256", joined(more))));
    assertSlips(List.of(Kind.OTHER_TRANSCRIPT), with);
    assertTrue(with.sentence().contains("CertificateVerify itself"), with.sentence());
    byte[] start = joined(MESSAGES.subList(0, 6));
    Result early = result(EC, ECDSA_SHA256, ecdsa(EC, DigestCandidate.hash("SHA-256", start)));
    assertTrue(early.sentence().contains("up to ServerHelloDone"), early.sentence());
  }

  @Test
  void anotherHashThanTheAnnouncedIsNamed() {
    for (String hash : List.of("MD5", "SHA-1", "SHA-224", "SHA-384", "SHA-512")) {
      Result result = result(EC, ECDSA_SHA256, ecdsa(EC, digest(hash)));
      assertSlips(List.of(Kind.OTHER_HASH), result);
      assertTrue(result.sentence().contains("the hash was " + hash), result.sentence());
    }
  }

  @Test
  void twoSlipsAreFoundTogether() {
    BigInteger[] numbers = Signing.ecdsa(EC, ByteOrders.wordsSwapped(digest("SHA-256")));
    byte[] raw =
        Signing.join(
            ByteOrders.wordsSwapped(Signing.fixed(numbers[0], 32)),
            ByteOrders.wordsSwapped(Signing.fixed(numbers[1], 32)));
    assertSlips(
        List.of(Kind.RAW_INSTEAD_OF_DER, Kind.WORDS_SWAPPED, Kind.DIGEST_WORDS_SWAPPED),
        result(EC, ECDSA_SHA256, raw));
  }

  @Test
  void anotherKeyIsNamed() {
    Result result = result(EC, ECDSA_SHA256, ecdsa(OTHER, digest("SHA-256")));
    assertSlips(List.of(Kind.OTHER_KEY), result);
    assertTrue(result.sentence().contains("the key of the file"), result.sentence());
  }

  /** An engine that swaps operands in place can't do so with a key in ROM: it then signs with another key. */
  @Test
  void aKeyThatIsReadInTheWrongWordOrderIsNamed() {
    ECPrivateKeyParameters right = (ECPrivateKeyParameters) EC.pair().getPrivate();
    byte[] swapped = ByteOrders.wordsSwapped(Signing.fixed(right.getD(), 32));
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, swapped), right.getParameters()));
    BigInteger[] numbers = signer.generateSignature(digest("SHA-256"));
    Result result =
        CertificateVerifyProof.of(
            new Question(
                KeyFacts.of(EC.publicKey()), List.of(MisreadKey.wordsSwapped(EC.privateKey()).orElseThrow()),
                MESSAGES, new byte[0], ECDSA_SHA256, Signing.der(numbers[0], numbers[1])));
    assertSlips(List.of(Kind.OTHER_KEY), result);
    assertTrue(result.sentence().contains("each 32-bit word in reverse order"), result.sentence());
    assertTrue(MisreadKey.wordsSwapped(RSA.privateKey()).isEmpty());
  }

  @Test
  void aSchemeThatIsNotTheKeysIsNamed() {
    Result result = result(EC, RSA_SHA256, ecdsa(EC, digest("SHA-256")));
    assertSlips(List.of(Kind.OTHER_SCHEME), result);
    assertTrue(result.sentence().contains("RSA PKCS#1 with SHA-256 (0x0401)"), result.sentence());
  }

  @Test
  void zerosAreNoSignature() {
    byte[] zero = new byte[32];
    assertSlips(List.of(Kind.ALL_ZERO), result(EC, ECDSA_SHA256, new byte[64]));
    assertSlips(List.of(Kind.ALL_ZERO), result(EC, ECDSA_SHA256, Signing.der(zero, zero)));
    assertSlips(List.of(Kind.ALL_ZERO), result(RSA, RSA_SHA256, new byte[256]));
  }

  @Test
  void theBlocksOfRsaAreTakenApart() throws Exception {
    byte[] sha256 = digest("SHA-256");
    byte[] info = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    byte[] right = Signing.rsa(RSA, Signing.padded(1, Signing.join(info, sha256), 256));
    assertSlips(
        List.of(Kind.NO_DIGEST_INFO), result(RSA, RSA_SHA256, Signing.rsa(RSA, Signing.padded(1, sha256, 256))));
    assertSlips(List.of(Kind.BLOCK_REVERSED), result(RSA, RSA_SHA256, ByteOrders.reversed(right)));
    assertSlips(List.of(Kind.BLOCK_WORDS_SWAPPED), result(RSA, RSA_SHA256, ByteOrders.wordsSwapped(right)));
    assertSlips(
        List.of(Kind.ENCRYPTION_PADDING),
        result(RSA, RSA_SHA256, Signing.rsa(RSA, Signing.padded(2, Signing.join(info, sha256), 256))));
    assertSlips(List.of(Kind.NO_PADDING), result(RSA, RSA_SHA256, Signing.rsa(RSA, sha256)));
    assertSlips(List.of(Kind.OTHER_HASH), result(RSA, RSA_SHA256, jca("SHA512withRSA", null, joined(MESSAGES))));
    byte[] twice = Signing.padded(1, Signing.join(info, DigestCandidate.hash("SHA-256", sha256)), 256);
    assertSlips(List.of(Kind.HASHED_TWICE), result(RSA, RSA_SHA256, Signing.rsa(RSA, twice)));
    byte[] mislabelled = Signing.padded(1, Signing.join(info, digest("SHA-384")), 256);
    assertSlips(
        List.of(Kind.WRONG_DIGEST_INFO, Kind.OTHER_HASH), result(RSA, RSA_SHA256, Signing.rsa(RSA, mislabelled)));
  }

  @Test
  void pssAndPkcs1AreToldApart() throws Exception {
    PSSParameterSpec right = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    PSSParameterSpec mixed = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, 20, 1);
    byte[] pss = jca("RSASSA-PSS", right, joined(MESSAGES));
    assertEquals(State.VALID, result(RSA, PSS_SHA256, pss).state());
    assertSlips(List.of(Kind.PSS_INSTEAD_OF_PKCS1), result(RSA, RSA_SHA256, pss));
    assertSlips(
        List.of(Kind.PKCS1_INSTEAD_OF_PSS), result(RSA, PSS_SHA256, jca("SHA256withRSA", null, joined(MESSAGES))));
    assertSlips(
        List.of(Kind.PSS_PARAMETERS), result(RSA, PSS_SHA256, jca("RSASSA-PSS", mixed, joined(MESSAGES))));
  }

  private static byte[] jca(String name, PSSParameterSpec parameters, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(name);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.initSign(RSA.privateKey());
    signature.update(content);
    return signature.sign();
  }

  @Test
  void whatNothingExplainsIsInvalid() {
    byte[] signature = ecdsa(EC, digest("SHA-256"));
    signature[20] ^= 4;
    Result result = result(EC, ECDSA_SHA256, signature);
    assertEquals(State.INVALID, result.state());
    assertEquals(List.of(), result.slips());
    byte[] rsa = Signing.rsa(RSA, Signing.padded(1, new byte[51], 256));
    rsa[100] ^= 1;
    assertEquals(State.INVALID, result(RSA, RSA_SHA256, rsa).state());
  }

  @Test
  void theKeysOfCapturedClientsTellRightFromRaw() throws Exception {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      return;
    }
    int seen = 0;
    for (CapturedHandshake each : CapturedHandshake.all(captures)) {
      if (CapturedHandshake.message(each.client, 15).isPresent()) {
        Result result = captured(each);
        boolean raw = each.finding.equals("certificate-verify-invalid");
        assertEquals(raw ? State.EXPLAINED : State.VALID, result.state(), each.name + ": " + result.sentence());
        assertEquals(
            raw ? List.of(Kind.RAW_INSTEAD_OF_DER) : List.of(), result.slips().stream().map(Slip::kind).toList());
        seen++;
      }
    }
    assertTrue(seen >= 2, seen + " were seen");
  }

  private static Result captured(CapturedHandshake captured) {
    byte[] verify = CapturedHandshake.message(captured.client, 15).orElseThrow();
    List<byte[]> messages = new ArrayList<>(captured.client.subList(0, 1));
    messages.addAll(captured.server.stream().filter(each -> each[0] != 4).toList());
    captured.client.stream().filter(each -> each[0] != 1 && each[0] != 15).forEach(messages::add);
    KeyFacts key = CertificateFacts.of(CapturedHandshake.certificates(captured.client).get(0)).orElseThrow().key();
    int scheme = (verify[4] & 0xFF) << 8 | verify[5] & 0xFF;
    return CertificateVerifyProof.of(
        new Question(key, List.of(), messages, verify, scheme, Arrays.copyOfRange(verify, 8, verify.length)));
  }
}
