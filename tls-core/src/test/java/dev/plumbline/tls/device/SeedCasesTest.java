package dev.plumbline.tls.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.sce.Sce7;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.sce.Sce9;
import dev.plumbline.engine.sce.Sce9Rules;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The board that could not connect: an EC root in ROM, and an engine whose driver swaps operands where they lie. */
class SeedCasesTest {
  private static final String HOST = "mqtt.harbor.example";

  private final TestPki pki = new TestPki();
  private final IssuedCertificate ecRoot = pki.ca("EC Root").selfSigned();
  private final IssuedCertificate ecServer = pki.server(HOST).issuedBy(ecRoot);
  private final IssuedCertificate rsaRoot = pki.ca("RSA Root").key(TestKey.Kind.RSA_2048).selfSigned();
  private final IssuedCertificate rsaServer = pki.server(HOST).key(TestKey.Kind.RSA_2048).issuedBy(rsaRoot);

  @Test
  void anEcRootInRomUnderBigEndianFailsAtTheRootsSignatureAndNowhereElse() throws Exception {
    TlsAlert alert =
        assertThrows(TlsAlert.class, () -> connect(sce7("big"), MemoryRegion.ROM, ecRoot, ecServer, null));
    assertEquals(Fault.CERTIFICATE_SIGNATURE, alert.fault().orElseThrow());
    assertEquals(AlertDescription.BAD_CERTIFICATE, alert.description().orElseThrow());
    PeerRejected cause = (PeerRejected) alert.getCause();
    assertEquals(0x20009, cause.status().orElseThrow().code());
  }

  @Test
  void theSameRootInRamOrReadLittleEndianConnectsAndSoDoesAnRsaChainFromRom() throws Exception {
    assertTrue(connect(sce7("big"), MemoryRegion.RAM, ecRoot, ecServer, null));
    assertTrue(connect(sce7("little"), MemoryRegion.ROM, ecRoot, ecServer, null));
    assertTrue(connect(sce7("big"), MemoryRegion.ROM, rsaRoot, rsaServer, null));
  }

  @Test
  void anEcClientKeyInRomUnderBigEndianGivesACertificateVerifyThatTheServerRefuses() throws Exception {
    IssuedCertificate device = pki.client("device-1").issuedBy(ecRoot);
    assertTrue(connect(sce7("big"), MemoryRegion.RAM, ecRoot, ecServer, device));
    CryptoEngine keyInRom = Sce7.engine(Sce7Rules.SSP_2_X, Engines.systemEntropy(), MemoryRegion.ROM);
    try {
      assertFalse(connect(keyInRom, MemoryRegion.RAM, ecRoot, ecServer, device));
    } catch (TlsAlert swappedKeyIsOutOfRange) {
      assertEquals(Fault.ENGINE_FAILED, swappedKeyIsOutOfRange.fault().orElseThrow());
    }
  }

  @Test
  void aBusyProtectedModeEngineCostsRetriesAndNotTheHandshake() throws Exception {
    IssuedCertificate issuer = ecRoot;
    for (int i = 0; i < 5; i++) {
      issuer = pki.ca("Intermediate " + i).issuedBy(issuer);
    }
    IssuedCertificate server = pki.server(HOST).issuedBy(issuer);
    IssuedCertificate device = pki.client("device-1").issuedBy(ecRoot);
    for (String period : List.of("2", "3", "4")) {
      Sce9Rules rules = Sce9Rules.PORTED.with("busy-every", period);
      CryptoEngine whenImporting = Sce9.engine(rules, Engines.systemEntropy());
      assertTrue(connect(whenImporting, MemoryRegion.RAM, ecRoot, server, device), period);
    }
  }

  private static CryptoEngine sce7(String endian) {
    return Sce7.engine(Sce7Rules.SSP_2_X.with("endian", endian), Engines.systemEntropy(), MemoryRegion.RAM);
  }

  /** Whether the handshake completes and data goes there and back; false if the server refused. */
  private boolean connect(
      CryptoEngine engine,
      MemoryRegion anchorsIn,
      IssuedCertificate root,
      IssuedCertificate server,
      IssuedCertificate device)
      throws Exception {
    JsseServer peer =
        JsseServer.of(JsseServer.context(ecRoot, server), ssl -> ssl.setNeedClientAuth(device != null));
    List<ParsedCertificate> trusted = List.of(ParsedCertificate.parse(root.der()));
    try (engine;
        TrustAnchors anchors = TrustAnchors.of(engine, trusted, anchorsIn);
        DeviceKey key = device == null ? null : importKey(engine, device)) {
      TlsClientConfig.Builder config = TlsClientConfig.builder(engine, anchors).serverName(HOST);
      if (device != null) {
        List<Bytes> chain = device.chain().stream().map(one -> Bytes.of(one.der())).toList();
        config.credentials(new ClientCredentials(chain, key));
      }
      try (TlsClient client = new TlsClient(config.build())) {
        MemoryLink link = new MemoryLink(client, peer).run();
        if (peer.failure() != null) {
          return false;
        }
        link.send(new byte[] {1, 2, 3});
        return client.established() && link.received().length == 3;
      } catch (TlsAlert alert) {
        if (alert.direction() == TlsAlert.Direction.RECEIVED) {
          assertNotNull(peer.failure());
          return false;
        }
        throw alert;
      }
    }
  }

  private static DeviceKey importKey(CryptoEngine engine, IssuedCertificate device) throws Exception {
    try (var material = PrivateKeys.read(device.key().pkcs8(), null)) {
      return engine.importKey(material);
    }
  }
}
