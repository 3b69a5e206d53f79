package dev.plumbline.bench.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.function.Consumer;

/** Our client on one of our engines. The leaf's signature is verified on every connection. */
public final class PlumblineContestant implements Contestant {
  /** How our client is called on the software engine, and how its other names begin. */
  public static final String NAME = "plumbline";

  private final String name;
  private final CryptoEngine engine;
  private final TrustAnchors anchors;
  private final TlsClientConfig config;

  /** Our client under its own name. */
  public PlumblineContestant(
      Scenario scenario, CryptoEngine engine, Consumer<TlsClientConfig.Builder> adjustments) {
    this(NAME, scenario, engine, adjustments);
  }

  /**
   * @param engine computes; closed with the contestant
   * @param adjustments what else is to be configured
   */
  public PlumblineContestant(
      String name, Scenario scenario, CryptoEngine engine, Consumer<TlsClientConfig.Builder> adjustments) {
    this.name = name;
    this.engine = engine;
    try {
      anchors = TrustAnchors.of(engine, List.of(ParsedCertificate.parse(BenchPki.root(scenario).getEncoded())));
      config = configuration(scenario, adjustments);
    } catch (CertificateEncodingException | MalformedCertificate | KeyFileException | EngineException e) {
      throw new IllegalStateException("our own client cannot be set up", e);
    }
  }

  private TlsClientConfig configuration(Scenario scenario, Consumer<TlsClientConfig.Builder> adjustments)
      throws CertificateEncodingException, KeyFileException, EngineException {
    TlsClientConfig.Builder builder =
        TlsClientConfig.builder(engine, anchors)
            .serverName(BenchPki.SERVER_NAME)
            .suites(List.of(CipherSuite.valueOf(scenario.suite())))
            .groups(List.of(NamedGroup.SECP256R1));
    if (scenario.resumption()) {
      builder.sessions(SessionStore.inMemory(1));
    }
    if (scenario.clientAuthentication()) {
      byte[] pem = BenchPki.pem("ec-client.key").getBytes(StandardCharsets.US_ASCII);
      DeviceKey key = engine.importKey(PrivateKeys.read(pem));
      builder.credentials(new ClientCredentials(List.of(Bytes.of(BenchPki.client().getEncoded())), key));
    }
    adjustments.accept(builder);
    return builder.build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ClientPeer connect() {
    return new Connection(new TlsClient(config));
  }

  @Override
  public void close() {
    config.credentials().ifPresent(credentials -> credentials.key().close());
    anchors.close();
    engine.close();
  }

  private record Connection(TlsClient client) implements ClientPeer {
    @Override
    public void handshake(ByteBuffer fromServer, ByteBuffer toServer) throws IOException {
      try {
        while (fromServer.hasRemaining()) {
          client.receive(fromServer);
        }
      } catch (TlsAlert e) {
        throw new IOException(e);
      }
      client.transmit(toServer);
    }

    @Override
    public boolean established() {
      return client.established();
    }

    @Override
    public void seal(ByteBuffer applicationData, ByteBuffer toServer) throws IOException {
      try {
        client.send(applicationData);
      } catch (TlsAlert e) {
        throw new IOException(e);
      }
      client.transmit(toServer);
    }

    @Override
    public void open(ByteBuffer fromServer, ByteBuffer applicationData) throws IOException {
      try {
        client.receive(fromServer);
      } catch (TlsAlert e) {
        throw new IOException(e);
      }
      client.read(applicationData);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
