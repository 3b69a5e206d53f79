package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How servers, and the proxies before them, refuse a client. */
class RefusalsTest {
  private static final Evidence NOTHING = Evidence.none();
  private static final byte[] DONE = new byte[0];
  /** Of TLS 1.3 with TLS_AES_128_GCM_SHA256: Finished alone, and with an empty Certificate before it. */
  private static final int FINISHED = 36 + 17;
  private static final int WITH_EMPTY_CERTIFICATE = FINISHED + 8;
  private static final int TICKET = 250;
  private static final List<Integer> EVERY_SUITE = List.of(0xC02B, 0xC02C, 0xC02F, 0xC030);

  @Test
  void aCloseWithoutAWordOverAGoodHelloLooksLikeAPlainPort() {
    Finding answer = first(hello(0).after(5).tcp(Side.SERVER, TcpSignal.FIN));
    assertEquals(FindingId.TLS_ON_PLAIN_PORT, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aCloseWithoutAWordOverAPoorHelloIsAboutItsSuites() {
    MadeUp poor = new MadeUp(0).hello(MadeUp.START, List.of(0x002F, 0x0035), MadeUp.serverName("mqtt.example"))
        .after(5).tcp(Side.SERVER, TcpSignal.FIN);
    assertEquals(FindingId.NO_SHARED_SUITE, first(poor).id());
  }

  @Test
  void port443ClosesToClientsWithoutAProtocolName() {
    Finding answer = first(hello(0).port(443).after(5).tcp(Side.SERVER, TcpSignal.FIN));
    assertEquals(FindingId.ALPN_MISSING, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aServerThatAnsweredTheSameHelloElsewhereIsNotRefusingItsSuites() {
    MadeUp refused = hello(0).after(5).tcp(Side.SERVER, TcpSignal.RST);
    List<Finding> findings =
        refused.findings(NOTHING, List.of(established(1).data(Side.CLIENT, 60).build()), Map.of());
    assertTrue(findings.stream().noneMatch(one -> one.id() == FindingId.NO_SHARED_SUITE), findings.toString());
    assertTrue(findings.get(0).summary().contains("not about TLS"), findings.get(0).summary());
    assertEquals(Confidence.SUGGESTED, findings.get(0).confidence());
  }

  @Test
  void anEncryptedAlertRightAfterServerHelloIsAboutTheProtocolName() {
    MadeUp refused = new MadeUp(0).hello(MadeUp.START, List.of(0x1301, 0x1302), MadeUp.list(10, 23),
            MadeUp.extension(16, (byte) 0, (byte) 3, (byte) 2, (byte) 'h', (byte) '2'))
        .after(5).answer13().hiddenAlert(Side.SERVER);
    assertEquals(FindingId.ALPN_MISSING, first(refused).id());
  }

  @Test
  void suitesCannotBeMissingFromAHelloThatHasThemAll() {
    MadeUp refused = new MadeUp(0)
        .hello(MadeUp.START, EVERY_SUITE, MadeUp.list(10, 23, 24), MadeUp.serverName("a.example"))
        .after(5).alert(Side.SERVER, 2, 40);
    assertEquals(FindingId.NO_SHARED_GROUP, first(refused).id());
  }

  @Test
  void insufficientSecurityIsAboutSuites() {
    MadeUp refused = new MadeUp(0)
        .hello(MadeUp.START, EVERY_SUITE, MadeUp.list(10, 23, 24), MadeUp.serverName("a.example"))
        .after(5).alert(Side.SERVER, 2, 71);
    assertEquals(FindingId.NO_SHARED_SUITE, first(refused).id());
  }

  @Test
  void aProxyMayAskForACertificateAndCloseOnlyWhenTls13IsUp() {
    MadeUp refused = up13(WITH_EMPTY_CERTIFICATE).data(Side.SERVER, TICKET).data(Side.SERVER, TICKET)
        .data(Side.CLIENT, 60).after(1).hiddenAlert(Side.SERVER);
    Finding answer = first(refused);
    assertEquals(FindingId.CLIENT_CERTIFICATE_MISSING, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void aServerThatDidNotAskIsNotMissingACertificate() {
    MadeUp refused = up13(FINISHED).data(Side.SERVER, TICKET).data(Side.SERVER, TICKET)
        .data(Side.CLIENT, 60).after(1).hiddenAlert(Side.SERVER);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, first(refused).id());
  }

  @Test
  void whatComesLongAfterFinishedIsNoTicket() {
    MadeUp web = up13(FINISHED).after(40).data(Side.CLIENT, 60).after(1).data(Side.SERVER, 120)
        .after(1).hiddenAlert(Side.SERVER);
    Finding answer = first(web);
    assertEquals(FindingId.NOT_AN_MQTT_ENDPOINT, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aBrokerNeverSpeaksFirst() {
    MadeUp mail = established(0).after(5).data(Side.SERVER, 24 + 36).after(5).data(Side.CLIENT, 24 + 20)
        .after(5).data(Side.SERVER, 24 + 40).after(100).tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = first(mail);
    assertEquals(FindingId.NOT_AN_MQTT_ENDPOINT, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void aConnackBeforeItsConnectIsTheCapturesDisorder() {
    MadeUp swapped = established(0).data(Side.SERVER, 24 + 4).data(Side.CLIENT, 24 + 20)
        .after(300).data(Side.CLIENT, 24 + 2);
    assertEquals(FindingId.HEALTHY, first(swapped).id());
  }

  @Test
  void anAnswerOfAnotherLengthThanAConnacksMakesHealthASuggestion() {
    MadeUp odd = established(0).data(Side.CLIENT, 24 + 20).after(5).data(Side.SERVER, 24 + 21)
        .after(1500).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding answer = first(odd);
    assertEquals(FindingId.HEALTHY, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aCloseRightAfterTheHandshakeIsNoTimerForConnect() {
    Finding answer = first(established(0).after(1).tcp(Side.SERVER, TcpSignal.FIN));
    assertEquals(FindingId.NO_CONNECT_SENT, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertTrue(answer.summary().contains("That is no timer"), answer.summary());
  }

  @Test
  void takingLeaveIsNotWhatTheClientWaitedFor() {
    MadeUp patient = established(0).data(Side.CLIENT, 24 + 20).after(8000).data(Side.CLIENT, 24 + 2)
        .after(1).tcp(Side.CLIENT, TcpSignal.FIN);
    assertEquals(FindingId.HANDSHAKE_TIMEOUT, first(patient).id());
  }

  @Test
  void bytesThatAreNoRecordAfterRecordsWereLostBelowTls() {
    MadeUp garbled = hello(0).after(5).answer(MadeUp.GCM).plain(Side.SERVER, (byte) 0x7A, (byte) 0x11)
        .after(5).alert(Side.CLIENT, 2, 50);
    Finding answer = first(garbled);
    assertEquals(FindingId.TRANSPORT_DROPPED_BYTES, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void aHelloThatListsNoVersionCountsByItsVersionField() {
    for (byte[] none : new byte[][] {{}, {0}, {2, 0x0A, 0x0A}}) {
      MadeUp odd = new MadeUp(0).hello(MadeUp.START, List.of(MadeUp.GCM), MadeUp.extension(43, none));
      assertEquals(List.of(0x0303), odd.build().clientHello().orElseThrow().versions());
      assertTrue(odd.after(20).tcp(Side.SERVER, TcpSignal.FIN).findings(Evidence.none()).stream()
          .noneMatch(one -> one.id() == FindingId.VERSION_MISMATCH));
    }
  }

  @Test
  void whoSpeaksAnotherProtocolIsNoDeviceWithTls() {
    MadeUp web = new MadeUp(0).after(5).plain(Side.CLIENT, "GET /?key=42 HTTP/1.1".getBytes(StandardCharsets.US_ASCII))
        .after(5).tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = first(web);
    assertEquals(FindingId.CAPTURE_UNUSABLE, answer.id());
    String words = answer.evidence().toString();
    assertTrue(words.contains("GET") && !words.contains("key=42"), words);
  }

  private static Finding first(MadeUp connection) {
    return connection.findings(NOTHING).get(0);
  }

  private static MadeUp hello(int stream) {
    return new MadeUp(stream).netx(MadeUp.START, "mqtt.example");
  }

  private static MadeUp established(int stream) {
    return hello(stream).after(20).answer(MadeUp.GCM).handshake(Side.SERVER, 14, DONE).finished();
  }

  /** TLS 1.3 is up, and the client's flight had so many bytes. */
  private static MadeUp up13(int clientFlight) {
    return new MadeUp(0)
        .hello(MadeUp.START, List.of(0x1301, 0x1302), MadeUp.list(10, 23), MadeUp.serverName("a.example"))
        .after(5).answer13().hidden(Side.SERVER, 900).hidden(Side.SERVER, FINISHED)
        .after(2).hidden(Side.CLIENT, clientFlight);
  }
}
