package dev.plumbline.diagnose.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.probe.Answer.Outcome;
import dev.plumbline.diagnose.probe.Change.Kind;
import dev.plumbline.diagnose.profile.ProfileException;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.diagnose.testing.Broker;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ProbeTest {
  private static final String NAME = "broker.example.com";

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Test Root").selfSigned();
  private final IssuedCertificate ec = pki.server(NAME).issuedBy(root);
  private final IssuedCertificate rsa = pki.server(NAME).key(TestKey.Kind.RSA_2048).issuedBy(root);
  private final CryptoEngine engine = Engines.software(Engines.systemEntropy());
  private final List<Attempt> heard = new ArrayList<>();
  private boolean judgesTrust;
  private int most = 24;
  private Duration timeout = Duration.ofSeconds(5);

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private ProbeResult probe(String profile, int port) throws ProfileException, MalformedCertificate {
    try (TrustAnchors anchors =
        TrustAnchors.of(engine, List.of(ParsedCertificate.parse(root.der())), MemoryRegion.RAM)) {
      ProbeSettings settings = new ProbeSettings(Profiles.parse(profile), NAME, engine, anchors, judgesTrust, timeout,
          Duration.ZERO, most, InstantSource.system());
      ProbeResult result =
          new Probe(settings, () -> new Socket(InetAddress.getByName("127.0.0.1"), port), heard::add).run();
      assertEquals(heard, result.attempts());
      assertTrue(heard.size() <= most);
      return result;
    }
  }

  /** The JDK's server with one suite, which reads until the client leaves. */
  private Broker jsse(IssuedCertificate identity) throws IOException {
    SSLServerSocket server = (SSLServerSocket) JsseServer.context(root, identity).getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    server.setEnabledProtocols(new String[] {"TLSv1.2"});
    server.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
    return Broker.on(server, connection -> assertEquals(-1, connection.getInputStream().read()));
  }

  private static RunningPeer openSsl(IssuedCertificate identity, String... options) throws IOException {
    OpenSslPeer peer = Peers.openSsl();
    Peers.require(peer);
    return peer.start(ServerSetup.with(identity), List.of(options));
  }

  private static List<Change> change(ProbeResult result) {
    return result.minimalChange().orElseThrow();
  }

  @Test
  void completesTheHandshakeThatWorksAsItIsAndLeavesInGoodOrder() throws Exception {
    try (Broker broker = jsse(ec)) {
      ProbeResult result = probe("arduino-bearssl", broker.port());
      assertTrue(result.works());
      assertEquals(Outcome.COMPLETED, result.answer().outcome(), result.answer()::remark);
      assertEquals(OptionalInt.of(0xC02B), result.answer().suite());
      assertEquals(OptionalInt.of(23), result.answer().group());
      assertEquals(OptionalInt.of(0x0303), result.answer().version());
      assertEquals(ParsedCertificate.parse(ec.der()), result.answer().leaf().orElseThrow());
      assertTrue(result.answer().observed().certificateMessage() > 300);
      assertEquals(ServerNameEffect.NONE, result.serverName());
      assertEquals(2, result.attempts().size());
      assertTrue(result.minimalChange().isEmpty() && result.stopped().isEmpty());
      assertNull(broker.problem());
    }
  }

  @Test
  void findsThatTheServerDemandsAName() throws Exception {
    try (Broker broker = jsse(ec);
        PickyFront front = new PickyFront(hello -> PickyFront.has(hello, 0) ? broker.port() : PickyFront.CLOSE)) {
      ProbeResult result = probe("arduino-bearssl:sni=off", front.port());
      assertEquals(Outcome.CLOSED, result.asIs().outcome());
      assertEquals(List.of(Change.serverName(NAME)), change(result));
      assertTrue(result.minimal());
      assertEquals(Outcome.COMPLETED, result.answer().outcome(), result.answer()::remark);
      assertEquals(ServerNameEffect.REQUIRED, result.serverName());
      assertTrue(result.attempts().size() <= 10, result.attempts().size() + " connections");
    }
  }

  @Test
  void findsWhatADeviceWithRsaAloneLacksAtAServerWithEcdsa() throws Exception {
    try (Broker broker = jsse(ec)) {
      ProbeResult result = probe("synergy-ssp2:ecc=off", broker.port());
      assertEquals(OptionalInt.of(40), result.asIs().alert());
      assertTrue(change(result).contains(Change.suite(0xC02B)), change(result)::toString);
      assertTrue(change(result).stream().allMatch(
          each -> List.of(Kind.SUITE, Kind.GROUP, Kind.SCHEME).contains(each.kind())), change(result)::toString);
      assertTrue(result.minimal());
    }
  }

  @Test
  void findsASuiteThatThisClientCantCompute() throws Exception {
    try (RunningPeer server = openSsl(ec, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384")) {
      ProbeResult result = probe("synergy-ssp2", server.port());
      assertEquals(OptionalInt.of(40), result.asIs().alert());
      assertEquals(List.of(Change.suite(0xC02C)), change(result));
      assertEquals(Outcome.ANSWERED, result.answer().outcome());
      assertEquals(OptionalInt.of(0xC02C), result.answer().suite());
    }
  }

  @Test
  void findsTheGroup() throws Exception {
    try (RunningPeer server = openSsl(rsa, "-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "-groups", "P-384")) {
      ProbeResult result = probe("synergy-ssp2", server.port());
      assertEquals(List.of(Change.group(24)), change(result));
      assertEquals(Outcome.COMPLETED, result.answer().outcome(), result.answer()::remark);
      assertEquals(OptionalInt.of(24), result.answer().group());
    }
  }

  /** RFC 8422 §4: a server is free to choose where the hello names no group; a device without one can't follow. */
  @Test
  void aGroupThatTheDeviceDoesNotKnowDoesNotDo() throws Exception {
    try (Broker broker = jsse(ec)) {
      ProbeResult result = probe("synergy-ssp2:ecc=uninitialised", broker.port());
      assertTrue(result.asIs().accepted() && result.asIs().strangeGroup());
      assertFalse(result.works());
      assertEquals(List.of(Change.group(23)), change(result));
      assertEquals(OptionalInt.of(23), result.answer().group());
    }
  }

  @Test
  void findsTheProtocolOfAlpn() throws Exception {
    try (Broker broker = jsse(ec);
        PickyFront front = new PickyFront(hello -> offers(hello, "x-amzn-mqtt-ca") ? broker.port() : -120)) {
      ProbeResult result = probe("synergy-ssp2", front.port());
      assertEquals(OptionalInt.of(120), result.asIs().alert());
      assertEquals(List.of(Change.alpn("x-amzn-mqtt-ca")), change(result));
    }
  }

  private static boolean offers(ClientHello hello, String protocol) {
    return hello.extensions().stream().anyMatch(
        each -> each.type() == 16 && new String(each.data().toArray()).contains(protocol));
  }

  @Test
  void findsThatOnlyShorterRecordsFit() throws Exception {
    IssuedCertificate large = pki.server(NAME).key(TestKey.Kind.RSA_2048)
        .extension(new ASN1ObjectIdentifier("2.999.7"), false, new byte[9000]).issuedBy(root);
    try (RunningPeer server = openSsl(large, "-tls1_2")) {
      ProbeResult result = probe("arduino-bearssl:max-fragment-length=off", server.port());
      assertFalse(result.works());
      assertEquals("record-too-long", result.asIs().exceeded().get(0).situation());
      assertEquals(List.of(Change.maxFragmentLength(4096)), change(result));
    }
  }

  @Test
  void givesUpOnAServerThatSpeaksTls13Alone() throws Exception {
    try (RunningPeer server = openSsl(ec, "-tls1_3")) {
      ProbeResult result = probe("synergy-ssp2", server.port());
      assertFalse(result.works() || result.belowTls());
      assertEquals(OptionalInt.of(70), result.asIs().alert());
      assertTrue(result.minimalChange().isEmpty() && result.stopped().isEmpty());
      assertEquals(Map.of(0x0304, true, 0x0302, false, 0x0301, false), result.otherVersions());
      assertTrue(result.attempts().size() <= 6);
    }
  }

  @Test
  void aServerThatChoosesAnOlderVersionDoesNotDo() throws Exception {
    try (RunningPeer server = openSsl(rsa, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0")) {
      ProbeResult result = probe("openssl", server.port());
      assertFalse(result.works());
      assertEquals(OptionalInt.of(0x0302), result.asIs().version());
      assertTrue(result.asIs().scheme().isEmpty(), "TLS 1.1 does not name it");
      assertTrue(result.minimalChange().isEmpty());
      assertEquals(Map.of(0x0304, false, 0x0302, true, 0x0301, false), result.otherVersions());
    }
  }

  @Test
  void asksForNoOtherVersionWhereOneHelloOfTls12Works() throws Exception {
    try (Broker broker = jsse(ec);
        PickyFront front = new PickyFront(hello -> PickyFront.has(hello, 0) ? broker.port() : PickyFront.CLOSE)) {
      assertEquals(Map.of(), probe("arduino-bearssl:sni=off", front.port()).otherVersions());
    }
  }

  @Test
  void tellsASilentServerFromOneThatRefuses() throws Exception {
    timeout = Duration.ofMillis(300);
    try (Broker broker = Broker.that(connection -> connection.getInputStream().readAllBytes())) {
      ProbeResult result = probe("synergy-ssp2", broker.port());
      assertEquals(Outcome.SILENT, result.asIs().outcome());
      assertTrue(result.belowTls());
    }
  }

  @Test
  void aServerThatDripsIsSilentInTheEnd() throws Exception {
    timeout = Duration.ofMillis(500);
    Broker.Script drip = connection -> {
      for (byte each : new byte[] {22, 3, 3, 4, 0}) {
        connection.getOutputStream().write(each);
      }
      while (true) {
        connection.getOutputStream().write(0);
        Thread.sleep(50);
      }
    };
    try (Broker broker = Broker.that(drip)) {
      assertEquals(Outcome.SILENT, probe("synergy-ssp2", broker.port()).asIs().outcome());
    }
  }

  @Test
  void knowsWhatIsNotTlsAndAsksNoMore() throws Exception {
    Broker.Script http = connection -> {
      connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
      connection.getInputStream().read();
    };
    try (Broker broker = Broker.that(http)) {
      ProbeResult result = probe("synergy-ssp2", broker.port());
      assertEquals(Outcome.NOT_TLS, result.asIs().outcome());
      assertTrue(result.asIs().remark().contains("HTTP/1.1 400"), result.asIs().remark());
      assertEquals(1, result.attempts().size());
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    ProbeResult result = probe("synergy-ssp2", Broker.silentPort());
    assertEquals(Outcome.UNREACHABLE, result.asIs().outcome());
    assertTrue(result.belowTls());
    assertEquals(1, result.attempts().size());
  }

  @Test
  void anotherCertificateWithoutTheNameIsAnEffectOfTheName() throws Exception {
    IssuedCertificate other = pki.server("fallback.invalid").selfSigned();
    try (Broker broker = jsse(ec); Broker fallback = jsse(other);
        PickyFront front =
            new PickyFront(hello -> PickyFront.has(hello, 0) ? broker.port() : fallback.port())) {
      ProbeResult result = probe("synergy-ssp2", front.port());
      assertTrue(result.works());
      assertEquals(ServerNameEffect.OTHER_CERTIFICATE, result.serverName());
    }
  }

  @Test
  void aCertificateThatTheDeviceCantTrustDoesNotDo() throws Exception {
    judgesTrust = true;
    IssuedCertificate other = pki.server("fallback.invalid").selfSigned();
    try (Broker broker = jsse(ec); Broker fallback = jsse(other);
        PickyFront front =
            new PickyFront(hello -> PickyFront.has(hello, 0) ? broker.port() : fallback.port())) {
      ProbeResult result = probe("synergy-ssp2:sni=off", front.port());
      assertFalse(result.works());
      assertTrue(result.asIs().accepted() && result.asIs().distrust().isPresent());
      assertEquals(List.of(Change.serverName(NAME)), change(result));
    }
  }

  @Test
  void stopsWhenTheConnectionsAreUsedUp() throws Exception {
    most = 3;
    try (Broker broker = jsse(ec);
        PickyFront front = new PickyFront(hello -> PickyFront.has(hello, 0) ? broker.port() : PickyFront.CLOSE)) {
      ProbeResult result = probe("synergy-ssp2:sni=off", front.port());
      assertEquals(3, result.attempts().size());
      assertEquals(Optional.of("stopped after 3 connections, which is the most"), result.stopped());
      assertTrue(change(result).contains(Change.serverName(NAME)));
      assertFalse(result.minimal());
    }
  }

  @Test
  void asksForNoClientCertificateOfItsOwn() throws Exception {
    SSLServerSocket server = (SSLServerSocket) JsseServer.context(root, ec).getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    server.setEnabledProtocols(new String[] {"TLSv1.2"});
    server.setNeedClientAuth(true);
    try (Broker broker = Broker.on(server, connection -> connection.getInputStream().read())) {
      ProbeResult result = probe("synergy-ssp2", broker.port());
      assertTrue(result.works() && result.answer().wantsCertificate());
      assertEquals(Outcome.ANSWERED, result.answer().outcome());
    }
  }

  @Test
  void sendsExactlyTheDevicesHelloAtFirst() throws Exception {
    try (PickyFront front = new PickyFront(hello -> -40)) {
      probe("netx-software", front.port());
      assertEquals(Profiles.parse("netx-software").hello().dialect().cipherSuites(),
          front.hellos().get(0).cipherSuites());
      assertTrue(front.hellos().get(1).cipherSuites().contains(0xCCA9));
    }
  }
}
