package dev.plumbline.diagnose.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorCodesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0x10005                                      | NXD_MQTT_CONNECT_FAILURE
      65541                                        | NXD_MQTT_CONNECT_FAILURE
      0X00010005                                   | NXD_MQTT_CONNECT_FAILURE
      error code = 0x00010005                      | NXD_MQTT_CONNECT_FAILURE
      nxd mqtt connect failure                     | NXD_MQTT_CONNECT_FAILURE
      connect_failure                              | NXD_MQTT_CONNECT_FAILURE
      0x38                                         | NX_NOT_CONNECTED
      netx 56                                      | NX_NOT_CONNECTED
      netx 0x38                                    | NX_NOT_CONNECTED
      0x117                                        | NX_SECURE_TLS_CERTIFICATE_SIG_CHECK_FAILED
      -0x2700                                      | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      -9984                                        | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      0xFFFFD900                                   | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      4294957312                                   | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      0xd900                                       | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      mbedtls 0x2700                               | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      mbedtls_err_x509_cert_verify_failed          | MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
      bad_certificate                              | bad_certificate
      Bad Certificate                              | bad_certificate
      alert 48                                     | unknown_ca
      fatal alert message (msg 70)                 | protocol_version
      flag 0x200                                   | MBEDTLS_X509_BADCERT_FUTURE
      error:0A000418:SSL routines::x               | tlsv1 alert unknown ca
      14094418                                     | tlsv1 alert unknown ca
      verify error:num=20                          | unable to get local issuer certificate
      """)
  void knowsACodeHoweverItIsWritten(String asked, String name) {
    assertEquals(name, first(asked).name());
  }

  @Test
  void readsTheNumberAtTheEndOfAModemsLine() {
    assertEquals("quectel-bc66", first("+QSSLOPEN: 1,5,-9").stack());
    assertEquals("quectel-qmtopen", first("+QMTOPEN: 1,-1").stack());
    assertEquals("quectel-qmtstat", first("+QMTSTAT: 0,1").stack());
    assertTrue(first("+QMTCONN: 0,0,5").meaning().contains("not authorized"));
    assertEquals("quectel-bg9x", first("+QSSLOPEN: 1,566").stack());
  }

  @Test
  void saysWhatANumberOfNetxMeantInEachVersion() {
    Explanation both = explain("0x148", "netx", null);
    assertEquals(
        List.of("NX_SECURE_TLS_BAD_CLIENTHELLO_PSK_EXTENSION", "NX_SECURE_TLS_UNSUPPORTED_ECC_CURVE"),
        both.meanings().stream().map(CodeMeaning::name).sorted().toList());
    assertTrue(both.remarks().contains(
        "NX_SECURE_TLS_UNSUPPORTED_ECC_CURVE is 0x148 in SSP 1.7.x and 0x14B in 6.x"), both.remarks()::toString);
    assertTrue(both.remarks().stream().anyMatch(one -> one.contains("--stack-version")), both.remarks()::toString);
    for (String version : List.of("1.7", "1.7.8", "SSP 1.7.8", "5.12")) {
      assertEquals("NX_SECURE_TLS_UNSUPPORTED_ECC_CURVE", explain("0x148", "netx", version).meanings().get(0).name());
    }
    for (String version : List.of("6", "6.4.2", "2.0.0")) {
      assertEquals(
          "NX_SECURE_TLS_BAD_CLIENTHELLO_PSK_EXTENSION", explain("0x148", "netx", version).meanings().get(0).name());
    }
    assertEquals("NX_SECURE_TLS_UNSUPPORTED_ECC_CURVE", lookup("0x148", "netx-5.12").get(0).name());
  }

  @Test
  void saysThatNetxAndTheDriversHaveOneNumber() {
    Explanation explained = explain("0x10005", null, null);
    assertEquals(List.of("netx", "ssp"), explained.meanings().stream().map(CodeMeaning::stack).toList());
    assertTrue(explained.remarks().get(0).contains("which function returned it"), explained.remarks()::toString);
  }

  @Test
  void aFailureToConnectIsBeforeConnackAndARefusalIsConnack() {
    CodeMeaning failure = first("0x10005");
    assertEquals(EnumSet.of(Stage.CONNACK, Stage.SESSION), failure.excludedStages());
    assertTrue(failure.cases().contains("C01") && failure.findings().contains(FindingId.SNI_MISSING));
    for (int code = 1; code <= 5; code++) {
      CodeMeaning refusal = lookup("0x1008" + code, "netx").get(0);
      assertEquals(EnumSet.of(Stage.CONNACK), refusal.possibleStages());
      assertTrue(refusal.findings().contains(FindingId.CONNACK_REFUSED));
    }
  }

  @Test
  void toldAlertsAreThoseThatAreSent() {
    assertEquals(Optional.of(42), first("0x117").alert());
    assertEquals(Optional.of(80), lookup("0x20009", "netx").get(0).alert());
    assertEquals(Optional.empty(), first("0x114").alert(), "who got an alert sends none");
    assertEquals(Optional.of(42), lookup("554", "bearssl").get(0).alert());
    assertTrue(lookup("296", "bearssl").get(0).meaning().contains("handshake_failure (40)"));
  }

  @Test
  void takesComposedCodesOfMbedtlsApart() {
    CodeMeaning key = lookup("-0x3D62", "mbedtls").get(0);
    assertEquals("MBEDTLS_ERR_PK_KEY_INVALID_FORMAT + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG", key.name());
    assertEquals("-0x3D62", key.number());
    assertTrue(key.meaning().contains("; below it: "));
    assertTrue(lookup("-0x2701", "mbedtls").get(0).name().endsWith(" + -0x0001"));
    assertEquals(List.of(), lookup("-0x0700", "mbedtls"));
  }

  @Test
  void takesFlagsApart() {
    assertEquals(
        List.of("MBEDTLS_X509_BADCERT_NOT_TRUSTED", "MBEDTLS_X509_BADCERT_FUTURE"),
        explain("flags 0x208", null, null).meanings().stream().map(CodeMeaning::name).toList());
  }

  @Test
  void saysWhichVersionOfMbedtlsMeansWhat() {
    assertEquals(2, lookup("-0x6E00", "mbedtls").size());
    assertEquals("MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE", explain("-0x6E00", "mbedtls", "3.6").meanings().get(0).name());
    assertEquals("2.x", explain("-0x6E00", "mbedtls", "2.28.3").meanings().get(0).versions());
  }

  @Test
  void aSmallNumberIsToldForEveryTableThatHasIt() {
    Explanation explained = explain("5", null, null);
    assertTrue(explained.meanings().size() > 6, explained::toString);
    assertTrue(explained.remarks().stream().anyMatch(one -> one.contains("--stack says")), explained::toString);
    assertFalse(explain("5", "connack", null).remarks().stream().anyMatch(one -> one.contains("--stack")));
  }

  @Test
  void aNumberThatOnlyFitsAsALeftoverIsLeftOut() {
    assertFalse(explain("56", null, null).meanings().stream().anyMatch(one -> one.stack().equals("connack")));
    assertFalse(explain("0x148", null, null).meanings().stream().anyMatch(one -> one.stack().equals("bearssl")));
    assertEquals("reserved", explain("56", "connack", null).meanings().get(0).name());
  }

  @Test
  void namesWhatIsNearestToWhatNobodyKnows() {
    Explanation number = explain("0x10042", "netx", null);
    assertFalse(number.known());
    assertEquals(3, number.nearest().size());
    Explanation name = explain("NX_SECURE_TLS_ISSUER_CERTIFICATE_NOT_FOUNT", null, null);
    assertTrue(name.nearest().get(0).startsWith("NX_SECURE_TLS_ISSUER_CERTIFICATE_NOT_FOUND"), name::toString);
    Explanation other = explain("NX_SECURE_TLS_PSK_BINDER_MISMATCH", "netx", "1.7");
    assertFalse(other.known());
    assertTrue(other.remarks().get(0).contains("6.x"), other::toString);
    assertEquals(List.of(), explain("kumquat", null, null).nearest());
  }

  @Test
  void refusesAStackThatThereIsNot() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> lookup("1", "kumquat"));
    assertTrue(e.getMessage().contains("'kumquat'") && e.getMessage().contains("netx"), e.getMessage());
  }

  private static CodeMeaning first(String asked) {
    return explain(asked, null, null).meanings().get(0);
  }

  private static List<CodeMeaning> lookup(String asked, String stack) {
    return VendorCodes.lookup(asked, Optional.of(stack), Optional.empty());
  }

  private static Explanation explain(String asked, String stack, String version) {
    return VendorCodes.explain(asked, Optional.ofNullable(stack), Optional.ofNullable(version));
  }
}
