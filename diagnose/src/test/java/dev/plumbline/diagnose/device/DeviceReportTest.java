package dev.plumbline.diagnose.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** A device in front of a live server, and what is told of it afterwards. */
class DeviceReportTest {
  private static final String HOST = "mqtt.harbor.example";

  private final IssuedCertificate root = new TestPki().ca("EC Root").selfSigned();
  private final IssuedCertificate server = new TestPki().server(HOST).issuedBy(root);
  private Optional<TlsAlert> failure;

  @Test
  void aHandshakeThatWorksTellsWhatItTook() throws Exception {
    DeviceReport report = report("netx-software", "sce7", DeviceReportTest::gcm);
    assertEquals("sce7", report.engine());
    assertEquals(DeviceVerdict.Kind.SUCCEEDS, report.verdict().orElseThrow().kind());
    assertTrue(report.ramPeak() >= report.ramPeakByPurpose().get(Purpose.CERTIFICATES));
    assertEquals(0, report.romRead());
    assertEquals(2, report.operations().get(Operation.ECDSA_VERIFY));
    assertTrue(report.estimatedMillis() > 40, "two verifications of 20 ms each, and more");
    int der = server.der().length;
    assertEquals(List.of(der), report.observed().certificates());
    assertEquals(4 + 3 + 3 + der, report.observed().certificateMessage());
    assertEquals(List.of(), report.limitsExceeded());
  }

  @Test
  void anEcRootInRomUnderBigEndianIsToldInTheStacksWords() throws Exception {
    DeviceReport report = report("synergy-ssp2", "sce7:endian=big,anchors=rom", DeviceReportTest::gcm);
    DeviceVerdict verdict = report.verdict().orElseThrow();
    assertEquals(Optional.of("0x117"), verdict.hex());
    assertEquals(Optional.of(AlertDescription.BAD_CERTIFICATE), verdict.alertAsDevice());
    assertTrue(report.romRead() >= 64, "the root's key is read from ROM");
    assertTrue(report.romWritesDropped() >= 64, "its swap is written there, and back");
  }

  @Test
  void anExceededLimitIsTheVerdictThoughThisClientConnected() throws Exception {
    DeviceReport report = report("netx-software:packet-buffer=1000", "sce7", DeviceReportTest::gcm);
    assertTrue(failure.isEmpty());
    assertEquals(Optional.of("0x12D"), report.verdict().orElseThrow().hex());
    LimitExceeded limit = report.limitsExceeded().get(0);
    assertEquals(report.observed().certificateMessage() + 304 + server.der().length, limit.needed());
    assertEquals(
        DeviceVerdict.Kind.SUCCEEDS,
        report("netx-software:packet-buffer=" + limit.needed(), "sce7", DeviceReportTest::gcm)
            .verdict()
            .orElseThrow()
            .kind());
  }

  @Test
  void aSuiteThatOnlyTheDeviceHasStopsThisClientAndNotTheDevice() throws Exception {
    DeviceReport report =
        report(
            "synergy-ssp2",
            "sce7",
            ssl -> ssl.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"}));
    assertEquals(DeviceVerdict.Kind.GOES_ON, report.verdict().orElseThrow().kind());
    String said = failure.orElseThrow().sentence();
    assertTrue(said.startsWith("the server chose suite 0xC023; the device would go on, Plumbline stops here"), said);
  }

  @Test
  void anEngineWithoutDeviceMemoryHasNoneToTellOf() throws Exception {
    DeviceReport report = report("openssl", "software", DeviceReportTest::gcm);
    assertEquals("software", report.engine());
    assertEquals(0, report.ramPeak());
    assertTrue(report.operations().isEmpty());
    assertEquals(DeviceVerdict.Kind.SUCCEEDS, report.verdict().orElseThrow().kind());
  }

  /** The server's own preference is for suites that only the devices have. */
  private static void gcm(SSLEngine ssl) {
    ssl.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
  }

  /**
   * This server signs with the first scheme that the client lists, and the first of the SSP's is one that Plumbline
   * lacks.
   */
  @Test
  void aHashThatOnlyTheDeviceHasStopsThisClientAndNotTheDevice() throws Exception {
    DeviceReport report = report("synergy-ssp2", "sce7", DeviceReportTest::gcm);
    assertEquals(DeviceVerdict.Kind.GOES_ON, report.verdict().orElseThrow().kind());
    assertTrue(failure.orElseThrow().sentence().startsWith("the server chose signature scheme 0x0203; the device"));
  }

  private DeviceReport report(String profileSpec, String engineSpec, Consumer<SSLEngine> setUp) throws Exception {
    DeviceProfile profile = Profiles.parse(profileSpec);
    EngineSpec spec = EngineSpec.parse(engineSpec);
    JsseServer peer = JsseServer.of(JsseServer.context(root, server), setUp);
    List<ParsedCertificate> trusted = List.of(ParsedCertificate.parse(root.der()));
    try (CryptoEngine engine = spec.open(Engines.systemEntropy());
        TrustAnchors anchors = TrustAnchors.of(engine, trusted, spec.anchorsIn());
        TlsClient client =
            new TlsClient(
                profile
                    .apply(TlsClientConfig.builder(engine, anchors).serverName(HOST), engine.profile())
                    .build())) {
      MemoryLink link = new MemoryLink(client, peer);
      try {
        link.run();
      } catch (TlsAlert failed) {
        assertTrue(client.failure().isPresent());
      }
      failure = client.failure();
      FlightMeter meter = new FlightMeter();
      meter.received(link.sentToClient(), 0, link.sentToClient().length);
      Outcome outcome = Outcome.of(client, engine.profile(), trusted);
      return DeviceReport.of(engine, Optional.of(profile), outcome, meter.observed());
    }
  }
}
