package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How clients of several stacks refuse a server's certificates, and what may be told of it without knowing much. */
class CertificateRefusalsTest {
  private static final String HOST = "mqtt.example";
  private static final int UNKNOWN_CA = 48;
  private static final int BAD_CERTIFICATE = 42;
  private static final int INTERNAL_ERROR = 80;
  private static final byte[] DONE = new byte[0];

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Acme Root R1").selfSigned();
  private final IssuedCertificate issuing = pki.ca("Acme Issuing CA 2").issuedBy(root);
  private final IssuedCertificate leaf = pki.server(HOST).issuedBy(issuing);

  @Test
  void openSslSaysInternalErrorForMosquittosCheckOfTheName() {
    MadeUp left = openSsl(HOST).after(5).answer13().hidden(Side.SERVER, 900).hidden(Side.SERVER, 53)
        .after(2).alert(Side.CLIENT, 2, INTERNAL_ERROR);
    Finding answer = left.findings(Evidence.none()).get(0);
    assertEquals(FindingId.HOSTNAME_MISMATCH, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void anAddressAsServerNameComesBeforeWhatTls13Hides() {
    MadeUp left = openSsl("203.0.113.9").after(5).answer13().hidden(Side.SERVER, 900).hidden(Side.SERVER, 53)
        .after(2).alert(Side.CLIENT, 2, INTERNAL_ERROR);
    assertEquals(FindingId.SNI_INVALID, left.findings(Evidence.none()).get(0).id());
  }

  @Test
  void openSslWithoutAServerNameWasGivenAnAddress() {
    Finding answer = refused(openSsl(null), BAD_CERTIFICATE, leaf, issuing).findings(Evidence.none()).get(0);
    assertEquals(FindingId.HOSTNAME_MISMATCH, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
  }

  @Test
  void aLeafAloneLeavesOpenWhoseTheMissingIssuerIs() {
    List<Finding> findings = refused(openSsl(HOST), UNKNOWN_CA, leaf).findings(Evidence.none());
    assertEquals(FindingId.CHAIN_INCOMPLETE, findings.get(0).id());
    assertEquals(Confidence.SUGGESTED, findings.get(0).confidence());
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, findings.get(1).id());
  }

  @Test
  void aLeafOfARootNeedsTheRoot() {
    IssuedCertificate direct = pki.server(HOST).issuedBy(root);
    Finding answer = refused(openSsl(HOST), UNKNOWN_CA, direct).findings(Evidence.none()).get(0);
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Confidence.IMPLIED, answer.confidence());
  }

  @Test
  void aClientThatFindsNoAnchorHasOthersThanTheFile() {
    Finding answer = refused(openSsl(HOST), UNKNOWN_CA, leaf, issuing)
        .findings(new Known().trusting(root).name(HOST).evidence()).get(0);
    assertEquals(FindingId.TRUST_ANCHOR_MISSING, answer.id());
    assertEquals(Confidence.SUGGESTED, answer.confidence());
    assertTrue(answer.summary().contains("is not what was given"), answer.summary());
  }

  @Test
  void anAnchorThatExpiredIsTheCauseWhateverTheAlert() {
    IssuedCertificate old = pki.ca("Old Root")
        .validity(MadeUp.START.minus(Duration.ofDays(900)), MadeUp.START.minus(Duration.ofDays(9))).selfSigned();
    IssuedCertificate direct = pki.server(HOST).issuedBy(old);
    List<Finding> findings = refused(unknown(), BAD_CERTIFICATE, direct)
        .findings(new Known().trusting(old).name(HOST).evidence());
    assertEquals(FindingId.CERTIFICATE_EXPIRED, findings.get(0).id());
    assertEquals(Confidence.IMPLIED, findings.get(0).confidence());
    assertTrue(findings.stream().noneMatch(one ->
        one.id() == FindingId.DEVICE_CRYPTO_FAILURE && one.confidence() == Confidence.IMPLIED), findings.toString());
  }

  @Test
  void aSelfSignedCertificateForNobodyMayBeTheOneWithoutAName() {
    IssuedCertificate nobody = pki.server("ingress.local").selfSigned();
    List<Finding> findings = refused(openSsl(null), UNKNOWN_CA, nobody).findings(Evidence.none());
    assertTrue(findings.stream().anyMatch(one ->
        one.id() == FindingId.SNI_MISSING && one.confidence() == Confidence.SUGGESTED), findings.toString());
  }

  @Test
  void aProfileWhoseStackNeverSendsThisHelloIsLeftAside() {
    MadeUp connection = refused(openSsl(HOST), UNKNOWN_CA, leaf, issuing);
    Surroundings around = new Surroundings(List.of(connection.build()), Map.of(), Optional.empty());
    Diagnosis with = new Diagnostician()
        .diagnose(around, new Known().profile("winc1500").evidence(), List.of());
    assertTrue(with.notes().isEmpty(), "a modem's hello is not known by its habits: " + with.notes());
    Diagnosis netx = new Diagnostician()
        .diagnose(around, new Known().profile("synergy-ssp2").evidence(), List.of());
    assertTrue(netx.notes().get(0).contains("--profile was left aside"), netx.notes().toString());
    assertEquals(
        new Diagnostician().diagnose(around, Evidence.none(), List.of()).connections().get(0).findings(),
        netx.connections().get(0).findings());
  }

  @Test
  void ofAGarbledListNothingIsProved() {
    byte[] body = new byte[3 + 3 + leaf.der().length + 40];
    put24(body, 0, body.length - 3);
    put24(body, 3, leaf.der().length);
    System.arraycopy(leaf.der(), 0, body, 6, leaf.der().length);
    put24(body, 6 + leaf.der().length, 4000);
    MadeUp garbled = openSsl(HOST).after(5).answer(MadeUp.GCM).handshake(Side.SERVER, 11, body)
        .after(5).alert(Side.CLIENT, 2, 50);
    assertTrue(garbled.findings(new Known().trusting(root).name(HOST).evidence()).stream()
        .noneMatch(one -> one.id() == FindingId.CHAIN_INCOMPLETE || one.id() == FindingId.TRUST_ANCHOR_MISSING));
  }

  @Test
  void packetsOfOneSideThatWereLostWhileTheOtherIsFarAheadMakeItUnusable() {
    MadeUp lossy = openSsl(HOST).after(5).answer(MadeUp.GCM).certificates(Side.SERVER, leaf.der(), issuing.der())
        .handshake(Side.SERVER, 14, DONE).data(Side.SERVER, 28).missing(Side.CLIENT, 93).data(Side.CLIENT, 44)
        .after(9000).tcp(Side.CLIENT, TcpSignal.FIN);
    assertEquals(FindingId.CAPTURE_UNUSABLE, lossy.findings(Evidence.none()).get(0).id());
  }

  private static void put24(byte[] array, int at, int number) {
    array[at] = (byte) (number >> 16);
    array[at + 1] = (byte) (number >> 8);
    array[at + 2] = (byte) number;
  }

  private static MadeUp refused(MadeUp hello, int alert, IssuedCertificate... chain) {
    byte[][] der = new byte[chain.length][];
    for (int i = 0; i < der.length; i++) {
      der[i] = chain[i].der();
    }
    return hello.after(5).answer(MadeUp.GCM).certificates(Side.SERVER, der).handshake(Side.SERVER, 14, DONE)
        .after(5).alert(Side.CLIENT, 2, alert);
  }

  /** OpenSSL's order of extensions; without a name if there is none. */
  private static MadeUp openSsl(String name) {
    byte[] nothing = new byte[0];
    return new MadeUp(0).hello(MadeUp.START, List.of(0x1301, 0xC02B, 0xC02F, 0x00FF),
        name == null ? nothing : MadeUp.serverName(name), MadeUp.extension(11, (byte) 1, (byte) 0),
        MadeUp.list(10, 29, 23, 24), MadeUp.extension(22), MadeUp.list(13, MadeUp.SCHEMES),
        MadeUp.extension(43, (byte) 4, (byte) 3, (byte) 4, (byte) 3, (byte) 3));
  }

  /** A hello of nobody in particular. */
  private static MadeUp unknown() {
    return new MadeUp(0).hello(MadeUp.START, List.of(0xC02B, 0xC02F), MadeUp.list(13, MadeUp.SCHEMES),
        MadeUp.serverName(HOST), MadeUp.list(10, 23, 24));
  }
}
