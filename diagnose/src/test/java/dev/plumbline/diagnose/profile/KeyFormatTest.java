package dev.plumbline.diagnose.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.tls.testing.TestKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;

class KeyFormatTest {
  @Test
  void tellsTheFormsApartByTheirFirstFields() throws Exception {
    for (TestKey.Kind kind : new TestKey.Kind[] {TestKey.Kind.EC_P256, TestKey.Kind.RSA_2048}) {
      byte[] pkcs8 = TestKey.of(kind, "format").pkcs8();
      byte[] inner = PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey().toASN1Primitive().getEncoded("DER");
      assertEquals(Optional.of(KeyFormat.PKCS8_DER), KeyFormat.of(pkcs8));
      boolean ec = kind == TestKey.Kind.EC_P256;
      assertEquals(Optional.of(ec ? KeyFormat.SEC1_DER : KeyFormat.PKCS1_DER), KeyFormat.of(inner));
    }
  }

  @Test
  void tellsPemByItsLabel() {
    assertEquals(Optional.of(KeyFormat.PKCS8_PEM), pem("PRIVATE KEY"));
    assertEquals(Optional.of(KeyFormat.PKCS1_PEM), pem("RSA PRIVATE KEY"));
    assertEquals(Optional.of(KeyFormat.SEC1_PEM), pem("EC PRIVATE KEY"));
    assertEquals(Optional.empty(), pem("CERTIFICATE"));
  }

  @Test
  void isSilentOnWhatIsNoKey() {
    byte[] start = HexFormat.of().parseHex("3082012202010030");
    for (int length = 0; length < start.length; length++) {
      assertEquals(Optional.empty(), KeyFormat.of(Arrays.copyOf(start, length)));
    }
  }

  private static Optional<KeyFormat> pem(String label) {
    return KeyFormat.of(("-----BEGIN " + label + "-----\nAA==\n").getBytes(StandardCharsets.US_ASCII));
  }
}
