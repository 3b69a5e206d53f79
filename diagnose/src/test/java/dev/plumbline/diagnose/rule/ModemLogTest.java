package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A modem's log beside a capture: what it explains, and where the two are not of one attempt. */
class ModemLogTest {
  private static final byte[] DONE = new byte[0];
  /** What a stack that writes no time there may have by chance. */
  private static final Instant NO_TIME = MadeUp.START.plus(Duration.ofDays(9000));
  private static final int RSA_AES = 0x0035;

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();

  @Test
  void aPacketContradictsAFailureBeforeAnyPacket() {
    String log = "AT+QSSLCFG=1,5,\"seclevel\",1\nOK\nAT+QSSLOPEN=1,5,\"a\",8883,0\n+QSSLOPEN: 1,5,-9\n";
    Finding answer = answer(refused(40), log);
    assertTrue(says(answer, "of another attempt"), answer::toString);
    Finding silent = answer(new MadeUp(0).after(8000).tcp(Side.SERVER, TcpSignal.FIN), log);
    assertTrue(says(silent, "no capture can show"), silent::toString);
  }

  @Test
  void anAttemptWithoutAPacketIsPutBesideAnEmptyCapture() {
    Surroundings empty = new Surroundings(List.of(), Map.of(), Optional.empty());
    Finding nothing = new Diagnostician()
        .diagnose(empty, new Known().modem("+QSSLOPEN: 1,5,-9\n").evidence(), List.of())
        .connections().get(0).findings().get(0);
    assertEquals(FindingId.CAPTURE_UNUSABLE, nothing.id());
    assertTrue(says(nothing, "no capture can show"), nothing::toString);
  }

  @Test
  void theSettingThatLeavesOneSuiteIsNamed() {
    Finding answer = answer(refused(40), "AT+QSSLCFG=\"ciphersuite\",1,0X0035\n");
    assertEquals(FindingId.NO_SHARED_SUITE, answer.id());
    assertTrue(says(answer, "and no other"), answer::toString);
    assertTrue(says(answer(refused(40), "AT+QSSLCFG=\"ciphersuite\",1,0XC02F\n"), "does not offer"));
    assertFalse(says(answer(refused(40), "AT+QSSLCFG=\"ciphersuite\",1,0XFFFF\n"), "ciphersuite"));
  }

  @Test
  void theSettingThatKeepsTheVersionDownIsNamed() {
    Finding answer = answer(refused(70), "AT+QSSLCFG=\"sslversion\",1,3\n");
    assertEquals(FindingId.VERSION_MISMATCH, answer.id());
    assertTrue(says(answer, "TLS 1.2 (0303) and nothing newer"), answer::toString);
    assertTrue(says(answer(refused(70), "AT+QSSLCFG=\"sslversion\",1,1\n"), "offers TLS 1.2"));
  }

  @Test
  void aNameThatWasSwitchedOnAndIsNotThereIsAContradiction() {
    assertTrue(says(answer(closed(), "AT+QSSLCFG=\"sni\",1,1\n"), "carries no server_name"));
    Finding missing = answer(closed(), "AT+QSSLCFG=1,5,\"sni\",1\nERROR\n");
    assertEquals(FindingId.SNI_MISSING, missing.id());
    assertTrue(says(missing, "no switch for it"), missing::toString);
    assertTrue(says(answer(closed(), "AT+QSSLCFG=\"seclevel\",1,1\n"), "never switches SNI on"));
  }

  @Test
  void aMissingAuthorityExplainsUnknownCa() {
    Finding answer = answer(chain(48), "AT+QSSLCFG=\"seclevel\",1,1\nAT+QMTOPEN=0,\"a\",8883\n+QMTOPEN: 0,-1\n");
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertTrue(says(answer, "gives no cacert"), answer::toString);
    assertTrue(says(answer, "stands for every failure"), answer::toString);
  }

  @Test
  void withoutChecksNoCertificateIsRefused() {
    assertTrue(says(answer(chain(48), "AT+QSSLCFG=\"seclevel\",1,0\n"), "checks no certificate"));
    Finding other = answer(refused(40), "AT+QSSLCFG=\"seclevel\",1,0\n");
    assertTrue(other.ruledOut().stream().anyMatch(out -> out.by().contains("seclevel 0")), other::toString);
  }

  @Test
  void aLevelWithoutAClientCertificateExplainsThatNoneWasSent() {
    MadeUp empty = new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(20).answer(MadeUp.GCM)
        .certificates(Side.SERVER, pki.server("mqtt.example").issuedBy(root).der())
        .handshake(Side.SERVER, 13, new byte[] {1, 1, 0, 2, 4, 1, 0, 0}).handshake(Side.SERVER, 14, DONE)
        .certificates(Side.CLIENT).finished().after(20).alert(Side.SERVER, 2, 40);
    Finding answer = answer(empty, "AT+QSSLCFG=\"seclevel\",1,1\n");
    assertEquals(FindingId.CLIENT_CERTIFICATE_MISSING, answer.id());
    assertTrue(says(answer, "sends its certificate with seclevel 2"), answer::toString);
    assertTrue(says(answer(empty, "AT+QSSLCFG=\"seclevel\",1,2\n"), "was never given"));
  }

  @Test
  void theModemsClockExplainsARefusedDate() {
    Finding answer = answer(chain(45), "AT+CCLK?\n+CCLK: \"80/01/06,00:00:12+00\"\nOK\n"
        + "AT+QSSLCFG=\"ignorelocaltime\",1,0\nOK\n");
    assertEquals(FindingId.DEVICE_CLOCK_WRONG, answer.id());
    assertTrue(says(answer, "the modem's log has the time 6 Jan 1980"), answer::toString);
    assertTrue(says(answer, "check dates"), answer::toString);
    assertEquals(Confidence.IMPLIED, answer.confidence(), "the log may be of another attempt");
  }

  @Test
  void aLogOfLastWeekIsNoWrongClock() {
    List<Finding> findings = chain(48).findings(new Known().name("mqtt.example")
        .modem("+CCLK: \"26/11/12,09:30:00+00\"\n").evidence());
    assertTrue(findings.stream().noneMatch(one -> one.id() == FindingId.DEVICE_CLOCK_WRONG), findings::toString);
  }

  @Test
  void theModemTellsTheReturnCodeThatTheCaptureHides() {
    MadeUp refused = up().data(Side.CLIENT, 90).after(30).data(Side.SERVER, 28).after(2)
        .tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = answer(refused, "AT+QMTOPEN=0,\"a\",8883\n+QMTOPEN: 0,0\nAT+QMTCONN=0,\"d\"\n+QMTCONN: 0,0,4\n");
    assertEquals(FindingId.CONNACK_REFUSED, answer.id());
    assertTrue(says(answer, "4, user name or password are malformed"), answer::toString);
  }

  @Test
  void aTunnelWithoutMqttIsExplained() {
    MadeUp idle = up().after(9000).tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = answer(idle, "AT+QSSLOPEN=1,5,\"a\",8883,0\n+QSSLOPEN: 1,5,0\n");
    assertEquals(FindingId.NO_CONNECT_SENT, answer.id());
    assertTrue(says(answer, "no command that opens MQTT"), answer::toString);
  }

  @Test
  void aCodeThatCannotBeOfThisConnectionIsSaidSo() {
    Finding early = up().after(9000).tcp(Side.SERVER, TcpSignal.FIN)
        .findings(new Known().code("-9").profile("quectel-bg96").evidence()).get(0);
    assertTrue(says(early, "the code does not fit"), early::toString);
    Finding fitting = refused(40).findings(new Known().code("0x10005").evidence()).get(0);
    assertFalse(says(fitting, "does not fit"), fitting::toString);
    assertEquals(Confidence.IMPLIED, fitting.confidence());
  }

  private static Finding answer(MadeUp connection, String log) {
    return connection.findings(new Known().name("mqtt.example").modem(log).evidence()).get(0);
  }

  /** An old suite and a name; the server does not want it. */
  private static MadeUp refused(int alert) {
    return new MadeUp(0).hello(MadeUp.START, List.of(RSA_AES, 0x00FF), MadeUp.serverName("mqtt.example"))
        .after(20).alert(Side.SERVER, 2, alert);
  }

  /** No name, and the server hangs up. */
  private static MadeUp closed() {
    return new MadeUp(0).hello(MadeUp.START, List.of(RSA_AES, MadeUp.GCM), MadeUp.list(10, 23))
        .after(20).tcp(Side.SERVER, TcpSignal.FIN);
  }

  /** The client ends it over the server's certificate. */
  private MadeUp chain(int alert) {
    return new MadeUp(0)
        .hello(NO_TIME, List.of(MadeUp.GCM), MadeUp.serverName("mqtt.example"), MadeUp.list(10, 23))
        .after(20).answer(MadeUp.GCM).certificates(Side.SERVER, pki.server("mqtt.example").issuedBy(root).der())
        .handshake(Side.SERVER, 14, DONE).after(40).alert(Side.CLIENT, 2, alert);
  }

  private static MadeUp up() {
    return new MadeUp(0)
        .hello(MadeUp.START, List.of(MadeUp.GCM), MadeUp.serverName("mqtt.example"), MadeUp.list(10, 23))
        .after(20).answer(MadeUp.GCM).handshake(Side.SERVER, 14, DONE).finished();
  }

  private static boolean says(Finding finding, String text) {
    return finding.evidence().stream().map(EvidenceItem::text).anyMatch(one -> one.contains(text));
  }
}
