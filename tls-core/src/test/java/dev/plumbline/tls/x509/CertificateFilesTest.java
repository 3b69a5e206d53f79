package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files as users have them. */
class CertificateFilesTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate leaf = pki.server("host.example").issuedBy(root);
  @TempDir private Path directory;

  private Path file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content);
  }

  private static String sentence(Executable reading) {
    String sentence = assertThrows(CertificateFileException.class, reading).getMessage();
    assertTrue(sentence.indexOf('\n') < 0, sentence);
    return sentence;
  }

  @Test
  void readsPemWithWhateverStandsBetween() throws Exception {
    String dos = leaf.pem().replace("\n", "\r\n");
    String text = "# Our roots\r\n" + dos + leaf.key().pkcs8Pem() + "subject=x\n" + root.pem();

    assertEquals(
        List.of(PathCase.parsed(leaf), PathCase.parsed(root)), CertificateFiles.read(file("bundle.pem", text)));
  }

  @Test
  void readsDer() throws Exception {
    Path file = Files.write(directory.resolve("leaf.der"), leaf.der());

    assertEquals(List.of(PathCase.parsed(leaf)), CertificateFiles.read(file));
  }

  @Test
  void readsTheCertificatesOfADirectory() throws Exception {
    file("b.pem", leaf.pem());
    file("a.crt", root.pem());
    file("c1d2e3f4.0", root.pem());
    file("notes.txt", "nothing");

    assertEquals(
        List.of(PathCase.parsed(root), PathCase.parsed(leaf), PathCase.parsed(root)),
        CertificateFiles.readDirectory(directory));
  }

  @Test
  void saysWhatIsWrongInOneSentence() throws Exception {
    Path key = file("key.pem", leaf.key().pkcs8Pem());
    Path text = file("readme", "hello");
    Path empty = file("empty", "");
    Path damaged = file("damaged.pem", root.pem() + leaf.pem().replace("MII", "M!I"));
    Path cut = file("cut.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    Path endless = file("endless.pem", root.pem() + "-----BEGIN CERTIFICATE-----\nMIIB\n");
    assertEquals(
        endless + ": BEGIN CERTIFICATE without END CERTIFICATE", sentence(() -> CertificateFiles.read(endless)));
    Path der = Files.write(directory.resolve("cut.der"), Arrays.copyOf(leaf.der(), 100));

    assertEquals(
        key + ": holds no certificate (no BEGIN CERTIFICATE), but PRIVATE KEY",
        sentence(() -> CertificateFiles.read(key)));
    assertEquals(
        text + ": holds no certificate (no BEGIN CERTIFICATE)", sentence(() -> CertificateFiles.read(text)));
    assertEquals(
        empty + ": holds no certificate (no BEGIN CERTIFICATE)", sentence(() -> CertificateFiles.read(empty)));
    assertEquals(
        damaged + ": certificate 2: its Base64 is damaged", sentence(() -> CertificateFiles.read(damaged)));
    assertTrue(sentence(() -> CertificateFiles.read(cut)).startsWith(cut + ": certificate 1: is not a certificate: "));
    assertTrue(sentence(() -> CertificateFiles.read(der)).startsWith(der + ": is not a certificate: "));
    assertEquals(
        directory + ": is a directory, not a file of certificates",
        sentence(() -> CertificateFiles.read(directory)));
    Path missing = directory.resolve("missing.pem");
    assertEquals(missing + ": no such file", sentence(() -> CertificateFiles.read(missing)));
    assertEquals(missing + ": no such directory", sentence(() -> CertificateFiles.readDirectory(missing)));
  }

  @Test
  void aDirectoryWithoutCertificatesIsAMistake() throws Exception {
    file("notes.txt", "nothing");

    assertEquals(
        directory + ": no file with certificates in it",
        sentence(() -> CertificateFiles.readDirectory(directory)));
  }

  @Test
  void aFileThatIsFarTooLargeIsNotRead() throws Exception {
    Path large = Files.write(directory.resolve("large"), new byte[(1 << 24) + 1]);

    assertTrue(sentence(() -> CertificateFiles.read(large)).contains("larger than 16 MiB"));
  }

  @Test
  void namesOfBytesAreTheCallers() {
    assertEquals(
        "the setting: holds no certificate (no BEGIN CERTIFICATE)",
        sentence(() -> CertificateFiles.parse("x".getBytes(StandardCharsets.US_ASCII), "the setting")));
  }

  private static String array(String name, byte[] bytes) {
    StringBuilder text = new StringBuilder("static const unsigned char " + name + "[] = {\n");
    for (byte each : bytes) {
      text.append(String.format("0x%02X, ", each));
    }
    return text.append("};\n").toString();
  }

  @Test
  void readsArraysInCSource() throws Exception {
    byte[] der = root.der();
    String source = "#include <stdint.h>\nstatic const int sizes[] = { 1, 2, 3 };\n" + array("root", der)
        + array("private_key", Arrays.copyOf(der, 100)) + array("leaf", leaf.der());
    assertEquals(
        List.of(PathCase.parsed(root), PathCase.parsed(leaf)), CertificateFiles.read(file("roots.h", source)));
    StringBuilder plain = new StringBuilder("unsigned char root[] = { /* DER */ ");
    for (byte each : der) {
      plain.append(each & 0xFF).append(',');
    }
    assertEquals(List.of(PathCase.parsed(root)), CertificateFiles.read(file("root.c", plain + "}")));
    assertEquals(
        List.of(PathCase.parsed(root)),
        CertificateFiles.read(file("pem.h", array("root_pem", root.pem().getBytes(StandardCharsets.US_ASCII)))));
  }

  @Test
  void readsPemInStringsOfCSource() throws Exception {
    StringBuilder quoted = new StringBuilder("const char* root = \\\n");
    StringBuilder continued = new StringBuilder("const char* root = \"");
    root.pem().lines().forEach(line -> quoted.append('"').append(line).append("\\n\" \\\n"));
    root.pem().lines().forEach(line -> continued.append(line).append("\\n\\\n"));
    assertEquals(List.of(PathCase.parsed(root)), CertificateFiles.read(file("quoted.h", quoted + ";\n")));
    assertEquals(List.of(PathCase.parsed(root)), CertificateFiles.read(file("continued.h", continued + "\";\n")));
  }

  @Test
  void saysWhichArrayIsNoCertificate() throws Exception {
    String broken = array("root", new byte[100]);
    assertTrue(sentence(() -> CertificateFiles.read(file("root.h", broken))).contains("array 1"));
    assertTrue(sentence(() -> CertificateFiles.parse("{".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII), "x"))
        .contains("no certificate"));
    assertTrue(sentence(() -> CertificateFiles.read(file("short.h", "int a[] = {1, 2};"))).contains("no certificate"));
  }
}
