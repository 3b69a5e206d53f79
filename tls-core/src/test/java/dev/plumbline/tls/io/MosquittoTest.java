package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.peer.MosquittoBroker;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.Tshark;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real broker: with Eclipse Paho, unchanged, over our sockets; and captured, for Wireshark to read. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MosquittoTest {
  private static final byte[] CONNECT = HexFormat.of().parseHex("101500044d5154540402003c" + "0009706c756d626c696e65");
  private static final int MESSAGES = 300;

  @TempDir private Path directory;
  private Trust trust;
  private MosquittoBroker broker;

  @BeforeEach
  void start() throws Exception {
    Peers.require(MosquittoBroker.missing());
    trust = new Trust();
    broker =
        MosquittoBroker.with(Trust.SERVER)
            .suites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
            .option("max_inflight_messages 1000")
            .option("max_queued_messages 100000")
            .start();
  }

  @AfterEach
  void stop() {
    if (broker != null) {
      broker.close();
      trust.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void carriesPahosMessagesBothWays(int qos) throws Exception {
    Map<String, Integer> received = new ConcurrentHashMap<>();
    CountDownLatch all = new CountDownLatch(MESSAGES);
    try (MqttAsyncClient client = new MqttAsyncClient(uri("localhost"), "both-ways", new MemoryPersistence())) {
      client.connect(options()).waitForCompletion();
      client
          .subscribe("t/#", qos, (topic, message) -> {
            received.merge(new String(message.getPayload(), StandardCharsets.UTF_8), 1, Integer::sum);
            all.countDown();
          })
          .waitForCompletion();
      for (int i = 0; i < MESSAGES; i++) {
        client.publish("t/" + i % 7, ("message " + i).getBytes(StandardCharsets.UTF_8), qos, false);
      }
      assertTrue(all.await(60, TimeUnit.SECONDS), received.size() + " of " + MESSAGES);
      client.disconnect().waitForCompletion();
    }
    assertEquals(MESSAGES, received.size());
    assertTrue(qos == 1 || received.values().stream().allMatch(count -> count == 1));
  }

  @Test
  void carriesAMessageLongerThanManyRecords() throws Exception {
    byte[] payload = new byte[1_000_000];
    new Random(5).nextBytes(payload);
    CountDownLatch arrived = new CountDownLatch(1);
    byte[][] received = new byte[1][];
    try (MqttClient client = new MqttClient(uri("127.0.0.1"), "long", new MemoryPersistence())) {
      client.connect(options());
      client.subscribe("long", 1, (topic, message) -> {
        received[0] = message.getPayload();
        arrived.countDown();
      });
      client.publish("long", new MqttMessage(payload));
      assertTrue(arrived.await(60, TimeUnit.SECONDS));
      client.disconnect();
    }
    assertArrayEquals(payload, received[0]);
  }

  @Test
  void givesPahoAHandshakeExceptionWithOurSentence() throws Exception {
    try (TestServer stranger = TestServer.of(Trust.STRANGER, (tls, tcp) -> tls.startHandshake());
        MqttClient client =
            new MqttClient("ssl://localhost:" + stranger.port(), "refused", new MemoryPersistence())) {
      MqttException refused = assertThrows(MqttException.class, () -> client.connect(options()));
      SSLHandshakeException cause = assertInstanceOf(SSLHandshakeException.class, refused.getCause());
      TlsException fault = assertInstanceOf(TlsException.class, cause.getCause());
      assertEquals(Fault.CERTIFICATE_ISSUER_UNKNOWN, fault.alert().fault().orElseThrow());
      assertTrue(cause.getMessage().contains("no path to a trust anchor"), cause.getMessage());
    }
  }

  @Test
  void writesCapturesThatTsharkReadsInClearAlsoWhenResumed() throws Exception {
    Tshark.require();
    Path file = directory.resolve("mqtt.pcapng");
    SessionStore sessions = SessionStore.inMemory(1);
    try (PcapngWriter capture = PcapngWriter.create(file)) {
      TlsClientConfig configuration =
          trust.configuration().serverName("localhost").sessions(sessions).keyLog(capture).build();
      assertEquals(false, connectAndGetConnAck(configuration, capture));
      assertEquals(true, connectAndGetConnAck(configuration, capture));
    }
    sessions.take("localhost").orElseThrow().close();
    List<String> fields =
        Tshark.read(file, "-d", "tcp.port==" + broker.port() + ",tls", "-d", "tls.port==" + broker.port() + ",mqtt",
            "-Y", "mqtt", "-T", "fields", "-e", "tcp.stream", "-e", "mqtt.msgtype", "-e", "mqtt.clientid");
    assertEquals(List.of("0\t1\tplumbline", "0\t2\t", "1\t1\tplumbline", "1\t2\t"), fields);
    String trouble = "tcp.analysis.flags || _ws.malformed || tls.alert_message.level == 2";
    assertEquals(List.of(), Tshark.read(file, "-Y", trouble));
    List<String> finished =
        Tshark.read(file, "-Y", "tls.handshake.type == 20", "-T", "fields", "-e", "tls.handshake.type");
    assertEquals(4, finished.stream().flatMap(types -> Arrays.stream(types.split(","))).filter("20"::equals).count());
  }

  private boolean connectAndGetConnAck(TlsClientConfig configuration, PcapngWriter capture) throws Exception {
    Socket socket = new Socket("127.0.0.1", broker.port());
    Tap tap =
        capture.connection(
            (InetSocketAddress) socket.getLocalSocketAddress(), (InetSocketAddress) socket.getRemoteSocketAddress());
    try (TlsConnection connection = new TlsConnection(socket, configuration, tap)) {
      connection.output().write(CONNECT);
      assertArrayEquals(new byte[] {0x20, 2, 0, 0}, connection.input().readNBytes(4));
      return connection.facts().resumed().orElseThrow();
    }
  }

  private String uri(String host) {
    return "ssl://" + host + ":" + broker.port();
  }

  private MqttConnectOptions options() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setSocketFactory(new PlumblineSocketFactory(trust::configuration));
    options.setMaxInflight(MESSAGES);
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    return options;
  }
}
