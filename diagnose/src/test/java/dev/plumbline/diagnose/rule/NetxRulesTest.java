package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** How NetX Secure leaves: the alerts of its own map, and its way of looking for a path. */
class NetxRulesTest {
  private static final String HOST = "mqtt.example";
  private static final byte[] DONE = new byte[0];

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Harbor Root").selfSigned();
  private final IssuedCertificate issuing = pki.ca("Harbor Issuing").issuedBy(root);
  private final IssuedCertificate leaf = pki.server(HOST).issuedBy(issuing);

  @Test
  void anAnchorOfTheSameCommonNameAndAnotherKeyIsTheCauseOfBadCertificate() {
    IssuedCertificate other = pki.ca("Harbor Root").subject("CN=Harbor Root,O=Elsewhere")
        .key(TestKey.of(TestKey.Kind.EC_P256, "elsewhere")).selfSigned();
    Finding answer = first(left(42, leaf, issuing), trusting(other));
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Role.CAUSE, answer.role());
  }

  @Test
  void anAnchorOfAnotherCommonNameIsNotTheCauseOfBadCertificate() {
    Finding trust = left(42, leaf, issuing)
        .finding(FindingId.TRUST_ANCHOR_MISSING, trusting(pki.ca("Else").selfSigned()));
    assertEquals(Role.CONTRIBUTING, trust.role());
  }

  @Test
  void aSelfSignedCertificateIsRefusedThoughTheDeviceTrustsIt() {
    IssuedCertificate alone = pki.server(HOST).selfSigned();
    Finding answer = first(left(46, alone), trusting(alone));
    assertEquals(FindingId.PATH_BUILDING_LIMIT, answer.id());
    assertTrue(answer.summary().contains("NX_SECURE_ALLOW_SELF_SIGNED_CERTIFICATES"), answer.summary());
  }

  @Test
  void saysThatToTrustASelfSignedCertificateIsNoHelp() {
    Finding answer = first(left(46, pki.server(HOST).selfSigned()), trusting(root));
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertTrue(answer.fix().contains("even if the device trusts it"), answer.fix());
  }

  @Test
  void aLeafWithItsIssuersCommonNameIsTakenForSelfSigned() {
    IssuedCertificate sameName = pki.ca(HOST).key(TestKey.of(TestKey.Kind.EC_P256, "authority")).selfSigned();
    IssuedCertificate under = pki.server(HOST).subject("CN=" + HOST + ",O=Broker").issuedBy(sameName);
    for (Evidence known : List.of(Evidence.none(), trusting(sameName))) {
      Finding answer = first(left(46, under), known);
      assertEquals(FindingId.PATH_BUILDING_LIMIT, answer.id());
      assertEquals(Confidence.IMPLIED, answer.confidence());
    }
  }

  @Test
  void aSentRootThatItCameToIsNotAmongItsAnchors() {
    Finding answer = first(left(46, leaf, issuing, root), Evidence.none());
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void theOrderOfTheChainIsNothingToIt() {
    Finding answer = first(left(48, issuing, leaf), Evidence.none());
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    Finding order = left(48, issuing, leaf).finding(FindingId.CHAIN_OUT_OF_ORDER, Evidence.none());
    assertEquals(Role.CONTRIBUTING, order.role());
  }

  @Test
  void itNeverLeavesOverACertificateWithoutAnAlert() {
    IssuedCertificate forClients = pki.server(HOST).purposes(KeyPurposeId.id_kp_clientAuth).issuedBy(issuing);
    List<Finding> findings = flight(forClients, issuing).after(40).tcp(Side.CLIENT, TcpSignal.RST)
        .findings(trusting(root));
    assertEquals(FindingId.DEVICE_WENT_SILENT, findings.get(0).id());
    assertTrue(findings.stream().filter(one -> one.id() == FindingId.CERTIFICATE_USAGE)
        .allMatch(one -> one.role() == Role.CONTRIBUTING));
  }

  @Test
  void handshakeFailureIsNoAlertOfItsEngine() {
    Finding answer = first(left(40, leaf, issuing), trusting(root));
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void anIssuerWithoutKeyCertSignIsRefusedByTheStackItself() {
    IssuedCertificate noSign = pki.ca("Harbor Issuing").keyUsage(KeyUsage.cRLSign).issuedBy(root);
    Finding answer = first(left(80, pki.server(HOST).issuedBy(noSign), noSign), trusting(root));
    assertEquals(FindingId.CERTIFICATE_USAGE, answer.id());
    assertEquals(Confidence.PROVED, answer.confidence());
  }

  @Test
  void otherUsesAreCheckedByTheApplicationOnly() {
    IssuedCertificate forClients = pki.server(HOST).purposes(KeyPurposeId.id_kp_clientAuth).issuedBy(root);
    Finding answer = first(left(80, forClients), trusting(root));
    assertEquals(FindingId.CERTIFICATE_USAGE, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void whatItsHelloDoesNotListItCannotVerify() {
    IssuedCertificate large = pki.ca("Large Root").key(TestKey.Kind.EC_P384).selfSigned();
    Finding answer = first(left(80, pki.server(HOST).issuedBy(large)), trusting(large));
    assertEquals(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, answer.id());
  }

  @Test
  void aSignatureTellsTheSizeOfAKeyThatNobodySent() {
    IssuedCertificate large = pki.ca("Large Root").key(TestKey.Kind.EC_P384).selfSigned();
    IssuedCertificate under = pki.server(HOST).signedWith(SigningAlgorithm.ECDSA_SHA256).issuedBy(large);
    Finding answer = first(left(80, under), Evidence.none());
    assertEquals(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, answer.id());
    assertTrue(answer.summary().contains("by the length of the signature"), answer.summary());
  }

  @Test
  void aVersionThatItOfferedIsNotProvedToBeTheMatter() {
    Finding answer = first(left(70, leaf, issuing), trusting(root));
    assertEquals(FindingId.VERSION_MISMATCH, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void applicationDataNeedsNoRoomInThePacketBuffer() {
    MadeUp session = flight(leaf, issuing).finished();
    session.data(Side.CLIENT, 60).data(Side.SERVER, 28).record(Side.SERVER, 23, 9000).data(Side.SERVER, 9000)
        .after(10).tcp(Side.CLIENT, TcpSignal.FIN);
    List<Finding> findings = session.findings(
        new Known().trusting(root).profile("synergy-ssp2:packet-buffer=4000").evidence());
    assertFalse(findings.stream().anyMatch(one -> one.id() == FindingId.RECORD_EXCEEDS_BUFFER), findings.toString());
    assertTrue(session.build().all(Event.Record.class, Side.SERVER).anyMatch(record -> record.length() == 9000));
  }

  @Test
  void aCodeThatGoesWithTheAlertSaysWhatTheWireDoesNotShow() {
    Finding answer = first(left(80, leaf, issuing), new Known().trusting(root).name(HOST).code("0x195").evidence());
    assertEquals(FindingId.HOSTNAME_MISMATCH, answer.id());
    assertTrue(answer.summary().contains("hardly " + HOST), answer.summary());
  }

  @Test
  void aCodeThatGoesWithAnotherAlertSaysNothing() {
    Finding answer = first(left(42, leaf, issuing), new Known().trusting(root).name(HOST).code("0x195").evidence());
    assertEquals(FindingId.DEVICE_CRYPTO_FAILURE, answer.id());
  }

  @Test
  void aCodeAboutTheClientsOwnKeyIsNothingWhereNobodyAskedForIt() {
    Finding answer = first(left(80, leaf, issuing), new Known().trusting(root).name(HOST).code("0x19D").evidence());
    assertEquals(FindingId.DEVICE_CRYPTO_FAILURE, answer.id());
  }

  @Test
  void aDeviceThatKnowsNoneOfTheGivenAnchorsHasNotLoadedThem() {
    Finding answer = first(left(48, leaf, issuing), trusting(root));
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertTrue(answer.summary().contains("has loaded"), answer.summary());
  }

  @Test
  void aSessionThatTheClientDidNotAskForIsWhyItLeaves() {
    MadeUp left = flight(leaf, issuing).finished().mqtt(Side.CLIENT, Connect.as("7"))
        .after(30).mqtt(Side.SERVER, new ConnAck(true, ConnectReturnCode.ACCEPTED))
        .after(5).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding answer = first(left, trusting(root));
    assertEquals(FindingId.MQTT_MALFORMED, answer.id());
    assertTrue(answer.summary().contains("MQTT-3.2.2-1"), answer.summary());
  }

  @Test
  void aSessionThatTheClientDidNotAskForIsANoteWhereItGoesOn() {
    MadeUp wentOn = flight(leaf, issuing).finished().mqtt(Side.CLIENT, Connect.as("7"))
        .after(30).mqtt(Side.SERVER, new ConnAck(true, ConnectReturnCode.ACCEPTED))
        .after(5).mqtt(Side.CLIENT, new PingReq()).after(5).tcp(Side.CLIENT, TcpSignal.FIN);
    assertEquals(FindingId.HEALTHY, first(wentOn, trusting(root)).id());
  }

  @Test
  void aSecondConnectThatIsShorterHasForgottenItsLogin() {
    MadeUp accepted = session(0, 90).data(Side.SERVER, 28).after(20).data(Side.CLIENT, 60)
        .after(20).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding again = refusedLike(60, accepted);
    assertEquals(FindingId.MQTT_REFUSED_WITHOUT_CONNACK, again.id());
    assertTrue(again.evidence().stream().anyMatch(item -> item.text().contains("30 bytes longer")),
        again.evidence().toString());
    assertFalse(refusedLike(90, accepted).evidence().stream().anyMatch(item -> item.text().contains("bytes longer")));
  }

  /** A later connection of the same device, whose CONNECT has that length and is refused. */
  private Finding refusedLike(int length, MadeUp before) {
    MadeUp later = session(1, length).after(80).tcp(Side.SERVER, TcpSignal.FIN);
    return later.findings(trusting(root), List.of(before.build()), Map.of()).get(0);
  }

  private MadeUp session(int stream, int connect) {
    return new MadeUp(stream).after(60_000 * stream).netx(MadeUp.START, HOST).after(20).answer(MadeUp.GCM)
        .certificates(Side.SERVER, leaf.der(), issuing.der()).handshake(Side.SERVER, 14, DONE).finished()
        .data(Side.CLIENT, connect).after(20);
  }

  @Test
  void anIssuerThatCallsItselfIssuingIsGuessedToBeMissing() {
    Finding answer = first(left(48, leaf), Evidence.none());
    assertEquals(FindingId.CHAIN_INCOMPLETE, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertEquals(FindingId.TRUST_ANCHOR_MISSING,
        first(left(48, pki.server(HOST).issuedBy(root)), Evidence.none()).id());
  }

  @Test
  void aMessageThatSharesItsRecordsIsNotPutTogether() {
    byte[] certificates = new byte[996];
    MadeUp shared = new MadeUp(0).netx(MadeUp.START, HOST).after(20).answer(MadeUp.GCM).records(600, 404)
        .message(11, certificates, 2).message(14, DONE, 1).after(5).alert(Side.CLIENT, 2, 80);
    Finding answer = first(shared, Evidence.none());
    assertEquals(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED, answer.id());
    assertTrue(answer.summary().contains("which other messages share"), answer.summary());
  }

  @Test
  void aMessageThatHasItsRecordsToItselfIsPutTogetherBySixPointFourAndNotByFivePointTwelve() {
    byte[] certificates = new byte[996];
    MadeUp alone = new MadeUp(0).netx(MadeUp.START, HOST).after(20).answer(MadeUp.GCM).records(600, 400)
        .message(11, certificates, 2).handshake(Side.SERVER, 14, DONE).after(5).alert(Side.CLIENT, 2, 80);
    assertFalse(alone.findings(new Known().profile("synergy-ssp2").evidence()).stream()
        .anyMatch(one -> one.id() == FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED));
    Finding older = first(alone, new Known().profile("synergy-ssp1").evidence());
    assertEquals(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED, older.id());
    assertEquals(Confidence.IMPLIED, older.confidence());
  }

  @Test
  void aChainBeyondTheLeastPacketBufferMayBeTooLong() {
    IssuedCertificate above = root;
    for (int i = 0; i < 8; i++) {
      above = pki.ca("Harbor Issuing " + i).issuedBy(above);
    }
    IssuedCertificate[] chain = new IssuedCertificate[9];
    Arrays.fill(chain, above);
    chain[0] = pki.server(HOST).issuedBy(above);
    Finding answer = first(left(80, chain), Evidence.none());
    assertEquals(FindingId.RECORD_EXCEEDS_BUFFER, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  private Evidence trusting(IssuedCertificate... anchors) {
    return new Known().trusting(anchors).name(HOST).evidence();
  }

  private static Finding first(MadeUp connection, Evidence known) {
    return connection.findings(known).get(0);
  }

  private static MadeUp left(int alert, IssuedCertificate... chain) {
    return flight(chain).after(40).alert(Side.CLIENT, 2, alert);
  }

  private static MadeUp flight(IssuedCertificate... chain) {
    return new MadeUp(0).netx(MadeUp.START, HOST).after(20).answer(MadeUp.GCM)
        .certificates(Side.SERVER, Arrays.stream(chain).map(IssuedCertificate::der).toArray(byte[][]::new))
        .handshake(Side.SERVER, 14, DONE);
  }
}
