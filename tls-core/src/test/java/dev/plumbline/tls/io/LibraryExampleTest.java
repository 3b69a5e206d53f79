package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.MosquittoBroker;
import dev.plumbline.tls.testing.peer.Peers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/library.md} shows is what {@link LibraryExample} has, and that works. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LibraryExampleTest {
  private static final byte[] REQUEST = {1, 2, 3};

  @TempDir private Path directory;
  private Path anchor;

  @BeforeEach
  void writeAnchor() throws Exception {
    anchor = Files.writeString(directory.resolve("ca.pem"), Trust.ROOT.pem());
  }

  @Test
  void showsWhatIsCompiled() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "library.md"));
    String source = Files.readString(Path.of("src/test/java/dev/plumbline/tls/io/LibraryExample.java"));
    Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(document);
    int count = 0;
    for (; blocks.find(); count++) {
      String block = blocks.group(1);
      assertTrue(source.contains(block.indent(4)), "not in LibraryExample: " + block);
    }
    assertEquals(8, count);
  }

  @Test
  void exchangesBytes() throws Exception {
    try (TestServer server = answerer()) {
      assertArrayEquals(REQUEST, new LibraryExample(anchor, "localhost", server.port()).exchange(REQUEST));
    }
  }

  @Test
  void capturesWhatItExchanges() throws Exception {
    Path file = directory.resolve("x.pcapng");
    try (TestServer server = answerer()) {
      LibraryExample example = new LibraryExample(anchor, "localhost", server.port());
      assertArrayEquals(REQUEST, example.exchangeCaptured(REQUEST, file));
    }
    CaptureReader capture = new CaptureReader(Files.readAllBytes(file));
    assertEquals(1, capture.secrets.size());
    assertTrue(capture.types.indexOf(10) > 2);
  }

  @Test
  void readsCredentials() throws Exception {
    IssuedCertificate client = new TestPki().client("device").issuedBy(Trust.ROOT);
    Path certificate = Files.writeString(directory.resolve("device.pem"), client.pem());
    Path key = Files.writeString(directory.resolve("device-key.pem"), client.key().pkcs8Pem());
    assertEquals(1, new LibraryExample(anchor, "localhost", 1).credentials(certificate, key).chain().size());
  }

  @Test
  void connectsPaho() throws Exception {
    Peers.require(MosquittoBroker.missing());
    try (MosquittoBroker broker = MosquittoBroker.with(Trust.SERVER).start();
        MqttClient client = new LibraryExample(anchor, "localhost", broker.port()).paho()) {
      assertTrue(client.isConnected());
      client.disconnect();
    }
  }

  @Test
  void getsAPage() throws Exception {
    try (TestServer server =
        TestServer.of(Trust.SERVER, (tls, tcp) -> {
          tls.getInputStream().read(new byte[10_000]);
          tls.getOutputStream()
              .write("HTTP/1.0 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
          tls.close();
        })) {
      LibraryExample example = new LibraryExample(anchor, "localhost", server.port());
      URL url = URI.create("https://localhost:" + server.port() + "/").toURL();
      byte[] page = example.page(url).getInputStream().readAllBytes();
      assertEquals("hello", new String(page, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void drivesTheClientWithoutAnAdaptor() throws Exception {
    try (TestServer server = TestServer.echo();
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()))) {
      LibraryExample example = new LibraryExample(anchor, "localhost", server.port());
      assertEquals(
          Optional.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
          example.drive(channel, ByteBuffer.allocate(20_000), ByteBuffer.allocate(20_000)).suite());
    }
  }

  private static TestServer answerer() throws Exception {
    return TestServer.of(Trust.SERVER, (tls, tcp) -> {
      tls.getOutputStream().write(tls.getInputStream().readNBytes(REQUEST.length));
      tls.close();
    });
  }
}
