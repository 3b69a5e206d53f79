package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicKeyFileTest {
  @TempDir Path directory;

  @Test
  void readsPemAndDerOfBothTypes() throws Exception {
    for (String type : new String[] {"EC", "RSA"}) {
      PublicKey key = KeyPairGenerator.getInstance(type).generateKeyPair().getPublic();
      String pem = "-----BEGIN PUBLIC KEY-----\r\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
          + "\r\n-----END PUBLIC KEY-----\r\n";
      assertEquals(key, PublicKeyFile.parse(key.getEncoded(), "key"));
      assertEquals(key, PublicKeyFile.read(Files.writeString(directory.resolve("key.pem"), pem)));
    }
  }

  @Test
  void readsTheKeyOfACertificate() throws Exception {
    IssuedCertificate root = new TestPki().ca("Root").selfSigned();
    PublicKey key = PublicKeyFile.parse(root.pem().getBytes(StandardCharsets.US_ASCII), "root.pem");
    assertEquals(root.x509().getPublicKey(), key);
    assertEquals(key, PublicKeyFile.parse(root.der(), "root.der"));
  }

  @Test
  void saysWhatTheFileIsInstead() throws Exception {
    assertSays("is a private key", "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----\n");
    assertSays("holds no public key", "ssh-rsa AAAA");
    assertSays("holds no public key", "");
    assertSays("Base64 is damaged", "-----BEGIN PUBLIC KEY-----\n!!!\n-----END PUBLIC KEY-----\n");
    assertSays("neither", "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----\n");
    EvidenceException missing =
        assertThrows(EvidenceException.class, () -> PublicKeyFile.read(directory.resolve("none.pem")));
    assertTrue(missing.getMessage().endsWith("no such file"), missing.getMessage());
  }

  private static void assertSays(String says, String text) {
    EvidenceException e = assertThrows(
        EvidenceException.class, () -> PublicKeyFile.parse(text.getBytes(StandardCharsets.US_ASCII), "key.pem"));
    assertTrue(e.getMessage().contains(says), e.getMessage());
  }
}
