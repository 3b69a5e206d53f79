package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Disconnect;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * TLS is up and what is in it can be read: packets in the wrong order, cut or foreign, and sessions that do not stay.
 */
class SessionsTest {
  private static final Evidence NOTHING = Evidence.none();
  private static final byte[] DONE = new byte[0];

  @Test
  void aPacketWithoutConnectIsWhyTheBrokerCloses() {
    MadeUp wrong = up().packet(Side.CLIENT, hex("c000"), "MQTT-3.1.0-1", "no CONNECT went before it");
    List<Finding> findings = closed(wrong);
    assertEquals(FindingId.MQTT_MALFORMED, findings.get(0).id());
    assertTrue(findings.stream().noneMatch(one -> one.id() == FindingId.MQTT_REFUSED_WITHOUT_CONNACK),
        "no CONNECT went out");
  }

  @Test
  void aPacketThatIsNeverFinishedIsNoRefusal() {
    Finding answer = closed(up().unfinished(Side.CLIENT, hex("1040 0004 4d515454"), 66)).get(0);
    assertEquals(FindingId.MQTT_MALFORMED, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
    assertTrue(answer.summary().contains("66 bytes, and 8 came"), answer.summary());
  }

  @Test
  void aDeviceThatLeavesInTheMiddleOfAPacketHasNotMalformedIt() {
    MadeUp left = accepted().unfinished(Side.CLIENT, hex("3040 0001 61"), 66).after(20).tcp(Side.CLIENT, TcpSignal.RST);
    assertEquals(FindingId.HEALTHY, left.findings(NOTHING).get(0).id());
  }

  @Test
  void theReturnCodeComesBeforeWhatIsMalformedInConnect() {
    MadeUp refused = up().packet(Side.CLIENT, hex("100c 0004 4d515454 04 00 003c 0000"), "MQTT-3.1.3-7", "nameless")
        .after(5).mqtt(Side.SERVER, new ConnAck(false, ConnectReturnCode.IDENTIFIER_REJECTED));
    List<Finding> findings = closed(refused);
    assertEquals(FindingId.CONNACK_REFUSED, findings.get(0).id());
    Finding malformed = findings.stream().filter(one -> one.id() == FindingId.MQTT_MALFORMED).findFirst().orElseThrow();
    assertEquals(Role.CONTRIBUTING, malformed.role());
  }

  @Test
  void anAnswerThatIsNoConnackIsTheServersFault() {
    MadeUp odd = up().mqtt(Side.CLIENT, Connect.as("7"))
        .after(5).packet(Side.SERVER, hex("d000"), "MQTT-3.2.0-1", "it is the first packet of the server");
    Finding answer = closed(odd).get(0);
    assertEquals(FindingId.MQTT_MALFORMED, answer.id());
    assertTrue(answer.summary().startsWith("The server sent PINGRESP"), answer.summary());
  }

  @Test
  void anotherProtocolBehindTlsIsNoRefusal() {
    MadeUp ssh = up().mqtt(Side.CLIENT, Connect.as("7")).after(5).words(Side.SERVER, text("SSH-2.0-OpenSSH_9.2\r\n"));
    Finding answer = closed(ssh).get(0);
    assertEquals(FindingId.NOT_AN_MQTT_ENDPOINT, answer.id());
    assertTrue(says(answer, "SSH-2.0"), answer.toString());
  }

  @Test
  void aWebSocketThatTheServerTakesIsWell() {
    MadeUp socket = up().words(Side.CLIENT, upgrade()).after(5)
        .words(Side.SERVER, text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"));
    assertEquals(FindingId.HEALTHY, closed(socket).get(0).id());
  }

  @Test
  void aWebSocketThatTheServerRefusesIsNoMqttEndpoint() {
    Finding answer = closed(up().words(Side.CLIENT, upgrade()).after(5)
        .words(Side.SERVER, text("HTTP/1.1 404 Not Found\r\n\r\n"))).get(0);
    assertEquals(FindingId.NOT_AN_MQTT_ENDPOINT, answer.id());
    assertTrue(answer.summary().contains("WebSocket"), answer.summary());
  }

  @Test
  void aWebSocketToABrokerWithoutItIsToldApartFromARefusal() {
    Finding answer = closed(up().words(Side.CLIENT, upgrade())).get(0);
    assertEquals(FindingId.MQTT_MALFORMED, answer.id());
    assertEquals("C34", answer.caseId());
  }

  @Test
  void aBrokerThatClosesOverAPublishMayForbidItsTopic() {
    Finding answer = closed(accepted().mqtt(Side.CLIENT, publish())).get(0);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, answer.id());
    assertEquals("C75", answer.caseId());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aBrokerThatClosesAfterDisconnectIsWell() {
    Finding answer = closed(accepted().mqtt(Side.CLIENT, publish()).mqtt(Side.CLIENT, new Disconnect())).get(0);
    assertEquals(FindingId.HEALTHY, answer.id());
    assertEquals("", answer.undecided());
    assertEquals("Nothing to do.", answer.fix());
  }

  @Test
  void mqttFiveSaysThatTheSessionWasTakenOver() {
    MadeUp five = five().after(900).unread(Side.SERVER, hex("e0028e00"));
    Finding answer = closed(five).get(0);
    assertEquals(FindingId.DUPLICATE_CLIENT_ID, answer.id());
    assertEquals(Confidence.PROVED, answer.confidence());
  }

  @Test
  void mqttFiveSaysWhyItEndsASession() {
    Finding answer = closed(five().after(900).unread(Side.SERVER, hex("e0028700"))).get(0);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, answer.id());
    assertTrue(answer.summary().contains("not authorised"), answer.summary());
  }

  @Test
  void saysThatTheKeepAliveRanOut() {
    MadeUp silent = accepted().after(91_000).tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = silent.findings(NOTHING).get(0);
    assertEquals(FindingId.HEALTHY, answer.id());
    assertTrue(says(answer, "keep alive is 60 s"), answer.toString());
    assertTrue(answer.fix().contains("PINGREQ"), answer.fix());
  }

  @Test
  void doesNotBlameTheKeepAliveWhereItHadTime() {
    Finding answer = accepted().after(40_000).tcp(Side.SERVER, TcpSignal.FIN).findings(NOTHING).get(0);
    assertTrue(answer.evidence().stream().noneMatch(item -> item.text().contains("keep alive")), answer.toString());
    assertTrue(answer.undecided().contains("same client id"), answer.undecided());
    assertTrue(answer.fix().contains("otherwise get what is asked for above"), answer.fix());
  }

  @Test
  void tellsOfASubscriptionThatWasRefused() {
    Finding answer = closed(accepted().mqtt(Side.SERVER, new SubAck(1, List.of(SubAckReturnCode.FAILURE)))).get(0);
    assertEquals(FindingId.HEALTHY, answer.id());
    assertTrue(answer.summary().contains("refuses a subscription"), answer.summary());
  }

  @Test
  void tellsOfAPingThatNobodyAnswered() {
    MadeUp alone = accepted().mqtt(Side.CLIENT, new PingReq()).after(5000).tcp(Side.CLIENT, TcpSignal.FIN);
    assertTrue(says(alone.findings(NOTHING).get(0), "no PINGRESP"));
  }

  @Test
  void anAnswerThatTheCaptureLostIsNoRefusal() {
    MadeUp lost = up().mqtt(Side.CLIENT, Connect.as("7")).after(30).missing(Side.SERVER, 33);
    Finding answer = closed(lost).get(0);
    assertEquals(FindingId.CAPTURE_UNUSABLE, answer.id());
    assertTrue(answer.summary().contains("its answer to CONNECT"), answer.summary());
  }

  @Test
  void aSessionWhoseConnackTheCaptureLostIsWell() {
    MadeUp lost = up().mqtt(Side.CLIENT, Connect.as("7")).after(30).missing(Side.SERVER, 33)
        .mqtt(Side.CLIENT, publish()).after(20)
        .mqtt(Side.SERVER, new SubAck(1, List.of(SubAckReturnCode.MAXIMUM_QOS_0)))
        .mqtt(Side.CLIENT, new Disconnect());
    assertEquals(FindingId.HEALTHY, closed(lost).get(0).id());
    MadeUp hidden = up().data(Side.CLIENT, 60).missing(Side.SERVER, 33).data(Side.CLIENT, 70).data(Side.CLIENT, 26);
    assertEquals(FindingId.HEALTHY, closed(hidden).get(0).id());
  }

  @Test
  void aConnectThatTheCaptureLostWasSent() {
    List<Finding> findings = closed(up().missing(Side.CLIENT, 60).after(30).data(Side.SERVER, 28));
    assertEquals(FindingId.CONNACK_REFUSED, findings.get(0).id());
    assertEquals(Confidence.SUGGESTED, findings.get(0).confidence());
    assertTrue(findings.stream().noneMatch(one -> one.id() == FindingId.NO_CONNECT_SENT));
  }

  @Test
  void aTokenInOrderIsRuledOut() {
    String header = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9";
    String claims = Base64.getUrlEncoder().withoutPadding().encodeToString(text("{\"aud\":\"p\",\"iat\":"
        + MadeUp.START.getEpochSecond() + ",\"exp\":" + (MadeUp.START.getEpochSecond() + 600) + "}"));
    String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(text("x".repeat(64)));
    Connect connect =
        Connect.as("7").withCredentials("unused", Password.copyOf(text(header + "." + claims + "." + signature)));
    Finding answer = closed(up().mqtt(Side.CLIENT, connect)).get(0);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, answer.id());
    assertTrue(answer.ruledOut().stream().anyMatch(out -> out.what().contains("token")), answer::toString);
  }

  @Test
  void aNewcomerWhoseIdIsHiddenIsMentioned() {
    MadeUp newer = new MadeUp(1).after(5200).netx(MadeUp.START, "mqtt.example").answer(MadeUp.GCM)
        .handshake(Side.SERVER, 14, DONE).finished().data(Side.CLIENT, 60);
    MadeUp older = up().data(Side.CLIENT, 60).after(30).data(Side.SERVER, 28).after(5170)
        .tcp(Side.SERVER, TcpSignal.FIN);
    Finding answer = older.findings(NOTHING, List.of(newer.build()), Map.of()).get(0);
    assertEquals(FindingId.HEALTHY, answer.id());
    assertTrue(answer.undecided().contains("same client id"), answer.undecided());
  }

  private static MadeUp up() {
    return new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(20).answer(MadeUp.GCM)
        .handshake(Side.SERVER, 14, DONE).finished();
  }

  private static MadeUp accepted() {
    return up().mqtt(Side.CLIENT, Connect.as("7")).after(30)
        .mqtt(Side.SERVER, new ConnAck(false, ConnectReturnCode.ACCEPTED)).after(30);
  }

  private static MadeUp five() {
    return up().unread(Side.CLIENT, hex("100e 0004 4d515454 05 02 003c 00 0001 37")).after(30)
        .unread(Side.SERVER, hex("2003000000")).after(30);
  }

  private static List<Finding> closed(MadeUp connection) {
    return connection.after(30).tcp(Side.SERVER, TcpSignal.FIN).findings(NOTHING);
  }

  private static Publish publish() {
    return new Publish(TopicName.of("lab/pump"), Payload.ofText("21.5"), QoS.AT_MOST_ONCE, false, false, 0);
  }

  private static byte[] upgrade() {
    return text("GET /mqtt HTTP/1.1\r\nHost: mqtt.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static boolean says(Finding finding, String text) {
    return finding.evidence().stream().map(EvidenceItem::text).anyMatch(one -> one.contains(text));
  }
}
