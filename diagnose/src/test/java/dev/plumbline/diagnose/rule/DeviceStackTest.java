package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What BearSSL, mbed TLS and wolfSSL do on the wire that other stacks do not, as clients of each were seen to do. */
class DeviceStackTest {
  private static final String HOST = "mqtt.example";
  private static final byte[] DONE = new byte[0];
  private static final List<Integer> COMMON = List.of(0xC02B, 0xC02F, 0xC02C, 0xC030);

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Lab Root").selfSigned();
  private final IssuedCertificate issuing = pki.ca("Lab Issuing CA").issuedBy(root);
  private final IssuedCertificate leaf = pki.server(HOST).issuedBy(issuing);

  @Test
  void theCodeOfBearSslTellsOfAClockThatIsNotOnTheWire() {
    Finding answer = first(silent(bearSsl(HOST), leaf, issuing), knowing().code("54"));
    assertEquals(FindingId.DEVICE_CLOCK_WRONG, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void theCodeOfBearSslTellsThatNoAnchorWasFound() {
    Finding answer = first(silent(bearSsl(HOST), leaf, issuing), new Known().code("62"));
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void theCodeOfBearSslTellsOfAGapInTheChain() {
    IssuedCertificate below = pki.server(HOST).issuedBy(pki.ca("Lab Sub CA").issuedBy(issuing));
    Finding answer = first(silent(bearSsl(HOST), below, issuing), new Known().code("55"));
    assertEquals(FindingId.CHAIN_INCOMPLETE, answer.id());
  }

  @Test
  void theCodeOfBearSslTellsOfAnAlgorithmThatWasLeftOut() {
    IssuedCertificate sha384 = pki.server(HOST).signedWith(SigningAlgorithm.ECDSA_SHA384).issuedBy(root);
    Finding answer = first(silent(bearSsl(HOST), sha384), new Known().code("49"));
    assertEquals(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, answer.id());
  }

  @Test
  void aCodeDoesNotOutweighWhatIsComputed() {
    IssuedCertificate old = pki.server(HOST)
        .validity(TestPki.NOT_BEFORE, Instant.parse("2026-01-01T00:00:00Z")).issuedBy(root);
    Finding answer = first(silent(bearSsl(HOST), old), knowing().code("54"));
    assertEquals(FindingId.CERTIFICATE_EXPIRED, answer.id());
    assertEquals(Confidence.PROVED, answer.confidence());
  }

  @Test
  void theSilenceOfBearSslIsNoProofOfACrash() {
    List<Finding> findings = silent(bearSsl(HOST), leaf, issuing).findings(knowing().evidence());
    assertEquals(FindingId.DEVICE_WENT_SILENT, findings.get(0).id());
    assertEquals(Confidence.SUGGESTED, findings.get(0).confidence());
    assertTrue(ids(findings).contains(FindingId.DEVICE_CLOCK_WRONG), findings.toString());
  }

  @Test
  void theSilenceOfAStackThatHasAlertsIsACrash() {
    Finding answer = first(silent(mbedTls(HOST), leaf, issuing), knowing());
    assertEquals(FindingId.DEVICE_WENT_SILENT, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void aCodeThatRepeatsTheServersAlertDecidesNothing() {
    MadeUp refused = mbedTls("").after(5).alert(Side.SERVER, 2, 40);
    List<Finding> without = refused.findings(new Known().name(HOST).evidence());
    List<Finding> with = refused.findings(new Known().name(HOST).code("-0x7780").evidence());
    assertEquals(FindingId.SNI_MISSING, without.get(0).id());
    assertEquals(ids(without), ids(with));
    assertEquals(FindingId.SNI_MISSING, with.get(0).id());
  }

  @Test
  void anAddressInTheCertificateIsNothingToAStackThatComparesNames() {
    IssuedCertificate both = pki.server(HOST).ip("192.0.2.7").issuedBy(root);
    Known known = new Known().trusting(root).name("192.0.2.7");
    Finding bear = first(silent(bearSsl("192.0.2.7"), both), known);
    assertEquals(FindingId.HOSTNAME_MISMATCH, bear.id());
    assertEquals(Confidence.IMPLIED, bear.confidence());
    assertEquals(FindingId.HOSTNAME_MISMATCH, first(leaving(mbedTls("192.0.2.7"), 42, both), known).id());
    assertTrue(ids(leaving(mbedTls("192.0.2.7"), 80, both).findings(known.evidence())).stream()
        .noneMatch(FindingId.HOSTNAME_MISMATCH::equals));
  }

  @Test
  void aNameWithADotAtItsEndIsNothingToAStackThatComparesNamesAsTheyAreWritten() {
    Known dotted = new Known().trusting(root).name(HOST + ".");
    assertEquals(FindingId.HOSTNAME_MISMATCH, first(leaving(mbedTls(HOST + "."), 42, leaf, issuing), dotted).id());
    assertEquals(FindingId.HOSTNAME_MISMATCH, first(silent(bearSsl(HOST + "."), leaf, issuing), dotted).id());
  }

  @Test
  void badCertificateOfMbedTlsIsNoFailureOfItsEngine() {
    Finding answer = first(leaving(mbedTls(HOST), 42, leaf, issuing), knowing());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertTrue(answer.summary().contains("reading a certificate"), answer.summary());
  }

  @Test
  void bearSslHasRoomForAnyRecordInClear() {
    Known small = knowing().buffer(512);
    assertTrue(ids(silent(bearSsl(HOST), leaf, issuing).findings(small.evidence())).stream()
        .noneMatch(FindingId.RECORD_EXCEEDS_BUFFER::equals));
    assertEquals(FindingId.RECORD_EXCEEDS_BUFFER, first(silent(mbedTls(HOST), leaf, issuing), small).id());
  }

  @Test
  void aRecordOfAFlightThatTheClientAnsweredDidFit() {
    MadeUp worked = mbedTls(HOST).answer(MadeUp.GCM).certificates(Side.SERVER, leaf.der(), issuing.der())
        .handshake(Side.SERVER, 14, DONE).after(3).finished().data(Side.CLIENT, 60).data(Side.SERVER, 32)
        .after(9).tcp(Side.CLIENT, TcpSignal.FIN);
    assertTrue(ids(worked.findings(knowing().buffer(512).evidence())).stream()
        .noneMatch(FindingId.RECORD_EXCEEDS_BUFFER::equals));
  }

  @Test
  void aServerThatWarnsOfTheNameAndLeavesDoesNotKnowIt() {
    MadeUp named = mbedTls(HOST).after(5).alert(Side.SERVER, 1, 112).after(9).tcp(Side.SERVER, TcpSignal.FIN);
    assertEquals(FindingId.SNI_INVALID, named.findings(Evidence.none()).get(0).id());
    MadeUp unnamed = mbedTls("").after(5).alert(Side.SERVER, 1, 112).after(9).tcp(Side.SERVER, TcpSignal.FIN);
    assertEquals(FindingId.SNI_MISSING, unnamed.findings(Evidence.none()).get(0).id());
  }

  @Test
  void aDeviceThatTheServerWaitedForMayHaveStopped() {
    MadeUp hung = flight(mbedTls(HOST), leaf, issuing).after(15_000).tcp(Side.SERVER, TcpSignal.FIN);
    List<Finding> findings = hung.findings(knowing().evidence());
    assertEquals(FindingId.HANDSHAKE_TIMEOUT, findings.get(0).id());
    assertTrue(ids(findings).contains(FindingId.DEVICE_WENT_SILENT), findings.toString());
  }

  @Test
  void aSignatureThatDoesNotFitItsIssuerIsNoMissingAnchor() {
    byte[] broken = issuing.der().clone();
    broken[broken.length - 1] ^= 1;
    MadeUp left = mbedTls(HOST).after(5).answer(MadeUp.GCM).certificates(Side.SERVER, leaf.der(), broken)
        .handshake(Side.SERVER, 14, DONE).after(4).alert(Side.CLIENT, 2, 48);
    Finding answer = first(left, knowing());
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertTrue(answer.summary().contains("does not fit"), answer.summary());
  }

  @Test
  void aServerOfTls13AloneMaySayHandshakeFailure() {
    List<Finding> findings = mbedTls(HOST).after(5).alert(Side.SERVER, 2, 40).findings(Evidence.none());
    assertTrue(findings.stream().allMatch(one -> one.confidence() == Confidence.SUGGESTED), findings.toString());
    assertTrue(ids(findings).contains(FindingId.VERSION_MISMATCH), findings.toString());
  }

  @Test
  void ed25519IsBeyondMbedTlsAndBearSsl() {
    IssuedCertificate modern = pki.ca("Modern Root").key(TestKey.Kind.ED25519).selfSigned();
    IssuedCertificate under = pki.server(HOST).issuedBy(modern);
    Known known = new Known().trusting(modern).name(HOST);
    assertEquals(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, first(leaving(mbedTls(HOST), 42, under), known).id());
    assertEquals(FindingId.CURVE_UNSUPPORTED_BY_DEVICE, first(silent(bearSsl(HOST), under), known).id());
  }

  @Test
  void whatTheClientWentOnFromIsNotBeyondIt() {
    IssuedCertificate p384 = pki.server(HOST).key(TestKey.Kind.EC_P384).issuedBy(root);
    MadeUp worked = bearSsl(HOST).answer(MadeUp.GCM).certificates(Side.SERVER, p384.der())
        .handshake(Side.SERVER, 14, DONE).finished().data(Side.CLIENT, 60).data(Side.SERVER, 32);
    Evidence evidence = new Known().trusting(root).name(HOST).verifyingP256().evidence();
    assertTrue(ids(worked.findings(evidence)).stream().noneMatch(FindingId.CURVE_UNSUPPORTED_BY_DEVICE::equals));
  }

  @Test
  void anEmptyHandshakeRecordIsTheServersFault() {
    MadeUp left = mbedTls(HOST).after(5).record(Side.SERVER, 0).answer(MadeUp.GCM)
        .certificates(Side.SERVER, leaf.der(), issuing.der()).handshake(Side.SERVER, 14, DONE)
        .after(3).tcp(Side.CLIENT, TcpSignal.FIN);
    Finding answer = first(left, knowing());
    assertEquals(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertTrue(answer.summary().contains("without content"), answer.summary());
  }

  @Test
  void wolfSslPutsMessagesTogetherAndNotTheirHeaders() {
    Known wolf = knowing().profile("wolfssl");
    Finding answer = first(pieces(1, 1, 1, 1, 35), wolf);
    assertEquals(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
    assertEquals(FindingId.DEVICE_WENT_SILENT, first(pieces(20, 20), wolf).id());
  }

  @Test
  void whatCouldNotBeReadIsNotWhyTheClientLeft() {
    MadeUp left = mbedTls(HOST).after(5).answer(MadeUp.GCM);
    byte[] body = MadeUp.certificateList(leaf.der(), issuing.der());
    left.inPieces(Side.SERVER, 11, body, 500, body.length - 496).handshake(Side.SERVER, 14, DONE)
        .after(3).tcp(Side.CLIENT, TcpSignal.FIN);
    IssuedCertificate other = pki.ca("Another Root").selfSigned();
    List<Finding> findings = left.findings(new Known().trusting(other).name(HOST).profile("mbedtls").evidence());
    assertEquals(FindingId.HANDSHAKE_FRAGMENTATION_UNSUPPORTED, findings.get(0).id());
    Finding trust =
        findings.stream().filter(one -> one.id() == FindingId.TRUST_ANCHOR_MISSING).findFirst().orElseThrow();
    assertEquals(Role.CONTRIBUTING, trust.role());
  }

  @Test
  void whereNoSuiteIsMissingTheCurveIsLikelier() {
    MadeUp refused = new MadeUp(0).hello(MadeUp.START, COMMON, MadeUp.serverName(HOST), MadeUp.list(10, 23),
        MadeUp.list(13, MadeUp.SCHEMES)).after(5).alert(Side.SERVER, 2, 40);
    List<Finding> findings = refused.findings(Evidence.none());
    assertEquals(FindingId.NO_SHARED_GROUP, findings.get(0).id());
    assertEquals(Confidence.SUGGESTED, findings.get(0).confidence());
    assertEquals(FindingId.NO_SHARED_SUITE, findings.get(1).id());
  }

  @Test
  void aWeakChainIsNotClearedByAHandshakeThatCompleted() {
    IssuedCertificate weak = pki.server(HOST).key(TestKey.Kind.RSA_1024).issuedBy(root);
    MadeUp left = mbedTls(HOST).answer(MadeUp.GCM).certificates(Side.SERVER, weak.der())
        .handshake(Side.SERVER, 14, DONE).finished().after(3).tcp(Side.CLIENT, TcpSignal.FIN);
    assertEquals(FindingId.WEAK_KEY_OR_SIGNATURE, first(left, knowing()).id());
  }

  private Known knowing() {
    return new Known().trusting(root).name(HOST);
  }

  private static Finding first(MadeUp connection, Known known) {
    return connection.findings(known.evidence()).get(0);
  }

  private static Set<FindingId> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).collect(Collectors.toSet());
  }

  /** The server's certificates in records of these lengths, and then silence. */
  private MadeUp pieces(int... lengths) {
    byte[] body = MadeUp.certificateList(leaf.der(), issuing.der());
    return new MadeUp(0).hello(MadeUp.START, COMMON, MadeUp.serverName(HOST), MadeUp.list(10, 23)).after(5)
        .answer(MadeUp.GCM).inPieces(Side.SERVER, 11, body, lengths)
        .handshake(Side.SERVER, 14, DONE).after(3).tcp(Side.CLIENT, TcpSignal.FIN);
  }

  private static MadeUp silent(MadeUp hello, IssuedCertificate... chain) {
    return flight(hello, chain).after(4).tcp(Side.CLIENT, TcpSignal.FIN);
  }

  private static MadeUp leaving(MadeUp hello, int alert, IssuedCertificate... chain) {
    return flight(hello, chain).after(4).alert(Side.CLIENT, 2, alert);
  }

  private static MadeUp flight(MadeUp hello, IssuedCertificate... chain) {
    byte[][] certificates = List.of(chain).stream().map(IssuedCertificate::der).toArray(byte[][]::new);
    return hello.after(5).answer(MadeUp.GCM).certificates(Side.SERVER, certificates).handshake(Side.SERVER, 14, DONE);
  }

  /** Zeros for a clock, renegotiation_info first, signature_algorithms before supported_groups. */
  private static MadeUp bearSsl(String name) {
    return new MadeUp(0).hello(Instant.EPOCH, COMMON, MadeUp.extension(0xff01, (byte) 0), MadeUp.serverName(name),
        MadeUp.list(13, MadeUp.SCHEMES), MadeUp.list(10, 23), MadeUp.extension(11, (byte) 1, (byte) 0));
  }

  /** The signalling suite last, signature_algorithms before supported_groups, extended_master_secret. */
  private static MadeUp mbedTls(String name) {
    List<Integer> suites = new ArrayList<>(COMMON);
    suites.add(0x00ff);
    byte[] schemes = MadeUp.list(13, MadeUp.SCHEMES);
    byte[] groups = MadeUp.list(10, 23, 24);
    byte[] formats = MadeUp.extension(11, (byte) 1, (byte) 0);
    byte[] master = MadeUp.extension(23);
    return name.isEmpty() ? new MadeUp(0).hello(MadeUp.START, suites, schemes, groups, formats, master)
        : new MadeUp(0).hello(MadeUp.START, suites, MadeUp.serverName(name), schemes, groups, formats, master);
  }
}
