package dev.plumbline.tls.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SecretReveal;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.MemoryPeer;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.WithoutAlgorithms;
import dev.plumbline.tls.trace.Trace;
import dev.plumbline.tls.trace.TraceDiff;
import dev.plumbline.tls.trace.TraceRecorder;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * With the same entropy, and the same bytes from the server, every engine that can run a handshake sends the bytes that
 * {@code software} sends, and derives the values that it derives.
 */
class EngineHandshakeAgreementTest {
  private static final String HOST = "mqtt.harbor.example";
  private static final List<String> ENGINES =
      List.of("jca", "jca:provider=jdk,hash=jca,hmac=jca,gcm=jca,ec=jca,rsa=jca", "sce7:endian=big",
          "sce7:endian=little,anchors=rom", "sce7:swap=copy,anchors=rom,keys=rom", "sce9", "sce9:busy-every=2",
          "sce9:busy-every=3", "secure-element");

  private final TestPki pki = new TestPki();

  /** What a server said in each step of one connection. */
  private record Recording(List<byte[]> answers) implements MemoryPeer {
    @Override
    public byte[] exchange(byte[] fromClient) {
      return answers.isEmpty() ? new byte[0] : answers.remove(0);
    }
  }

  /** Everything that one engine's client sent, and all values on the way. */
  private record Run(List<byte[]> sent, List<Trace> traces, List<List<byte[]>> answers) {}

  @Property(tries = 20)
  void everyEngineSendsAndDerivesWhatSoftwareDoes(
      @ForAll boolean rsaServer,
      @ForAll boolean rsaClient,
      @ForAll boolean clientAuthentication,
      @ForAll boolean resumption,
      @ForAll @IntRange(max = 2) int intermediates,
      @ForAll long seed)
      throws Exception {
    TestKey.Kind serverKind = rsaServer ? TestKey.Kind.RSA_2048 : TestKey.Kind.EC_P256;
    IssuedCertificate root = pki.ca("Root").key(serverKind).selfSigned();
    IssuedCertificate issuer = root;
    for (int i = 0; i < intermediates; i++) {
      issuer = pki.ca("Intermediate " + i).key(serverKind).issuedBy(issuer);
    }
    IssuedCertificate server = pki.server(HOST).key(serverKind).issuedBy(issuer);
    IssuedCertificate device =
        pki.client("device").key(rsaClient ? TestKey.Kind.RSA_2048 : TestKey.Kind.EC_P256).issuedBy(root);
    SSLContext context = JsseServer.context(root, server);
    Setup setup = new Setup(root, clientAuthentication ? device : null, resumption ? 2 : 1, seed);
    Run expected = setup.run("software", () -> server(context, clientAuthentication), null);
    for (String engine : ENGINES) {
      if (clientAuthentication && !signsAlike(engine, rsaClient)) {
        continue;
      }
      Run actual = setup.run(engine, null, expected.answers());
      for (int i = 0; i < expected.sent().size(); i++) {
        assertArrayEquals(expected.sent().get(i), actual.sent().get(i), engine + ", connection " + i);
        TraceDiff diff = TraceDiff.of(expected.traces().get(i), actual.traces().get(i));
        assertTrue(diff.first().isEmpty(), () -> engine + ": " + diff);
      }
    }
  }

  /** A server that does not ask for PSS: software would sign by it, and the devices' stacks don't have it. */
  private static MemoryPeer server(SSLContext context, boolean clientAuthentication) {
    return JsseServer.of(
        context,
        ssl -> {
          ssl.setNeedClientAuth(clientAuthentication);
          WithoutAlgorithms.configure(ssl, "RSASSA-PSS");
        });
  }

  /** The element has no RSA at all. */
  private static boolean signsAlike(String engine, boolean rsaClient) {
    return !engine.startsWith("secure-element") || !rsaClient;
  }

  /** Makes a server for one connection. */
  private interface Servers {
    MemoryPeer next();
  }

  private record Setup(IssuedCertificate root, IssuedCertificate device, int connections, long seed) {
    Run run(String engineName, Servers live, List<List<byte[]>> recorded) throws Exception {
      Run run = new Run(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      EngineSpec spec = EngineSpec.parse(engineName);
      List<ParsedCertificate> trusted = List.of(ParsedCertificate.parse(root.der()));
      PinnedEntropy entropy = PinnedEntropy.seeded(seed);
      try (CryptoEngine engine = spec.open(entropy);
          TrustAnchors anchors = TrustAnchors.of(engine, trusted, spec.anchorsIn());
          DeviceKey key = device == null ? null : importKey(engine);
          SessionStore sessions = SessionStore.inMemory(1)) {
        for (int i = 0; i < connections; i++) {
          TraceRecorder trace = TraceRecorder.withSecrets(SecretReveal.insecureSecretReveal());
          TlsClientConfig.Builder config = common(TlsClientConfig.builder(engine, anchors));
          config.entropy(entropy).sessions(sessions).trace(trace);
          if (key != null) {
            List<Bytes> chain = device.chain().stream().map(one -> Bytes.of(one.der())).toList();
            config.credentials(new ClientCredentials(chain, key));
          }
          List<byte[]> answers = recorded == null ? new ArrayList<>() : new ArrayList<>(recorded.get(i));
          MemoryPeer peer = recorded == null ? recording(live.next(), answers) : new Recording(answers);
          run.sent().add(talk(config.build(), peer, engineName));
          run.traces().add(trace.trace());
          run.answers().add(answers);
        }
      }
      return run;
    }

    /** What all of these engines can do. */
    private static TlsClientConfig.Builder common(TlsClientConfig.Builder config) {
      return config
          .serverName(HOST)
          .suites(
              List.of(
                  CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                  CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256))
          .groups(List.of(NamedGroup.SECP256R1))
          .schemes(List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.RSA_PKCS1_SHA256))
          .extendedMasterSecret(Demand.OFF);
    }

    private static MemoryPeer recording(MemoryPeer server, List<byte[]> answers) {
      return fromClient -> {
        byte[] answer = server.exchange(fromClient);
        answers.add(answer);
        return answer;
      };
    }

    private static byte[] talk(TlsClientConfig config, MemoryPeer peer, String engineName) {
      try (TlsClient client = new TlsClient(config)) {
        MemoryLink link = new MemoryLink(client, peer).run();
        link.send(new byte[] {1, 2, 3});
        assertEquals(3, link.received().length);
        return link.sentToServer();
      } catch (TlsAlert alert) {
        throw new AssertionError(engineName + " does not follow the recording", alert);
      }
    }

    private DeviceKey importKey(CryptoEngine engine) throws Exception {
      try (var material = PrivateKeys.read(device.key().pkcs8())) {
        return engine.importKey(material);
      }
    }
  }
}
