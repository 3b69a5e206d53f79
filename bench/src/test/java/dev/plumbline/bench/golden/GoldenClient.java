package dev.plumbline.bench.golden;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.CertificateFileException;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import dev.plumbline.vectors.ClientConfig;
import dev.plumbline.vectors.HandshakeVector.Material;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Our client as a vector describes it, on the software engine; its connections share engine, anchors, key and
 * sessions.
 */
final class GoldenClient implements AutoCloseable {
  private final ClientConfig wish;
  private final Entropy entropy;
  private final CryptoEngine engine;
  private final TrustAnchors anchors;
  private final Optional<ClientCredentials> credentials;
  private final SessionStore sessions = SessionStore.inMemory(1);

  GoldenClient(ClientConfig wish, Material material, Entropy entropy)
      throws CertificateFileException, KeyFileException, EngineException {
    this.wish = wish;
    this.entropy = entropy;
    this.engine = Engines.software(entropy);
    this.anchors = TrustAnchors.of(engine, certificates(material.anchors()));
    this.credentials =
        material.clientKey() == null
            ? Optional.empty()
            : Optional.of(credentials(material.clientChain(), material.clientKey()));
  }

  private static List<ParsedCertificate> certificates(List<String> pems) throws CertificateFileException {
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (String pem : pems) {
      certificates.addAll(CertificateFiles.parse(pem.getBytes(StandardCharsets.US_ASCII), "vector"));
    }
    return certificates;
  }

  private ClientCredentials credentials(List<String> chain, String keyPem)
      throws CertificateFileException, KeyFileException, EngineException {
    DeviceKey key = engine.importKey(PrivateKeys.read(keyPem.getBytes(StandardCharsets.US_ASCII)));
    List<Bytes> certificates = certificates(chain).stream().map(ParsedCertificate::der).toList();
    return new ClientCredentials(certificates, key);
  }

  /** The configuration of one connection. */
  TlsClientConfig connection(Instant clock, TraceSink trace) {
    TlsClientConfig.Builder builder =
        TlsClientConfig.builder(engine, anchors)
            .serverName(wish.serverName())
            .sendServerName(wish.sendServerName())
            .suites(wish.suites().stream().map(CipherSuite::valueOf).toList())
            .groups(wish.groups().stream().map(NamedGroup::valueOf).toList())
            .schemes(wish.schemes().stream().map(SignatureScheme::valueOf).toList())
            .alpn(wish.alpn())
            .extendedMasterSecret(Demand.valueOf(wish.extendedMasterSecret().name()))
            .secureRenegotiation(Demand.valueOf(wish.secureRenegotiation().name()))
            .maxFragmentLength(wish.maxFragmentLength() == null ? 0 : wish.maxFragmentLength())
            .recordSizeLimit(wish.recordSizeLimit() == null ? 0 : wish.recordSizeLimit())
            .sessionTickets(wish.sessionTickets())
            .statusRequest(wish.statusRequest())
            .sessions(sessions)
            .clock(() -> clock)
            .entropy(entropy)
            .trace(trace);
    credentials.ifPresent(builder::credentials);
    return builder.build();
  }

  @Override
  public void close() {
    credentials.ifPresent(mine -> mine.key().close());
    anchors.close();
    engine.close();
  }
}
