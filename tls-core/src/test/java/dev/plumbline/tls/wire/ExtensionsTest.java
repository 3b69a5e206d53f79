package dev.plumbline.tls.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionsTest {
  @Test
  void writesServerNameAsRfc6066Does() throws TlsAlert {
    Extension extension = Extensions.serverName("a.example");
    assertEquals(new Extension(0, Bytes.fromHex("000c000009612e6578616d706c65")), extension);
    assertEquals("a.example", Extensions.readServerName(extension));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b\u00fccher.example", "a b", "a\u0000b"})
  void refusesToWriteHostNamesThatAreNotAscii(String name) {
    assertThrows(IllegalArgumentException.class, () -> Extensions.serverName(name));
  }

  @ParameterizedTest
  @CsvSource({"512, 01", "1024, 02", "2048, 03", "4096, 04"})
  void writesMaxFragmentLengthByItsCode(int bytes, String hex) throws TlsAlert {
    Extension extension = Extensions.maxFragmentLength(bytes);
    assertEquals(new Extension(1, Bytes.fromHex(hex)), extension);
    assertEquals(Extensions.maxFragmentLengthCode(bytes), Extensions.readMaxFragmentLengthCode(extension));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256, 513, 8192, -512})
  void refusesToWriteAnotherMaxFragmentLength(int bytes) {
    assertThrows(IllegalArgumentException.class, () -> Extensions.maxFragmentLength(bytes));
  }

  @Test
  void writesStatusRequestForAnyResponder() {
    assertEquals(new Extension(5, Bytes.fromHex("0100000000")), Extensions.statusRequest());
  }

  @Test
  void writesAndReadsGroupsAndSchemes() throws TlsAlert {
    Extension groups = Extensions.supportedGroups(List.of(23, 24, 29));
    assertEquals(new Extension(10, Bytes.fromHex("000600170018001d")), groups);
    assertEquals(List.of(23, 24, 29), Extensions.readSupportedGroups(groups));
    Extension schemes = Extensions.signatureAlgorithms(List.of(0x0403, 0x0401));
    assertEquals(new Extension(13, Bytes.fromHex("000404030401")), schemes);
    assertEquals(List.of(0x0403, 0x0401), Extensions.readSignatureAlgorithms(schemes));
  }

  @Test
  void writesAndReadsPointFormats() throws TlsAlert {
    assertEquals(new Extension(11, Bytes.fromHex("0100")), Extensions.ecPointFormats(Extensions.UNCOMPRESSED));
    assertEquals(Bytes.fromHex("000102"), Extensions.readEcPointFormats(Extensions.ecPointFormats(0, 1, 2)));
  }

  @Test
  void writesAndReadsProtocolNames() throws TlsAlert {
    Extension extension = Extensions.alpn(List.of("x-amzn-mqtt-ca", "h2"));
    assertEquals(new Extension(16, Bytes.fromHex("00120e782d616d7a6e2d6d7174742d6361026832")), extension);
    assertEquals(List.of("x-amzn-mqtt-ca", "h2"), Extensions.readAlpn(extension));
    assertEquals(List.of("\u00ff\n"), Extensions.readAlpn(Extensions.alpn(List.of("\u00ff\n"))));
  }

  @Test
  void refusesToWriteProtocolNamesThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> Extensions.alpn(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Extensions.alpn(List.of("")));
    assertThrows(IllegalArgumentException.class, () -> Extensions.alpn(List.of("a".repeat(256))));
    assertThrows(IllegalArgumentException.class, () -> Extensions.alpn(List.of("\u0100")));
  }

  @Test
  void writesAndReadsRecordSizeLimit() throws TlsAlert {
    assertEquals(new Extension(28, Bytes.fromHex("4001")), Extensions.recordSizeLimit(16385));
    assertEquals(63, Extensions.readRecordSizeLimit(Extensions.recordSizeLimit(63)));
  }

  @Test
  void writesTheTicketWithoutALength() {
    assertEquals(new Extension(35, Bytes.fromHex("0102")), Extensions.sessionTicket(Bytes.fromHex("0102")));
    assertEquals(Extensions.empty(ExtensionType.SESSION_TICKET), Extensions.sessionTicket(Bytes.EMPTY));
  }

  @Test
  void writesAndReadsRenegotiationInfo() throws TlsAlert {
    assertEquals(new Extension(0xFF01, Bytes.fromHex("00")), Extensions.renegotiationInfo(Bytes.EMPTY));
    Bytes both = Bytes.of(new byte[24]);
    assertEquals(both, Extensions.readRenegotiationInfo(Extensions.renegotiationInfo(both)));
  }

  @Test
  void readsNothingFromAnEmptyExtension() throws TlsAlert {
    Extensions.readEmpty(Extensions.empty(ExtensionType.EXTENDED_MASTER_SECRET));
    assertMalformed("extended_master_secret", () -> Extensions.readEmpty(new Extension(23, Bytes.fromHex("00"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0000", "0001", "000100", "00040000016100", "0004010001 61", "000300 0000",
      "00040000010a", "0004000001c0", "000500000161ff", "0003000001"})
  void refusesMalformedServerNames(String hex) {
    assertMalformed("server_name", () -> Extensions.readServerName(of(0, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0101"})
  void refusesMalformedMaxFragmentLengths(String hex) {
    assertMalformed("max_fragment_length", () -> Extensions.readMaxFragmentLengthCode(of(1, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0000", "0001 17", "0003001700", "00020017 00", "00040017"})
  void refusesMalformedLists(String hex) {
    assertMalformed("supported_groups", () -> Extensions.readSupportedGroups(of(10, hex)));
    assertMalformed("signature_algorithms", () -> Extensions.readSignatureAlgorithms(of(13, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0200", "010000"})
  void refusesMalformedPointFormats(String hex) {
    assertMalformed("ec_point_formats", () -> Extensions.readEcPointFormats(of(11, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0000", "000100", "0002 0161 00", "0003 0161 00", "0002 0261",
      "0003 0161", "0004 0161 0261"})
  void refusesMalformedProtocolNames(String hex) {
    assertMalformed("application_layer_protocol_negotiation", () -> Extensions.readAlpn(of(16, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "40", "400000"})
  void refusesMalformedRecordSizeLimits(String hex) {
    assertMalformed("record_size_limit", () -> Extensions.readRecordSizeLimit(of(28, hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "0000", "0201"})
  void refusesMalformedRenegotiationInfo(String hex) {
    assertMalformed("renegotiation_info", () -> Extensions.readRenegotiationInfo(of(0xFF01, hex)));
  }

  @Test
  void saysWhereAndWhat() {
    TlsAlert alert = assertThrows(TlsAlert.class, () -> Extensions.readAlpn(of(16, "0003016102")));
    assertEquals(
        "extension application_layer_protocol_negotiation.protocol_name_list is malformed: "
            + "at byte 3, ProtocolName needs 2 bytes, 0 are left",
        alert.sentence());
  }

  private static Extension of(int type, String hex) {
    return new Extension(type, Bytes.fromHex(hex.replace(" ", "")));
  }

  private static void assertMalformed(String name, Executable read) {
    TlsAlert alert = assertThrows(TlsAlert.class, read);
    assertEquals(Fault.EXTENSION_MALFORMED, alert.fault().orElseThrow());
    assertTrue(alert.sentence().startsWith("extension " + name), alert.sentence());
  }
}
