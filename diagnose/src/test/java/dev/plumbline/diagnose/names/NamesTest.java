package dev.plumbline.diagnose.names;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.HandshakeType;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void agreesWithTheSuitesGroupsAndSchemesOfTheEngine() {
    for (CipherSuite suite : CipherSuite.values()) {
      assertTrue(Names.suite(suite.codePoint()).startsWith(suite.name() + " ("));
      assertEquals(suite.opensslName(), Names.suiteInfo(suite.codePoint()).orElseThrow().openssl());
    }
    for (NamedGroup group : NamedGroup.values()) {
      assertEquals(group.ianaName() + " (" + group.codePoint() + ")", Names.group(group.codePoint()));
    }
    for (SignatureScheme scheme : SignatureScheme.values()) {
      assertTrue(Names.scheme(scheme.codePoint()).startsWith(scheme.ianaName() + " ("));
    }
  }

  @Test
  void agreesWithTheClientsOwnNames() {
    for (AlertDescription alert : AlertDescription.values()) {
      assertTrue(Names.alert(alert.code()).equalsIgnoreCase(alert.rfcName() + " (" + alert.code() + ")"));
    }
    for (ExtensionType type : ExtensionType.values()) {
      assertEquals(type.ianaName() + " (" + type.code() + ")", Names.extension(type.code()));
    }
    for (HandshakeType type : HandshakeType.values()) {
      assertEquals(type.rfcName(), Names.handshakeType(type.code()));
    }
    for (ContentType type : ContentType.values()) {
      assertEquals(type.name().toLowerCase(Locale.ROOT) + " (" + type.code() + ")", Names.contentType(type.code()));
    }
  }

  @Test
  void everyAnswerNamesTheNumber() {
    assertEquals("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B)", Names.suite(0xc02b));
    assertEquals("unknown suite (5A5B)", Names.suite(0x5a5b));
    assertEquals("secp192r1 (19)", Names.group(19));
    assertEquals("unknown group (4242)", Names.group(4242));
    assertEquals("TLS 1.2 (0303)", Names.version(0x0303));
    assertEquals("TLS 1.3 draft 23 (7F17)", Names.version(0x7f17));
    assertEquals("handshake_failure (40)", Names.alert(40));
    assertEquals("handshake message of unknown type (99)", Names.handshakeType(99));
    assertEquals("ecdsa_sign (64)", Names.clientCertificateType(64));
  }

  @Test
  void namesPairsOfTls12ThatHaveNoNameOfTheirOwn() {
    assertEquals("md5+rsa (0101)", Names.scheme(0x0101));
    assertEquals("sha224+ecdsa (0303)", Names.scheme(0x0303));
    assertEquals("rsa_pkcs1_sha1 (0201)", Names.scheme(0x0201));
    assertEquals("unknown signature algorithm (0909)", Names.scheme(0x0909));
  }

  @Test
  void namesGreaseAsSuchInEveryRegistry() {
    for (int i = 0; i < 16; i++) {
      int code = i << 12 | 0x0a00 | i << 4 | 0x0a;
      assertTrue(Names.grease(code));
      String expected = String.format("GREASE (%04X)", code);
      assertEquals(expected, Names.suite(code));
      assertEquals(expected, Names.group(code));
      assertEquals(expected, Names.extension(code));
      assertEquals(expected, Names.version(code));
    }
    assertEquals(16, IntStream.range(0, 0x10000).filter(Names::grease).count());
  }

  @Test
  void findsASuiteByEitherNameAndByItsNumber() {
    for (String text : new String[] {
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256", "C02B", "0xc02b", "0xC0,0x2B",
        "C0 2B", "tls_ecdhe_ecdsa_with_aes_128_gcm_sha256"}) {
      assertEquals(OptionalInt.of(0xc02b), Names.suiteCode(text), text);
    }
    assertTrue(Names.suiteCode("ECDHE-ECDSA-AES129-GCM-SHA256").isEmpty());
    assertTrue(Names.suiteCode("").isEmpty());
    assertEquals(OptionalInt.of(23), Names.groupCode("SECP256R1"));
    assertEquals(OptionalInt.of(0x0203), Names.schemeCode("ecdsa_sha1"));
    assertEquals(OptionalInt.of(0), Names.extensionCode("server_name"));
  }

  @Test
  void readsWhatTheNameOfASuiteSays() {
    assertInfo(0xc02b, "ECDHE", "ECDSA", "AES_128_GCM", "SHA256");
    assertInfo(0xc030, "ECDHE", "RSA", "AES_256_GCM", "SHA384");
    assertInfo(0x002f, "RSA", "RSA", "AES_128_CBC", "SHA");
    assertInfo(0x000a, "RSA", "RSA", "3DES_EDE_CBC", "SHA");
    assertInfo(0xc0ae, "ECDHE", "ECDSA", "AES_128_CCM_8", "SHA256");
    assertInfo(0xcca8, "ECDHE", "RSA", "CHACHA20_POLY1305", "SHA256");
    assertInfo(0xcc13, "ECDHE", "RSA", "CHACHA20_POLY1305", "SHA256");
    assertInfo(0x0034, "DH", "anon", "AES_128_CBC", "SHA");
    assertInfo(0x0014, "DHE_EXPORT", "RSA", "DES40_CBC", "SHA");
    assertInfo(0x00ae, "PSK", "PSK", "AES_128_CBC", "SHA256");
    assertInfo(0x00ac, "RSA_PSK", "RSA", "AES_128_GCM", "SHA256");
    assertInfo(0xd001, "ECDHE", "PSK", "AES_128_GCM", "SHA256");
    assertInfo(0xc0aa, "DHE", "PSK", "AES_128_CCM_8", "SHA256");
    assertInfo(0x1301, "ANY", "ANY", "AES_128_GCM", "SHA256");
    assertInfo(0x1305, "ANY", "ANY", "AES_128_CCM_8", "SHA256");
    assertInfo(0xc0b4, "ANY", "ANY", "NULL", "SHA256");
    assertInfo(0xe013, "ECC", "SM2", "SM4_CBC", "SM3");
    assertInfo(0x0000, "NULL", "NULL", "NULL", "NULL");
    assertInfo(0x0081, "GOSTR341001", "GOSTR341001", "28147_CNT_IMIT", "GOSTR3411");
  }

  @Test
  void saysNothingOfSignallingValuesAndNumbersWithoutAMeaning() {
    assertTrue(Names.suiteInfo(0x00ff).isEmpty());
    assertTrue(Names.suiteInfo(0x5600).isEmpty());
    assertTrue(Names.suiteInfo(0x0a0a).isEmpty());
    assertTrue(Names.suiteInfo(0x5a5b).isEmpty());
    assertEquals("TLS_EMPTY_RENEGOTIATION_INFO_SCSV (00FF)", Names.suite(0x00ff));
  }

  @Test
  void everySuiteInTheTableSaysSomething() {
    int[] known = IntStream.range(0, 0x10000).filter(code -> Names.suiteInfo(code).isPresent()).toArray();
    assertTrue(known.length > 370);
    for (int code : known) {
      SuiteInfo info = Names.suiteInfo(code).orElseThrow();
      assertTrue(info.keyExchange().matches("[A-Z0-9_]+"), info.iana());
      assertTrue(info.authentication().matches("[A-Z0-9_]+|anon"), info.iana());
      assertTrue(info.hash().matches("NULL|MD5|SHA(1|256|384|512)?|SM3|GOST.*"), info.iana());
      assertEquals(OptionalInt.of(code), Names.suiteCode(info.iana()));
      if (!info.openssl().isEmpty()) {
        assertEquals(OptionalInt.of(code), Names.suiteCode(info.openssl()), info.openssl());
      }
    }
  }

  private static void assertInfo(int code, String exchange, String authentication, String cipher, String hash) {
    SuiteInfo info = Names.suiteInfo(code).orElseThrow();
    assertArrayEquals(
        new String[] {exchange, authentication, cipher, hash},
        new String[] {info.keyExchange(), info.authentication(), info.cipher(), info.hash()},
        info.iana());
  }
}
