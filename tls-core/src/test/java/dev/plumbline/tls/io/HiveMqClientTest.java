package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.MosquittoBroker;
import dev.plumbline.tls.testing.peer.Peers;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** HiveMQ's client, which can't be told whose TLS to use, uses ours when the provider comes first. */
class HiveMqClientTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();

  @Test
  void hiveMqsClientPublishesAndReceivesWithEveryQualityOfServiceOverOurTls() throws Exception {
    Peers.require(MosquittoBroker.missing());
    Provider provider = new PlumblineProvider();
    Security.insertProviderAt(provider, 1);
    try (MosquittoBroker broker =
        MosquittoBroker.with(pki.server("localhost").issuedBy(root))
            .suites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
            .start()) {
      talk(broker.port());
    } finally {
      Security.removeProvider(provider.getName());
    }
  }

  private void talk(int port) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(root.trustStore());
    Mqtt3BlockingClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("localhost")
            .serverPort(port)
            .sslConfig(MqttClientSslConfig.builder().trustManagerFactory(trust).build())
            .buildBlocking();
    client.connect();
    try (Mqtt3BlockingClient.Mqtt3Publishes publishes = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("board/#").qos(MqttQos.EXACTLY_ONCE).send();
      for (MqttQos qos : MqttQos.values()) {
        byte[] payload = new byte[40_000];
        Arrays.fill(payload, (byte) qos.getCode());
        client.publishWith().topic("board/" + qos.getCode()).qos(qos).payload(payload).send();
        Mqtt3Publish received = publishes.receive(20, TimeUnit.SECONDS).orElseThrow();
        assertEquals("board/" + qos.getCode(), received.getTopic().toString());
        assertArrayEquals(payload, received.getPayloadAsBytes());
      }
    } finally {
      client.disconnect();
    }
  }
}
