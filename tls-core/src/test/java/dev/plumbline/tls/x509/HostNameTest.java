package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.TestPki;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9525 §6, as a table. */
class HostNameTest {
  private final TestPki pki = new TestPki();

  @ParameterizedTest
  @CsvSource({
    // reference, dNSName, match
    "example.com, example.com, true",
    "example.com, EXAMPLE.com, true",
    "ExAmPlE.com, example.com, true",
    "example.com., example.com, true",
    "example.com, example.com., false",
    "example.com, example.org, false",
    "example.com, example.co, false",
    "example.com, xexample.com, false",
    "www.example.com, example.com, false",
    "example.com, www.example.com, false",
    "www.example.com, *.example.com, true",
    "WWW.example.com, *.EXAMPLE.com, true",
    "example.com, *.example.com, false",
    "a.b.example.com, *.example.com, false",
    "foo.example.com, f*.example.com, false",
    "foo.example.com, *oo.example.com, false",
    "foo.example.com, foo.*.com, false",
    "foo.example.com, *.*.com, false",
    "foo.example.com, *, false",
    "localhost, *, false",
    "localhost, localhost, true",
    "example.com, *.com, true",
    "xn--bcher-kva.example, xn--bcher-kva.example, true",
    "xn--bcher-kva.example, *.example, true",
    "xn--bcher-kva.example, xn--*.example, false",
    "a_b.example, a_b.example, true",
    "example.com, .example.com, false",
    "www.example.com, .example.com, false",
    "127.0.0.1, 127.0.0.1, false",
  })
  void comparesDnsNames(String reference, String presented, boolean match) {
    ParsedCertificate certificate = PathCase.parsed(pki.server("other").dns(presented).selfSigned());

    assertEquals(match, HostName.of(reference).matches(certificate));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "::1, ::1, true",
    "[::1], ::1, true",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1, true",
    "2001:DB8::1, 2001:db8::1, true",
    "2001:db8::2, 2001:db8::1, false",
    "1.0.0.0, 100::, false",
  })
  void comparesAddressesByTheirOctets(String reference, String presented, boolean match) {
    ParsedCertificate certificate = PathCase.parsed(pki.server("other").ip(presented).selfSigned());

    assertTrue(HostName.of(reference).isIpAddress());
    assertEquals(match, HostName.of(reference).matches(certificate));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "-a.example", "a-.example", "1.2.3", "1.2.3.256", "01.2.3.4", "0x7f000001",
      "a b", "*.example.com", "fe80::1%eth0", "1:2", "[1.2.3.4]", "host:443", "bücher.example", "a\nb", "example.1"})
  void refusesWhatIsNeitherNameNorAddress(String name) {
    String sentence = assertThrows(IllegalArgumentException.class, () -> HostName.of(name)).getMessage();

    assertTrue(sentence.indexOf('\n') < 0, sentence);
  }

  @Test
  void refusesLabelsAndNamesThatAreTooLong() {
    assertEquals(63, HostName.of("a".repeat(63)).text().length());
    assertThrows(IllegalArgumentException.class, () -> HostName.of("a".repeat(64)));
    assertThrows(IllegalArgumentException.class, () -> HostName.of("a.".repeat(127) + "b"));
  }

  @Test
  void ignoresNamesOfOtherForms() {
    ParsedCertificate certificate =
        PathCase.parsed(
            pki.bare("host.example")
                .name(new GeneralName(GeneralName.uniformResourceIdentifier, "https://host.example/"))
                .name(new GeneralName(GeneralName.rfc822Name, "me@host.example"))
                .selfSigned());

    assertEquals(false, HostName.of("host.example").matches(certificate));
  }

  @Test
  void sameNamesAreEqual() {
    assertEquals(HostName.of("Example.COM."), HostName.of("example.com"));
    assertEquals(HostName.of("Example.COM.").hashCode(), HostName.of("example.com").hashCode());
    assertEquals("example.com", HostName.of("Example.COM.").toString());
  }
}
