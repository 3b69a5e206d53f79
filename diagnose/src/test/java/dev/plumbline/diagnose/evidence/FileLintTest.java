package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.proof.SubjectHash;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files have wrong by themselves: C10, C18, C47, C48, C73. */
class FileLintTest {
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Acme Root").selfSigned();

  @Test
  void openSslFindsNothingInADirectoryWithoutHashes(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("root.pem"), pem(root));
    List<String> notes = CaPathLint.check(directory);
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("root.pem (" + SubjectHash.of(root.der()).orElseThrow() + ".0)"), notes.get(0));
    assertTrue(notes.get(0).contains("it finds none of"), notes.get(0));
  }

  @Test
  void aDirectoryWithItsHashesIsInOrder(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("root.pem"), pem(root));
    Files.writeString(directory.resolve(SubjectHash.of(root.der()).orElseThrow() + ".0"), pem(root));
    assertEquals(List.of(), CaPathLint.check(directory));
  }

  @Test
  void aLinkWithAnotherHashIsOfNoUse(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("root.pem"), pem(root));
    Files.writeString(directory.resolve("0badcafe.0"), pem(root));
    assertTrue(CaPathLint.check(directory).get(0).contains("it does not find root.pem"));
  }

  @Test
  void aDirectoryThatIsNotThereIsSomebodyElsesMessage(@TempDir Path directory) {
    assertEquals(List.of(), CaPathLint.check(directory.resolve("gone")));
  }

  @Test
  void tellsIntermediatesAndAnchorsThatEnd() throws Exception {
    IssuedCertificate issuing = pki.ca("Acme Issuing CA")
        .validity(TestPki.NOT_BEFORE, Instant.parse("2027-03-01T00:00:00Z")).issuedBy(root);
    List<String> notes = TrustLint.check(List.of(ParsedCertificate.parse(issuing.der())), NOW);
    assertEquals(2, notes.size());
    assertTrue(notes.get(0).contains("is not a root"), notes.get(0));
    assertTrue(notes.get(1).contains("expires on 2027-03-01"), notes.get(1));
    assertEquals(List.of(), TrustLint.check(List.of(ParsedCertificate.parse(root.der())), NOW));
  }

  @Test
  void certificatesInTheFormThatTheDeviceDoesNotTake() throws Exception {
    byte[] text = pem(root).getBytes(StandardCharsets.US_ASCII);
    assertTrue(CredentialFileLint.certificates(text, device("synergy-ssp2")).get(0).startsWith("(C48) this is PEM"));
    assertTrue(CredentialFileLint.certificates(root.der(), device("quectel-bg96")).get(0)
        .startsWith("(C48) this is DER"));
    assertEquals(List.of(), CredentialFileLint.certificates(root.der(), device("synergy-ssp2")));
    assertEquals(List.of(), CredentialFileLint.certificates(text, Optional.empty()));
  }

  @Test
  void pemWithoutItsLastLineEnd() {
    byte[] text = pem(root).stripTrailing().getBytes(StandardCharsets.US_ASCII);
    List<String> notes = CredentialFileLint.certificates(text, Optional.empty());
    assertTrue(notes.get(0).startsWith("(C47) line "), notes.toString());
  }

  @Test
  void cSourceIsNotJudgedAsPem() {
    String source = "const char root[] = \"-----BEGIN CERTIFICATE-----\\n\"\n\"MIIB\\n\";";
    assertEquals(
        List.of(), CredentialFileLint.certificates(source.getBytes(StandardCharsets.US_ASCII), Optional.empty()));
  }

  @Test
  void aKeyInAFormThatTheStackDoesNotTake() {
    byte[] key = "-----BEGIN PRIVATE KEY-----\nMAMBAQA=\n-----END PRIVATE KEY-----\n"
        .getBytes(StandardCharsets.US_ASCII);
    String note = CredentialFileLint.key(key, device("synergy-ssp2")).get(0);
    assertTrue(note.startsWith("(C48) the key is pkcs8-pem") && note.contains("pkcs1-der"), note);
  }

  @Test
  void aKeyStringOfThirtyThreePairs() {
    String pairs = "00:" + "a1:".repeat(31) + "b2";
    List<String> notes = CredentialFileLint.source("const char* private_key_str =\n  \"" + pairs + "\";");
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).startsWith("(C73)") && notes.get(0).contains("00:"), notes.get(0));
    assertFalse(notes.get(0).contains("a1"), "nothing of the key");
    assertEquals(List.of(), CredentialFileLint.source("const char* private_key_str = \"" + pairs.substring(3) + "\";"));
  }

  private static String pem(IssuedCertificate certificate) {
    return certificate.pem();
  }

  private static Optional<DeviceProfile> device(String name) {
    try {
      return Optional.of(Profiles.parse(name));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
