package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.peer.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link HttpsURLConnection}, unchanged, over our sockets. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HttpsTest {
  @TempDir private Path directory;

  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Trust trust;
  private PlumblineSocketFactory factory;
  private HttpsServer server;

  @BeforeEach
  void trust() throws Exception {
    trust = new Trust();
    factory = new PlumblineSocketFactory(trust::configuration);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
    trust.anchors.close();
  }

  @Test
  void getsAPageAndDescribesTheConnection() throws Exception {
    serve(Trust.SERVER);
    HttpsURLConnection connection = open("/hello");
    assertEquals(200, connection.getResponseCode());
    assertEquals("hello", new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", connection.getCipherSuite());
    assertArrayEquals(Trust.SERVER.der(), connection.getServerCertificates()[0].getEncoded());
    assertEquals("CN=localhost", connection.getPeerPrincipal().getName());
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws Exception {
    serve(Trust.SERVER);
    for (int i = 0; i < 5; i++) {
      HttpsURLConnection connection = open("/hello");
      assertEquals("hello", new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals(1, clients.size());
  }

  @Test
  void postsAndGetsBackMuch() throws Exception {
    serve(Trust.SERVER);
    byte[] body = new byte[3_000_000];
    new Random(6).nextBytes(body);
    HttpsURLConnection connection = open("/echo");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(10_000);
    connection.getOutputStream().write(body);
    connection.getOutputStream().close();
    assertArrayEquals(body, connection.getInputStream().readAllBytes());
  }

  @Test
  void refusesACertificateForAnotherName() throws Exception {
    serve(Trust.ELSEWHERE);
    SSLHandshakeException refused = assertThrows(SSLHandshakeException.class, () -> open("/hello").getInputStream());
    assertTrue(refused.getMessage().contains(Fault.CERTIFICATE_NAME.name()), refused.getMessage());
  }

  @Test
  void getsAFileFromOpenssl() throws Exception {
    Peers.require(Peers.openSsl().missing());
    byte[] content = new byte[200_000];
    new Random(7).nextBytes(content);
    Files.write(directory.resolve("file.bin"), content);
    Files.writeString(directory.resolve("chain.pem"), Trust.SERVER.chainPem());
    Files.writeString(directory.resolve("key.pem"), Trust.SERVER.key().pkcs8Pem());
    Process openssl =
        new ProcessBuilder(
                "/usr/bin/openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_2", "-WWW",
                "-cert", "chain.pem", "-cert_chain", "chain.pem", "-key", "key.pem")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = openssl.inputReader(StandardCharsets.US_ASCII)) {
      String line = output.readLine();
      while (line != null && !line.startsWith("ACCEPT ")) {
        line = output.readLine();
      }
      int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      HttpsURLConnection connection = open(port, "/file.bin");
      assertArrayEquals(content, connection.getInputStream().readAllBytes());
    } finally {
      openssl.destroyForcibly();
    }
  }

  private void serve(IssuedCertificate certificate) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(JsseServer.context(null, certificate)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.2"});
            parameters.setSSLParameters(tls);
          }
        });
    server.setExecutor(threads);
    server.createContext("/hello", exchange -> {
      clients.add(exchange.getRemoteAddress());
      exchange.sendResponseHeaders(200, 5);
      exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
      exchange.close();
    });
    server.createContext("/echo", exchange -> {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  private HttpsURLConnection open(String path) throws IOException {
    return open(server.getAddress().getPort(), path);
  }

  private HttpsURLConnection open(int port, String path) throws IOException {
    URI uri = URI.create("https://localhost:" + port + path);
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(factory);
    connection.setReadTimeout(30_000);
    return connection;
  }
}
