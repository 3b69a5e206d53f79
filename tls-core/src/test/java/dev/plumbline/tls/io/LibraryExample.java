package dev.plumbline.tls.io;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** What {@code docs/library.md} shows, so that it compiles and runs. */
final class LibraryExample {
  private final CryptoEngine engine;
  private final TrustAnchors anchors;
  private final TlsClientConfig config;
  private final String host;
  private final int port;

  LibraryExample(Path caFile, String host, int port) throws Exception {
    CryptoEngine engine = Engines.software();
    TrustAnchors anchors = TrustAnchors.of(engine, CertificateFiles.read(caFile));
    TlsClientConfig config = TlsClientConfig.builder(engine, anchors).serverName(host).build();
    this.engine = engine;
    this.anchors = anchors;
    this.config = config;
    this.host = host;
    this.port = port;
  }

  ClientCredentials credentials(Path certificateFile, Path keyFile) throws Exception {
    try (PrivateKeyMaterial material = PrivateKeys.read(Files.readAllBytes(keyFile))) {
      DeviceKey key = engine.importKey(material);
      List<Bytes> chain = CertificateFiles.read(certificateFile).stream().map(ParsedCertificate::der).toList();
      return new ClientCredentials(chain, key);
    }
  }

  HttpClient httpClient(TrustManager[] trustManagers) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS", new PlumblineProvider());
    context.init(null, trustManagers, null);
    HttpClient http = HttpClient.newBuilder().sslContext(context).build();
    return http;
  }

  byte[] exchange(byte[] request) throws Exception {
    try (TlsConnection connection = new TlsConnection(new Socket(host, port), config)) {
      connection.setSoTimeout(10_000);
      connection.handshake();
      connection.output().write(request);
      return connection.input().readAllBytes();
    }
  }

  byte[] exchangeCaptured(byte[] request, Path captureFile) throws Exception {
    try (PcapngWriter capture = PcapngWriter.create(captureFile); Socket socket = new Socket(host, port)) {
      TlsClientConfig captured = TlsClientConfig.builder(engine, anchors).serverName(host).keyLog(capture).build();
      Tap tap =
          capture.connection(
              (InetSocketAddress) socket.getLocalSocketAddress(), (InetSocketAddress) socket.getRemoteSocketAddress());
      try (TlsConnection connection = new TlsConnection(socket, captured, tap)) {
        connection.output().write(request);
        return connection.input().readAllBytes();
      }
    }
  }

  MqttClient paho() throws Exception {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setSocketFactory(new PlumblineSocketFactory(() -> TlsClientConfig.builder(engine, anchors)));
    MqttClient client = new MqttClient("ssl://" + host + ":" + port, "plumbline", new MemoryPersistence());
    client.connect(options);
    return client;
  }

  HttpsURLConnection page(URL url) throws Exception {
    HttpsURLConnection page = (HttpsURLConnection) url.openConnection();
    page.setSSLSocketFactory(new PlumblineSocketFactory(() -> TlsClientConfig.builder(engine, anchors)));
    return page;
  }

  ConnectionFacts drive(ByteChannel channel, ByteBuffer toServer, ByteBuffer fromServer) throws Exception {
    try (TlsClient client = new TlsClient(config)) {
      while (!client.closed() && !client.wants().contains(Want.SEND)) {
        Set<Want> wants = client.wants();
        if (wants.contains(Want.TRANSMIT)) {
          client.transmit(toServer.clear());
          channel.write(toServer.flip());
        } else if (wants.contains(Want.RETRY)) {
          client.retry();
        } else if (channel.read(fromServer.clear()) < 0) {
          client.receiveEnd();
        } else {
          client.receive(fromServer.flip());
        }
      }
      return client.facts();
    }
  }
}
