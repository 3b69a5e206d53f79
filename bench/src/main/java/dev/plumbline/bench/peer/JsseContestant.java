package dev.plumbline.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * The JDK's own TLS. It remembers certificates that it has seen, so from the second connection on it verifies the
 * leaf's signature no more.
 */
public final class JsseContestant implements Contestant {
  private static final int PORT = 8883;

  private final Scenario scenario;
  private final SSLContext context;
  private final ByteBuffer early = ByteBuffer.allocate(1 << 15);

  public JsseContestant(Scenario scenario) {
    this.scenario = scenario;
    try {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(BenchPki.trustStore(scenario));
      context = SSLContext.getInstance("TLSv1.2", "SunJSSE");
      context.init(keyManagers(scenario), trust.getTrustManagers(), null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("JSSE cannot be set up", e);
    }
  }

  private static KeyManager[] keyManagers(Scenario scenario) throws GeneralSecurityException, IOException {
    if (!scenario.clientAuthentication()) {
      return new KeyManager[0];
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(BenchPki.clientStore(), BenchPki.password());
    return keys.getKeyManagers();
  }

  @Override
  public String name() {
    return "JSSE";
  }

  @Override
  public ClientPeer connect() throws SSLException {
    SSLEngine engine = context.createSSLEngine(BenchPki.SERVER_NAME, PORT);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.2"});
    parameters.setCipherSuites(new String[] {scenario.suite()});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    return new EngineClient(engine, early);
  }

  private record EngineClient(SSLEngine engine, ByteBuffer early) implements ClientPeer {
    @Override
    public void handshake(ByteBuffer fromServer, ByteBuffer toServer) throws SSLException {
      SslEngines.handshake(engine, fromServer, toServer, early);
    }

    @Override
    public boolean established() {
      return SslEngines.established(engine);
    }

    @Override
    public void seal(ByteBuffer applicationData, ByteBuffer toServer) throws SSLException {
      SslEngines.wrap(engine, applicationData, toServer);
    }

    @Override
    public void open(ByteBuffer fromServer, ByteBuffer applicationData) throws SSLException {
      SslEngines.unwrap(engine, fromServer, applicationData);
    }

    @Override
    public void close() {
      // The engine is garbage from here on.
    }
  }
}
