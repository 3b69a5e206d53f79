package dev.plumbline.diagnose.dissect;

import static dev.plumbline.diagnose.dissect.Trees.assertNested;
import static dev.plumbline.diagnose.dissect.Trees.at;
import static dev.plumbline.diagnose.dissect.Trees.has;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.flow.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DissectorTest {

  @Test
  void understandsEveryByteOfEveryRecordedMessage() {
    List<RecordedMessages.Recorded> all = RecordedMessages.all();
    assertTrue(all.size() > 40);
    for (RecordedMessages.Recorded recorded : all) {
      Field root = recorded.dissect();
      assertFalse(has(root, "rest"), () -> recorded.name() + ": " + root);
      assertNested(root, 0, recorded.message().body().length);
    }
  }

  @Test
  void readsTheClientHelloOfADevice() {
    Field hello = RecordedMessages.one("netx-mtls-ec-healthy", 1).dissect();
    Field clock = at(hello, "random", "gmt_unix_time");
    assertEquals("2026-11-20T18:08:43Z", clock.value());
    assertEquals("the client's clock: 2026-11-20T18:08:43Z, 17 s behind the capture's", clock.meaning());
    Field suites = at(hello, "cipher_suites");
    assertEquals("offers 12 suites, in the order of preference", suites.meaning());
    assertEquals(35, suites.offset());
    assertEquals(26, suites.length());
    assertEquals("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B)", suites.children().get(1).value());
    Field extensions = at(hello, "extensions");
    assertEquals("mqtt.harbor.example", at(extensions, "server_name").value());
    assertEquals("secp192r1 (19)",
        at(extensions, "supported_groups", "named_group_list").children().get(2).value());
    assertEquals("9 algorithms", at(extensions, "signature_algorithms").value());
    assertTrue(at(extensions, "renegotiation_info", "renegotiated_connection").meaning().contains("RFC 5746"));
  }

  @Test
  void readsTheExtensionsOfTls13() {
    Field extensions = at(RecordedMessages.one("openssl:tls13=on", 1).dissect(), "extensions");
    assertEquals("TLS 1.3 (0304)", at(extensions, "supported_versions", "versions", "version").value());
    Field share = at(extensions, "key_share", "client_shares", "KeyShareEntry");
    assertEquals("x25519 (29)", share.value());
    assertEquals("32 bytes", at(share, "key_exchange").meaning());
    assertEquals("psk_dhe_ke (1)", at(extensions, "psk_key_exchange_modes", "ke_modes", "ke_mode").value());
  }

  @Test
  void readsAServersFlight() {
    Field hello = RecordedMessages.one("netx-mtls-ec-healthy", 2).dissect();
    assertEquals("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (C02B)", at(hello, "cipher_suite").value());
    assertTrue(at(hello, "random", "random_bytes").meaning().contains("later version"));
    Field exchange = RecordedMessages.one("netx-mtls-ec-healthy", 12).dissect();
    assertEquals("secp256r1 (23)", at(exchange, "ServerECDHParams").value());
    assertEquals("ecdsa_secp256r1_sha256 (0403)", at(exchange, "algorithm").value());
    Field request = RecordedMessages.one("netx-mtls-ec-healthy", 13).dissect();
    assertEquals("rsa_sign (1), dss_sign (2), ecdsa_sign (64)", at(request, "certificate_types").value());
    assertEquals("the server does not say whose certificates it accepts",
        at(request, "certificate_authorities").meaning());
    Field verify = RecordedMessages.one("netx-mtls-ec-healthy", 15).dissect();
    assertEquals("ecdsa_secp256r1_sha256 (0403)", at(verify, "algorithm").value());
    assertTrue(has(RecordedMessages.one("netx-rsa-key-exchange-healthy", 16).dissect(), "EncryptedPreMasterSecret"));
  }

  @Test
  void outlinesTheCertificates() {
    Field message = RecordedMessages.one("netx-mtls-ec-healthy", 11).dissect();
    Field certificate = at(message, "certificate_list", "ASN.1Cert", "Certificate");
    assertEquals("CN=pump-17", certificate.value());
    Field signed = at(certificate, "tbsCertificate");
    assertEquals("CN=Harbor Root EC,O=Harbor Works", at(signed, "issuer").value());
    assertEquals("2036-11-17T17:47:34Z", at(signed, "validity", "notAfter").value());
    assertEquals("EC 256", at(signed, "subjectPublicKeyInfo").value());
    Field extensions = at(signed, "extensions", "Extensions");
    assertEquals("digitalSignature", at(extensions, "keyUsage").value());
    assertEquals("clientAuth", at(extensions, "extKeyUsage").value());
    assertEquals("TRUE", at(extensions, "basicConstraints", "critical").value());
    assertEquals("ecdsa-with-SHA256", at(certificate, "signatureAlgorithm").value());
  }

  @Test
  void keepsTicketsToItself() {
    RecordedMessages.Recorded recorded = RecordedMessages.one("mosquitto-pub-bad-password", 4);
    Field ticket = at(recorded.dissect(), "ticket");
    assertTrue(ticket.secret());
    String hex = HexFormat.of().formatHex(recorded.message().body());
    assertFalse(recorded.dissect().toString().contains(hex.substring(20, 40)));
  }

  @Test
  void saysWhatIsNotThere() {
    byte[] hello = RecordedMessages.one("netx-mtls-ec-healthy", 1).message().body();
    byte[] half = Arrays.copyOf(hello, 40);
    Event.Handshake cut =
        new Event.Handshake(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, 1, half, 138, 1, false);
    Field root = Dissector.handshake(cut, DissectContext.NONE);
    assertEquals("40 bytes of 138 are there", root.meaning());
    Field suites = at(root, "cipher_suites");
    assertEquals("24 bytes are announced, 3 are there", at(suites, "length").meaning());
    assertEquals("not understood: 1 byte; cipher_suite would be here", at(suites, "rest").meaning());
    assertEquals("the rest of cipher_suites is missing", at(root, "rest").meaning());
  }

  @Test
  void namesGreaseAndKeepsWhatItDoesNotKnow() {
    byte[] body = HexFormat.of().parseHex("0303" + "00".repeat(32) + "00" + "00040a0ac02b" + "0100"
        + "0010" + "4a4a000100" + "123400030102ff" + "0017" + "0000");
    Field root = Dissector.handshake(RecordedMessages.message(Side.CLIENT, 1, body), DissectContext.NONE);
    assertFalse(has(root, "rest"), root.toString());
    assertEquals("GREASE (0A0A)", at(root, "cipher_suites", "cipher_suite").value());
    Field extensions = at(root, "extensions");
    assertTrue(has(extensions, "GREASE (4A4A)"));
    assertEquals("0102ff", at(extensions, "unknown extension (4660)").value());
    assertEquals("zero: this stack puts no time here", at(root, "random", "gmt_unix_time").meaning());
  }

  @Test
  void recognisesAHelloRetryRequest() {
    byte[] body = HexFormat.of().parseHex("0303cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"
        + "00" + "1301" + "00" + "000c" + "002b00020304" + "003300020017");
    Field root = Dissector.handshake(RecordedMessages.message(Side.SERVER, 2, body), DissectContext.NONE);
    assertTrue(at(root, "random").meaning().contains("HelloRetryRequest"));
    assertEquals("secp256r1 (23)", at(root, "extensions", "key_share", "selected_group").value());
  }

  @Test
  void readsAFiniteFieldExchangeBySuite() {
    byte[] body = HexFormat.of().parseHex(
        "0004" + "00ffffff" + "0001" + "02" + "0002" + "1234" + "0401" + "0002" + "abcd");
    Field root = Dissector.handshake(
        RecordedMessages.message(Side.SERVER, 12, body), new DissectContext(0x0303, 0x009e));
    assertEquals("a prime of 24 bits", at(root, "ServerDHParams", "dh_p").meaning());
    Field old = Dissector.handshake(RecordedMessages.message(Side.SERVER, 12, HexFormat.of().parseHex(
        "0004" + "00ffffff" + "0001" + "02" + "0002" + "1234" + "0002" + "abcd")), new DissectContext(0x0301, 0x0033));
    assertFalse(has(old, "algorithm"));
    assertFalse(has(old, "rest"));
  }

  @Test
  void explainsAlertsAndRecords() {
    Field alert = Dissector.alert(
        new Event.Alert(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, 2, 48));
    assertEquals("unknown_ca (48)", alert.value());
    assertEquals("fatal (2)", at(alert, "level").value());
    assertNested(alert, 0, 2);
    Field hidden = Dissector.alert(new Event.Alert(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, -1, -1));
    assertEquals("encrypted", hidden.value());
    Field record = Dissector.record(
        new Event.Record(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, 22, 0x0303, 139, true, false, 139));
    assertEquals("handshake (22)", at(record, "type").value());
    assertEquals("139", at(record, "length").value());
    assertNested(record, 0, 5);
  }

  @Test
  void readsConnectWithoutItsPassword() {
    byte[] connect = HexFormat.of().parseHex("1023" + "00044d51545404c20078" + "0007" + text("pump-17") + "0004"
        + text("user") + "0008" + text("s3cret!!"));
    Field root = Dissector.mqtt(mqtt(connect));
    assertFalse(has(root, "rest"), root.toString());
    assertEquals("User Name, Password, Clean Session", at(root, "Connect Flags").value());
    assertEquals("pump-17", at(root, "Client Identifier").value());
    assertEquals("user", at(root, "User Name").value());
    assertTrue(at(root, "Password").secret());
    assertFalse(root.toString().contains("s3cret"));
    Field answer = Dissector.mqtt(mqtt(HexFormat.of().parseHex("20020005")));
    assertEquals("Connection Refused, not authorized (5)", at(answer, "Connect Return code").value());
  }

  private static Event.Mqtt mqtt(byte[] bytes) {
    return new Event.Mqtt(Side.CLIENT, RecordedMessages.CAPTURED, Place.NONE, bytes, Optional.empty(),
        Optional.empty(), Optional.empty());
  }

  private static String text(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
