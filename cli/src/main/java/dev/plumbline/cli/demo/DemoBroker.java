package dev.plumbline.cli.demo;

import io.moquette.broker.Server;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.AcceptAllAuthenticator;
import io.moquette.broker.security.PermitAllAuthorizatorPolicy;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Moquette on loopback, on a port that is free, over TLS 1.2 by the JDK with one suite. Writes nothing, reports to
 * nobody.
 */
final class DemoBroker implements AutoCloseable {
  static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

  private static final int PORT_WAIT_MILLIS = 2000;

  private final Server server = new Server();

  /** Starts it; returns when it accepts connections. */
  DemoBroker(DemoPki pki, Path directory) throws IOException {
    SslContext jdk = SslContextBuilder.forServer(pki.serverKey(), pki.chain())
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.2")
        .ciphers(List.of(SUITE))
        .build();
    SslContext tls = new DelegatingSslContext(jdk) {
      @Override
      protected void initEngine(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setAlgorithmConstraints(new StrongSignatures());
        engine.setSSLParameters(parameters);
      }
    };
    Properties properties = new Properties();
    properties.setProperty(IConfig.HOST_PROPERTY_NAME, "127.0.0.1");
    properties.setProperty(IConfig.PORT_PROPERTY_NAME, "disabled");
    properties.setProperty(IConfig.SSL_PORT_PROPERTY_NAME, "0");
    properties.setProperty(IConfig.PERSISTENCE_ENABLED_PROPERTY_NAME, "false");
    properties.setProperty(IConfig.ENABLE_TELEMETRY_NAME, "false");
    properties.setProperty(IConfig.DATA_PATH_PROPERTY_NAME, directory.toString());
    properties.setProperty(IConfig.BUFFER_FLUSH_MS_PROPERTY_NAME, "0");
    server.startServer(new MemoryConfig(properties), List.of(), () -> tls, new AcceptAllAuthenticator(),
        new PermitAllAuthorizatorPolicy());
  }

  /** Moquette learns its port a moment after it has bound it. */
  int port() throws IOException {
    try {
      for (int waited = 0; server.getSslPort() == 0 && waited < PORT_WAIT_MILLIS; waited++) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (server.getSslPort() == 0) {
      throw new IOException("Moquette does not say on which port it is");
    }
    return server.getSslPort();
  }

  /** Stops it, in the background: Netty takes seconds for a last look around, which nobody needs to watch. */
  @Override
  public void close() {
    Thread thread = new Thread(server::stopServer, "broker-stop");
    thread.setDaemon(true);
    thread.start();
  }
}
