package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cases of the casebook that the given captures do not show. */
class CasesTest {
  private static final Evidence NOTHING = Evidence.none();
  private static final byte[] DONE = new byte[0];

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("DigiCert Global Root G2").selfSigned();
  private final IssuedCertificate issuing = pki.ca("Acme Issuing CA").issuedBy(root);
  private final Map<String, IssuedCertificate> leaves = new HashMap<>();

  @Test
  void namesTheBrokerWhoseTimerForConnectRanOut() {
    Finding finding = established("mqtt.example").after(10_020).tcp(Side.SERVER, TcpSignal.FIN)
        .finding(FindingId.NO_CONNECT_SENT, NOTHING);
    assertEquals("C22", finding.caseId());
    assertTrue(says(finding, "10 s after the last message is the default for CONNECT in HiveMQ"), words(finding));
  }

  @Test
  void namesTheLibraryWhoseTimerForTheHandshakeRanOut() {
    MadeUp slow = new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(15_010).tcp(Side.CLIENT, TcpSignal.FIN);
    assertTrue(says(slow.finding(FindingId.HANDSHAKE_TIMEOUT, NOTHING), "PubSubClient"));
  }

  @Test
  void saysNothingOfATimerThatIsNobodys() {
    MadeUp slow = new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(7_300).tcp(Side.CLIENT, TcpSignal.FIN);
    assertFalse(says(slow.finding(FindingId.HANDSHAKE_TIMEOUT, NOTHING), "is the default"));
  }

  @Test
  void holdsTheConnectOfAServiceAgainstTheMqttBuffer() {
    MadeUp never = established("mqtt.googleapis.com").after(300).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding small =
        never.finding(FindingId.NO_CONNECT_SENT, new Known().config("client.setBufferSize(256);").evidence());
    assertTrue(says(small, "has 256 bytes") && says(small, "so it is never sent"), words(small));
    Finding large =
        never.finding(FindingId.NO_CONNECT_SENT, new Known().config("client.setBufferSize(1024);").evidence());
    assertFalse(says(large, "so it is never sent"), words(large));
  }

  @Test
  void endsOverAFragmentLengthThatWasNotAskedFor() {
    MadeUp echoed = new MadeUp(0)
        .hello(MadeUp.START, List.of(MadeUp.GCM, 0xC02F), list(10), MadeUp.extension(1, (byte) 1))
        .answer(MadeUp.GCM, MadeUp.extension(1, (byte) 4)).after(5).alert(Side.CLIENT, 2, 47);
    Finding answer = echoed.findings(NOTHING).get(0);
    assertEquals(FindingId.RECORD_EXCEEDS_BUFFER, answer.id());
    assertEquals("C61", answer.caseId());
    assertEquals(Confidence.PROVED, answer.confidence());
    assertTrue(answer.summary().contains("512 bytes") && answer.summary().contains("4096 bytes"), answer.summary());
  }

  @Test
  void aFragmentLengthThatIsGrantedIsNoFinding() {
    MadeUp granted = new MadeUp(0)
        .hello(MadeUp.START, List.of(MadeUp.GCM, 0xC02F), list(10), MadeUp.extension(1, (byte) 1))
        .answer(MadeUp.GCM, MadeUp.extension(1, (byte) 1)).after(5).alert(Side.CLIENT, 2, 47);
    assertTrue(granted.findings(NOTHING).stream().noneMatch(one -> one.id() == FindingId.RECORD_EXCEEDS_BUFFER));
  }

  @Test
  void provesAnExtensionThatWasNotOfferedByTheAlertAboutIt() {
    MadeUp surprised = new MadeUp(0).netx(MadeUp.START, "mqtt.example")
        .answer(MadeUp.GCM, MadeUp.extension(16)).after(5).alert(Side.CLIENT, 2, 110);
    Finding answer = surprised.findings(NOTHING).get(0);
    assertEquals(FindingId.WARNING_ALERT_INTOLERANCE, answer.id());
    assertEquals(Confidence.PROVED, answer.confidence());
  }

  @Test
  void renegotiationInfoMayAnswerTheSignallingSuite() {
    MadeUp fine = new MadeUp(0).hello(MadeUp.START, List.of(MadeUp.GCM, 0x00ff), list(10))
        .answer(MadeUp.GCM, MadeUp.extension(0xff01, (byte) 0)).after(5).alert(Side.CLIENT, 2, 40);
    assertTrue(fine.findings(NOTHING).stream().noneMatch(one -> one.id() == FindingId.WARNING_ALERT_INTOLERANCE));
  }

  @Test
  void aWrongClockContributesWhereABrokerThatTakesTokensCloses() {
    MadeUp refused = new MadeUp(0).netx(MadeUp.START.minus(Duration.ofDays(400)), "mqtt.googleapis.com")
        .answer(MadeUp.GCM).handshake(Side.SERVER, 14, DONE).finished()
        .data(Side.CLIENT, 400).after(80).tcp(Side.SERVER, TcpSignal.FIN);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, refused.findings(NOTHING).get(0).id());
    Finding clock = refused.finding(FindingId.DEVICE_CLOCK_WRONG, NOTHING);
    assertEquals("C36", clock.caseId());
    assertEquals(Role.CONTRIBUTING, clock.role());
    assertEquals(Confidence.IMPLIED, clock.confidence());
  }

  @Test
  void aWrongClockIsNothingToABrokerThatTakesPasswords() {
    MadeUp refused = new MadeUp(0).netx(MadeUp.START.minus(Duration.ofDays(400)), "abc.s1.eu.hivemq.cloud")
        .answer(MadeUp.GCM).handshake(Side.SERVER, 14, DONE).finished()
        .data(Side.CLIENT, 400).after(80).tcp(Side.SERVER, TcpSignal.FIN);
    assertTrue(refused.findings(NOTHING).stream().noneMatch(one -> one.id() == FindingId.DEVICE_CLOCK_WRONG));
  }

  @Test
  void azureClosesOverQualityOfServiceTwo() {
    Finding answer = session("hub.azure-devices.net", QoS.EXACTLY_ONCE).findings(NOTHING).get(0);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, answer.id());
    assertEquals("C75", answer.caseId());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void qualityOfServiceTwoIsNotWhatAServiceMindsThatHasIt() {
    Finding answer = session("abc.s1.eu.hivemq.cloud", QoS.EXACTLY_ONCE).findings(NOTHING).get(0);
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertFalse(answer.summary().contains("QoS 2"), answer.summary());
  }

  @Test
  void saysThatAzureNoLongerUsesTheRootThatTheDeviceHas() {
    IssuedCertificate baltimore = pki.ca("Baltimore CyberTrust Root").selfSigned();
    Finding finding = withChain("hub.azure-devices.net", 48).finding(
        FindingId.TRUST_ANCHOR_MISSING, new Known().trusting(baltimore).name("hub.azure-devices.net").evidence());
    assertEquals("C39", finding.caseId());
    assertTrue(says(finding, "known to need DigiCert Global Root G2"), words(finding));
    assertTrue(says(finding, "trusts Baltimore CyberTrust Root, which is not the one"), words(finding));
  }

  @Test
  void aPinnedIntermediateThatTheServerSendsProvesNothing() {
    Finding finding = withChain("mqtt.example", 48).finding(
        FindingId.INTERMEDIATE_PINNED, new Known().trusting(issuing).name("mqtt.example").evidence());
    assertTrue(says(finding, "proves nothing"), words(finding));
  }

  @Test
  void mbedTlsSaysCertificateUnknownOfADateInTheFuture() {
    MadeUp future = new MadeUp(0)
        .hello(MadeUp.START.plus(Duration.ofDays(9000)), List.of(MadeUp.GCM, 0xC02F, 0x00ff),
            MadeUp.serverName("mqtt.example"), MadeUp.list(13, MadeUp.SCHEMES), MadeUp.list(10, 23),
            MadeUp.extension(11, (byte) 1, (byte) 0), MadeUp.extension(22))
        .answer(MadeUp.GCM).certificates(Side.SERVER, leaf("mqtt.example").der(), issuing.der())
        .handshake(Side.SERVER, 14, DONE).after(30).alert(Side.CLIENT, 2, 46);
    Finding answer = future.findings(new Known().trusting(root).name("mqtt.example").evidence()).get(0);
    assertEquals(FindingId.DEVICE_CLOCK_WRONG, answer.id());
    assertTrue(answer.summary().contains("not valid yet"), answer.summary());
  }

  @Test
  void measuresThePacketBufferWithoutACode() {
    String config = "static UCHAR buffer[1000];\n"
        + "nx_secure_tls_session_packet_buffer_set(&session, buffer, sizeof(buffer));";
    Finding finding = withChain("mqtt.example", 80).findings(
        new Known().trusting(root).name("mqtt.example").config(config).evidence()).stream()
        .filter(one -> one.id() == FindingId.RECORD_EXCEEDS_BUFFER).findFirst().orElseThrow();
    assertTrue(finding.caseId().equals("C64") || finding.caseId().equals("C60"), finding.caseId());
    assertTrue(says(finding, "1000 bytes") || finding.summary().contains("1000"), words(finding));
  }

  @Test
  void theNameLookedUpAndTcpClearTheNetwork() {
    MadeUp failed = new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(20).alert(Side.SERVER, 2, 40);
    Finding answer = failed.findings(NOTHING, List.of(), Map.of("mqtt.example", Set.of(MadeUp.server()))).get(0);
    assertTrue(answer.ruledOut().stream().anyMatch(out -> out.by().contains("mqtt.example was looked up")),
        answer.ruledOut().toString());
  }

  @Test
  void tellsWhatVersionTheSameServerTookElsewhere() {
    MadeUp old = new MadeUp(0).netx(MadeUp.START, "mqtt.example").after(20).alert(Side.SERVER, 2, 70);
    MadeUp other = new MadeUp(1).netx(MadeUp.START, "mqtt.example").answer(MadeUp.GCM);
    Finding answer = old.findings(NOTHING, List.of(other.build()), Map.of()).get(0);
    assertEquals(FindingId.VERSION_MISMATCH, answer.id());
    assertTrue(says(answer, "in connection 1 the same server chose TLS 1.2"), words(answer));
  }

  @Test
  void aGoodConnectionWithTheSameHelloAndChainClearsTheConfiguration() {
    MadeUp bad = withChain("mqtt.example", 80);
    MadeUp good = new MadeUp(1).netx(MadeUp.START, "mqtt.example").answer(MadeUp.GCM)
        .certificates(Side.SERVER, leaf("mqtt.example").der(), issuing.der()).handshake(Side.SERVER, 14, DONE)
        .finished();
    Finding answer = bad.findings(new Known().trusting(root).name("mqtt.example").evidence(),
        List.of(good.build()), Map.of()).get(0);
    assertEquals(FindingId.DEVICE_CRYPTO_FAILURE, answer.id());
    assertTrue(answer.ruledOut().stream().anyMatch(out -> out.what().contains("configuration")),
        answer.ruledOut().toString());
  }

  @Test
  void showsADiffieHellmanPrimeThatIsLargeForTheDevice() {
    MadeUp silent = new MadeUp(0).netx(MadeUp.START, "mqtt.example").answer(0x009E)
        .certificates(Side.SERVER, leaf("mqtt.example").der(), issuing.der())
        .handshake(Side.SERVER, 12, dheParameters(512)).handshake(Side.SERVER, 14, DONE)
        .after(40).tcp(Side.CLIENT, TcpSignal.RST);
    Finding finding = silent.finding(
        FindingId.DEVICE_WENT_SILENT, new Known().trusting(root).name("mqtt.example").evidence());
    assertTrue(says(finding, "prime of 4096 bits"), words(finding));
  }

  @Test
  void aWeakKeyOfTheClientIsNamedWhenTheServerRefusesIt() {
    IssuedCertificate weak = pki.client("device-7").key(TestKey.Kind.RSA_1024).issuedBy(root);
    MadeUp refused = new MadeUp(0).netx(MadeUp.START, "mqtt.example").answer(MadeUp.GCM)
        .certificates(Side.SERVER, leaf("mqtt.example").der(), issuing.der())
        .handshake(Side.SERVER, 13, new byte[] {1, 1, 0, 2, 4, 1, 0, 0}).handshake(Side.SERVER, 14, DONE)
        .certificates(Side.CLIENT, weak.der()).handshake(Side.CLIENT, 16, new byte[65])
        .after(20).alert(Side.SERVER, 2, 42);
    List<Finding> findings = refused.findings(NOTHING);
    assertEquals(FindingId.CLIENT_CERTIFICATE_REJECTED, findings.get(0).id());
    assertTrue(findings.stream().anyMatch(one -> one.id() == FindingId.WEAK_KEY_OR_SIGNATURE
        && one.summary().contains("client's own chain")), findings.toString());
  }

  @Test
  void theWincOffersAHashThatItCannotCompute() {
    MadeUp gone = new MadeUp(0)
        .hello(MadeUp.START, List.of(0x002F, 0x0033, 0x009E), MadeUp.serverName("mqtt.example"),
            MadeUp.list(13, 0x0401, 0x0501, 0x0601))
        .answer(0x009E).certificates(Side.SERVER, leaf("mqtt.example").der(), issuing.der())
        .handshake(Side.SERVER, 12, signed(dheParameters(256), 0x0501)).handshake(Side.SERVER, 14, DONE)
        .after(40).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding finding = gone.finding(FindingId.UNSUPPORTED_SIGNATURE_HASH,
        new Known().profile("winc1500").trusting(root).name("mqtt.example").evidence());
    assertEquals(Confidence.IMPLIED, finding.confidence());
    assertTrue(finding.summary().contains("neither SHA-384 nor SHA-512"), finding.summary());
  }

  @Test
  void theConfigurationThatLeavesAeadOutIsEvidence() {
    MadeUp refused = new MadeUp(0).hello(MadeUp.START, List.of(0xC023, 0xC027, 0x002F), list(10),
            MadeUp.extension(11, (byte) 1, (byte) 0), MadeUp.list(13, MadeUp.NETX_SCHEMES),
            MadeUp.serverName("a.example"))
        .after(20).alert(Side.SERVER, 2, 40);
    Finding finding = refused.finding(FindingId.NO_SHARED_SUITE,
        new Known().config("/* #define NX_SECURE_ENABLE_AEAD_CIPHER */").evidence());
    assertTrue(says(finding, "NX_SECURE_ENABLE_AEAD_CIPHER"), words(finding));
  }

  @Test
  void aCertificateForNoHostIsAStandInForClientsThatNameNone() {
    MadeUp nameless = new MadeUp(0).hello(MadeUp.START, List.of(MadeUp.GCM, 0xC02F), list(10))
        .answer(MadeUp.GCM).certificates(Side.SERVER, leaf("invalid2.invalid").der()).handshake(Side.SERVER, 14, DONE)
        .after(40).alert(Side.CLIENT, 2, 48);
    Finding answer = nameless.findings(NOTHING).get(0);
    assertEquals(FindingId.SNI_MISSING, answer.id());
    assertTrue(says(answer, "no host can have"), words(answer));
  }

  @Test
  void aModemThatSendsNoNameIsToldApart() {
    MadeUp nameless = new MadeUp(0).hello(MadeUp.START, List.of(0x0035, 0x002F, 0xC02F), list(10))
        .after(20).tcp(Side.SERVER, TcpSignal.FIN);
    Finding finding = nameless.finding(FindingId.SNI_MISSING,
        new Known().profile("quectel-bg96").name("abc.s1.eu.hivemq.cloud").evidence());
    assertEquals("C21", finding.caseId());
    assertTrue(says(finding, "no host that needs one can be reached"), words(finding));
  }

  /** TLS is up with a hello of NetX Secure whose clock is right. */
  private static MadeUp established(String name) {
    return new MadeUp(0).netx(MadeUp.START, name).after(20).answer(MadeUp.GCM).handshake(Side.SERVER, 14, DONE)
        .finished();
  }

  /** A session that ends as soon as a message is published. */
  private static MadeUp session(String name, QoS qos) {
    Publish publish = new Publish(
        TopicName.of("devices/7/messages/events/"), Payload.ofText("21.5"), qos, false, false,
        qos.isAcknowledged() ? 1 : 0);
    return established(name).mqtt(Side.CLIENT, Connect.as("7"))
        .after(30).mqtt(Side.SERVER, new ConnAck(false, ConnectReturnCode.values()[0]))
        .after(30).mqtt(Side.CLIENT, publish).after(40).tcp(Side.SERVER, TcpSignal.FIN);
  }

  /** NetX Secure left over the server's certificates. */
  private MadeUp withChain(String name, int alert) {
    return new MadeUp(0).netx(MadeUp.START, name).after(20).answer(MadeUp.GCM)
        .certificates(Side.SERVER, leaf(name).der(), issuing.der()).handshake(Side.SERVER, 14, DONE)
        .after(40).alert(Side.CLIENT, 2, alert);
  }

  private IssuedCertificate leaf(String name) {
    return leaves.computeIfAbsent(name, one -> pki.server(one).issuedBy(issuing));
  }

  private static byte[] list(int type) {
    return MadeUp.list(type, 23);
  }

  /** A prime of so many bytes, a generator, a share, no signature. */
  private static byte[] dheParameters(int bytes) {
    ByteBuffer out = ByteBuffer.allocate(2 * (2 + bytes) + 3);
    byte[] prime = new byte[bytes];
    prime[0] = (byte) 0xff;
    out.putShort((short) bytes).put(prime).putShort((short) 1).put((byte) 2).putShort((short) bytes).put(prime);
    return out.array();
  }

  private static byte[] signed(byte[] parameters, int scheme) {
    return ByteBuffer.allocate(parameters.length + 12).put(parameters).putShort((short) scheme).putShort((short) 8)
        .put(new byte[8]).array();
  }

  private static boolean says(Finding finding, String text) {
    return finding.evidence().stream().map(EvidenceItem::text).anyMatch(one -> one.contains(text));
  }

  private static String words(Finding finding) {
    return finding.summary() + " " + finding.evidence().stream().map(EvidenceItem::text).toList();
  }
}
