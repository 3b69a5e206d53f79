package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyManagementException;
import java.security.cert.X509Certificate;
import java.util.Random;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java's own HTTP client drives an SSLEngine; here it drives ours, against Java's own server. */
class PlumblineEngineTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate leaf = pki.server("localhost").ip("127.0.0.1").issuedBy(root);
  private final byte[] body = new byte[300_000];
  private HttpsServer server;
  private volatile boolean needClient;

  @BeforeEach
  void startServer() throws IOException {
    new Random(1).nextBytes(body);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new Tls12(JsseServer.context(root, leaf)));
    server.createContext(
        "/echo",
        exchange -> {
          byte[] sent = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, sent.length);
          exchange.getResponseBody().write(sent);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void javasHttpClientPostsAndReadsAcrossManyRecords() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(context(root, null)).build();
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> answer = post(client, "https://localhost:");
      assertEquals(200, answer.statusCode());
      assertArrayEquals(body, answer.body());
      assertEquals("TLSv1.2", answer.sslSession().orElseThrow().getProtocol());
    }
  }

  @Test
  void aClientCertificateOfAKeyManagerIsUsed() throws Exception {
    IssuedCertificate device = pki.client("device-1").issuedBy(root);
    needClient = true;
    HttpClient client = HttpClient.newBuilder().sslContext(context(root, device)).build();
    assertArrayEquals(body, post(client, "https://127.0.0.1:").body());
  }

  @Test
  void anUntrustedServerIsAnHandshakeFailureWithTheFaultBehindIt() throws Exception {
    IssuedCertificate stranger = pki.ca("Stranger").selfSigned();
    HttpClient client = HttpClient.newBuilder().sslContext(context(stranger, null)).build();
    IOException failure = assertThrows(IOException.class, () -> post(client, "https://localhost:"));
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof TlsAlert)) {
      cause = cause.getCause();
    }
    assertEquals(Fault.CERTIFICATE_ISSUER_UNKNOWN, assertInstanceOf(TlsAlert.class, cause).fault().orElseThrow());
  }

  @Test
  void aTrustManagerThatAcceptsNobodyIsRefusedBecauseItsOwnChecksWouldNotRun() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS", new PlumblineProvider());
    KeyManagementException refused =
        assertThrows(
            KeyManagementException.class, () -> context.init(null, new TrustManager[] {new AcceptsAnything()}, null));
    assertTrue(refused.getMessage().contains("issuer"), refused.getMessage());
  }

  @Test
  void anEngineWithoutAPeerHostHasNobodyToVerifyAndSaysSo() throws Exception {
    SSLEngine engine = context(root, null).createSSLEngine();
    assertThrows(SSLException.class, engine::beginHandshake);
  }

  private HttpResponse<byte[]> post(HttpClient client, String to) throws IOException, InterruptedException {
    URI uri = URI.create(to + server.getAddress().getPort() + "/echo");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static SSLContext context(IssuedCertificate trusted, IssuedCertificate device) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted.trustStore());
    KeyManager[] keys = null;
    if (device != null) {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(device.keyStore(PASSWORD), PASSWORD);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLSv1.2", new PlumblineProvider());
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  private final class Tls12 extends HttpsConfigurator {
    Tls12(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setProtocols(new String[] {"TLSv1.2"});
      tls.setNeedClientAuth(needClient);
      parameters.setSSLParameters(tls);
    }
  }

  private static final class AcceptsAnything implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
