package dev.plumbline.tls.testing;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A client's surroundings in a test: an engine whose handles are counted, certificates, a clock that stands still,
 * entropy that is known. {@link #close} fails if a handle is open.
 */
public final class ClientFixture implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final TestPki PKI = new TestPki();
  public static final IssuedCertificate ROOT = PKI.ca("Root").selfSigned();
  public static final IssuedCertificate EC = PKI.server("localhost").issuedBy(PKI.ca("Sub").issuedBy(ROOT));
  public static final IssuedCertificate RSA = PKI.server("localhost").key(TestKey.Kind.RSA_2048).issuedBy(ROOT);
  public static final IssuedCertificate CLIENT_EC = PKI.client("device").issuedBy(ROOT);
  public static final IssuedCertificate CLIENT_RSA =
      PKI.client("device").key(TestKey.Kind.RSA_2048).issuedBy(ROOT);

  private final LeakCheckingEngine engine;
  private final TrustAnchors anchors;
  private final PinnedEntropy entropy = PinnedEntropy.seeded(7);
  private DeviceKey deviceKey;

  public ClientFixture(CryptoEngine underneath) {
    engine = new LeakCheckingEngine(underneath);
    try {
      anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(ROOT.der())));
    } catch (MalformedCertificate e) {
      throw new IllegalStateException(e);
    }
  }

  /** With real cryptography, the same in every run. */
  public static ClientFixture real() {
    return new ClientFixture(Engines.software(PinnedEntropy.seeded(42)));
  }

  /** Without cryptography, for {@link ServerScript#withoutCryptography}. */
  public static ClientFixture without() {
    return new ClientFixture(new NullEngine());
  }

  public LeakCheckingEngine engine() {
    return engine;
  }

  public TrustAnchors anchors() {
    return anchors;
  }

  public TlsClientConfig.Builder config() {
    return TlsClientConfig.builder(engine, anchors)
        .serverName("localhost")
        .entropy(entropy)
        .clock(() -> NOW);
  }

  /** Credentials whose key is closed with this fixture. */
  public ClientCredentials credentials(IssuedCertificate certificate) {
    try {
      deviceKey = engine.importKey(PrivateKeys.read(certificate.key().pkcs8()));
      return new ClientCredentials(
          certificate.chain().stream().map(IssuedCertificate::der).map(Bytes::of).toList(), deviceKey);
    } catch (EngineException | KeyFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs until both sides are silent, and returns what the client failed with. */
  public static Optional<TlsAlert> run(TlsClient client, MemoryPeer server) {
    MemoryLink link = new MemoryLink(client, server);
    try {
      link.run();
      return Optional.empty();
    } catch (TlsAlert e) {
      server.exchange(link.drain());
      return Optional.of(e);
    }
  }

  /** Fails if the connections left anything open. */
  @Override
  public void close() {
    if (deviceKey != null) {
      deviceKey.close();
    }
    anchors.close();
    if (engine.openHandles() != 0 || !engine.misuses().isEmpty()) {
      throw new AssertionError("left open: " + engine.leaks() + "; used after close: " + engine.misuses());
    }
  }
}
