package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AtLogTest {
  private static final TestPki PKI = new TestPki();
  private static final IssuedCertificate ROOT = PKI.ca("Root").selfSigned();
  private static final String PEM = ROOT.pem();
  private static final String KEY = ROOT.key().pkcs8Pem();

  /** As users post them: seclevel 1, an upload at the prompt, and -9 before anything is on the air. */
  private static String bc66(String upload, String stored) {
    return """
        AT+QSSLCFG=1,5,"seclevel",1
        OK
        AT+QSSLCFG=1,5,"cacert"
        >
        %s
        +QSSLCFG: 1,5,"cacert",%s

        OK
        AT+QSSLCFG=1,5,"sni",1
        ERROR
        AT+QSSLOPEN=1,5,"mqtt.example.com",8883,0
        OK

        +QSSLOPEN: 1,5,-9
        AT+QMTOPEN=1,"mqtt.example.com",8883
        OK
        +QMTOPEN: 1,-1
        """.formatted(upload, stored);
  }

  @Test
  void readsTheSettingsAndTheResults() {
    AtLog log = AtLog.read(bc66(PEM + "<CTRL-Z>", "1234"));
    assertEquals(OptionalInt.of(1), log.secLevel());
    assertEquals(Optional.of(false), log.serverName());
    assertEquals(Set.of(1), log.contexts());
    assertEquals(Set.of("cacert"), log.slots());
    assertEquals(OptionalInt.of(-9), log.sslOpen());
    assertEquals(OptionalInt.of(-1), log.mqttOpen());
    AtUpload upload = log.uploads().get(0);
    assertEquals("CERTIFICATE", upload.label());
    assertEquals(PEM.length(), upload.withLf());
    assertTrue(upload.ended());
    assertEquals(OptionalInt.of(1234), upload.stored());
    assertEquals(List.of("C21", "C19", "C19"), cases(log));
  }

  @Test
  void namesUploadsThatStoredNothing() {
    AtLog early = AtLog.read(bc66("\u001a", "0"));
    assertTrue(says(early, "nothing was sent for cacert"), early::toString);
    AtLog zero = AtLog.read(bc66(PEM + "\u001a", "0"));
    assertTrue(says(zero, "stored nothing"), zero::toString);
    AtLog open = AtLog.read(bc66(PEM, "1234"));
    assertTrue(says(open, "no Ctrl-Z"), open::toString);
  }

  @Test
  void namesDamageInAnUpload() {
    AtLog cut = AtLog.read(bc66(PEM.replace("-----END CERTIFICATE-----\n", "") + "\u001a", "900"));
    assertTrue(says(cut, "has no END"), cut::toString);
    AtLog key = AtLog.read(bc66(KEY + "\u001a", "900"));
    assertTrue(says(key, "cacert was given a private key"), key::toString);
  }

  private static String bg9x(int declared, String authority, String certificate, String key) {
    return """
        [12:00:01] TX: AT+QFUPL="cacert.pem",%d,100
        [12:00:01] RX: CONNECT
        %s+QFUPL: %d,2a2b
        OK
        AT+QFUPL="client.pem",%d,100
        CONNECT
        %s+QFUPL: %d,1
        OK
        AT+QFUPL="user_key.pem",%d,100
        CONNECT
        %s+QFUPL: %d,1
        OK
        AT+QMTCFG="ssl",0,1,2
        OK
        AT+QSSLCFG="cacert",2,"cacert.pem"
        OK
        AT+QSSLCFG="clientcert",2,"client.pem"
        OK
        AT+QSSLCFG="clientkey",2,"user_key.pem"
        OK
        AT+QSSLCFG="seclevel",2,2
        OK
        AT+QSSLCFG="ciphersuite",2,0XFFFF
        OK
        AT+QMTOPEN=0,"mqtt.example.com",8883
        OK
        +QMTOPEN: 0,0
        AT+QMTCONN=0,"client","user","hunter2"
        OK
        +QMTCONN: 0,0,5
        """.formatted(
            declared, authority, declared, certificate.length(), certificate, certificate.length(), key.length(), key,
            key.length());
  }

  @Test
  void readsUploadsOfFilesAndWhatTheyAreFor() {
    AtLog log = AtLog.read(bg9x(PEM.length(), PEM, PEM, KEY));
    assertEquals(List.of("C76"), cases(log));
    assertEquals(OptionalInt.of(2), log.secLevel());
    assertEquals(Optional.of("0xffff"), log.cipherSuite());
    assertEquals(OptionalInt.of(5), log.connected());
    assertEquals(Set.of("cacert", "clientcert", "clientkey"), log.slots());
    assertEquals(3, log.uploads().size());
    assertFalse(log.toString().contains("hunter2"));
    assertFalse(log.toString().contains(KEY.lines().skip(1).findFirst().orElseThrow()));
  }

  @Test
  void namesKeyAndCertificateInEachOthersPlace() {
    AtLog log = AtLog.read(bg9x(PEM.length(), PEM, KEY, PEM));
    assertTrue(says(log, "clientcert was given a private key"), log::toString);
    assertTrue(says(log, "clientkey was given a CERTIFICATE"), log::toString);
  }

  @Test
  void countsBytesWithBothLineEnds() {
    int lines = (int) PEM.lines().count();
    assertEquals(List.of("C76"), cases(AtLog.read(bg9x(PEM.length() + lines, PEM, PEM, KEY))), "CR LF");
    AtLog wrong = AtLog.read(bg9x(PEM.length() + 7, PEM, PEM, KEY));
    assertTrue(says(wrong, "announces " + (PEM.length() + 7) + " bytes"), wrong::toString);
  }

  @Test
  void namesSettingsThatDoNotBelongTogether() {
    AtLog bare = AtLog.read("AT+QSSLCFG=\"seclevel\",2,2\nOK\nAT+QSSLOPEN=1,2,0,\"h\",8883\nOK\n+QSSLOPEN: 0,566\n");
    assertEquals(List.of("C19", "C49", "C52"), cases(bare));
    AtLog other =
        AtLog.read("AT+QSSLCFG=\"seclevel\",1,0\nOK\nAT+QMTCFG=\"ssl\",0,1,2\nOK\nAT+QMTOPEN=0,\"h\",8883\nOK\n");
    assertTrue(says(other, "MQTT uses TLS context 2"), other::toString);
    AtLog silent =
        AtLog.read("AT+QSSLCFG=1,5,\"seclevel\",0\nOK\nAT+QSSLOPEN=1,5,\"h\",8883,0\nOK\n+QSSLOPEN: 1,5,0\n");
    assertEquals(List.of("C22"), cases(silent));
    AtLog restarted = AtLog.read("AT+QSSLCFG=1,5,\"seclevel\",0\nOK\nRDY\nAT+QMTOPEN=1,\"h\",8883\nOK\n");
    assertEquals(List.of("C50"), cases(restarted));
  }

  @Test
  void whatATerminalWritesBeforeEachLineIsNotTakenForDamage() {
    String prefixed = PEM.replaceAll("(?m)^", "[12:00:01] ").replaceAll("\\[12:00:01\\] $", "");
    assertEquals(List.of("C76"), cases(AtLog.read(bg9x(PEM.length(), prefixed, PEM, KEY))));
  }

  @Test
  void aTextWithoutCommandsSaysNothing() {
    AtLog log = AtLog.read("hello\n" + PEM);
    assertEquals(List.of(), log.observations());
    assertEquals(OptionalInt.empty(), log.secLevel());
  }

  @Test
  void aLongLogIsReadInBoundedTime() {
    String step = "AT+QSSLCFG=1,5,\"seclevel\",0\nRDY\n";
    assertEquals(List.of(), AtLog.read(step.repeat(30_000)).observations());
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() throws Exception {
    ParsedCertificate certificate = ParsedCertificate.parse(ROOT.der());
    byte[] own = KEY.getBytes(StandardCharsets.US_ASCII);
    byte[] other = PKI.ca("Other").selfSigned().key().pkcs8Pem().getBytes(StandardCharsets.US_ASCII);
    assertEquals(Optional.empty(), DeviceCredentials.mismatch(certificate, own, null));
    assertTrue(DeviceCredentials.mismatch(certificate, other, null).orElseThrow().contains("not that of"));
    byte[] swapped = PEM.getBytes(StandardCharsets.US_ASCII);
    assertTrue(DeviceCredentials.mismatch(certificate, swapped, null).orElseThrow().contains("certificate"));
  }

  private static boolean says(AtLog log, String text) {
    return log.observations().stream().anyMatch(one -> one.text().contains(text));
  }

  private static List<String> cases(AtLog log) {
    return log.observations().stream().map(AtObservation::caseId).toList();
  }
}
