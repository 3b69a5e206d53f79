package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.CLIENT_RSA;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.ROOT;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import dev.plumbline.tls.testing.MemoryLink;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole handshakes in memory with the JDK's server, which somebody else wrote. */
class JsseHandshakeTest {
  private static final Consumer<SSLEngine> AS_IT_IS = server -> { };

  private final ClientFixture fixture = ClientFixture.real();
  private final SessionStore sessions = SessionStore.inMemory(1);

  @AfterEach
  void nothingIsLeftOpen() {
    sessions.close();
    fixture.close();
  }

  private TlsClientConfig.Builder config() {
    return fixture.config().sessions(sessions);
  }

  private static ConnectionFacts connect(TlsClientConfig config, SSLContext context, Consumer<SSLEngine> settings)
      throws Exception {
    JsseServer server = JsseServer.of(context, settings);
    try (TlsClient client = new TlsClient(config)) {
      MemoryLink link = new MemoryLink(client, server).run();
      assertTrue(client.established(), () -> String.valueOf(server.failure()));
      byte[] data = new byte[40_000];
      new Random(1).nextBytes(data);
      link.send(data);
      assertArrayEquals(data, link.received());
      client.closeNotify();
      link.run();
      assertTrue(client.closed());
      return client.facts();
    }
  }

  private static IssuedCertificate certificate(CipherSuite suite) {
    return suite.serverKeyType() == KeyType.EC ? EC : RSA;
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void completesOverEverySuite(CipherSuite suite) throws Exception {
    SSLContext context = JsseServer.context(null, certificate(suite));
    ConnectionFacts facts =
        connect(
            config().suites(List.of(suite)).build(),
            context,
            server -> server.setEnabledCipherSuites(new String[] {suite.name()}));
    assertEquals(Optional.of(suite), facts.suite());
    assertEquals(Optional.of(true), facts.extendedMasterSecret());
    assertEquals(Optional.of(true), facts.secureRenegotiation());
  }

  @ParameterizedTest
  @EnumSource(value = NamedGroup.class, mode = EnumSource.Mode.EXCLUDE, names = "SECP192R1")
  void completesOverEveryGroup(NamedGroup group) throws Exception {
    // The certificate's own curve must be among the groups, or the server does not use it (RFC 8422 §5.1).
    SSLContext context = JsseServer.context(null, RSA);
    assertEquals(
        Optional.of(group), connect(config().groups(List.of(group)).build(), context, AS_IT_IS).group());
  }

  @ParameterizedTest
  @CsvSource({"EC,EC", "EC,RSA", "RSA,EC", "RSA,RSA"})
  void authenticatesToTheServer(KeyType serverKey, KeyType clientKey) throws Exception {
    SSLContext context = JsseServer.context(ROOT, serverKey == KeyType.EC ? EC : RSA);
    ClientCredentials mine = fixture.credentials(clientKey == KeyType.EC ? CLIENT_EC : CLIENT_RSA);
    ConnectionFacts facts =
        connect(config().credentials(mine).build(), context, server -> server.setNeedClientAuth(true));
    assertTrue(facts.clientAuthenticationRequested());
  }

  @Test
  void isLetInWithoutACertificateWhereThatIsAllowed() throws Exception {
    connect(config().build(), JsseServer.context(ROOT, EC), server -> server.setWantClientAuth(true));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resumesByTicketAndById(boolean tickets) throws Exception {
    SSLContext context = JsseServer.context(null, EC);
    TlsClientConfig config = config().sessionTickets(tickets).build();
    assertEquals(Optional.of(false), connect(config, context, AS_IT_IS).resumed());
    ConnectionFacts second = connect(config, context, AS_IT_IS);
    assertEquals(Optional.of(true), second.resumed());
    assertEquals(Optional.of(true), second.extendedMasterSecret());
  }

  /** RFC 7627 §5.3: a server should not resume a session without it, and this one does not. */
  @Test
  void startsAnewWhereTheSessionHasNoExtendedMasterSecret() throws Exception {
    SSLContext context = JsseServer.context(null, EC);
    TlsClientConfig config = config().extendedMasterSecret(Demand.OFF).build();
    connect(config, context, AS_IT_IS);
    ConnectionFacts second = connect(config, context, AS_IT_IS);
    assertEquals(Optional.of(false), second.resumed());
    assertEquals(Optional.of(false), second.extendedMasterSecret());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 4096})
  void agreesOnAMaxFragmentLength(int bytes) throws Exception {
    ConnectionFacts facts =
        connect(config().maxFragmentLength(bytes).build(), JsseServer.context(null, RSA), AS_IT_IS);
    assertEquals(bytes, facts.recordLimitOut().orElseThrow());
  }

  @Test
  void receivesEverythingInASmallBufferWithMaxFragmentLength() throws Exception {
    connect(
        config().maxFragmentLength(512).receiveLimit(512).build(), JsseServer.context(null, RSA), AS_IT_IS);
  }

  @Test
  void agreesOnAProtocol() throws Exception {
    ConnectionFacts facts =
        connect(
            config().alpn(List.of("h2", "mqtt")).build(),
            JsseServer.context(null, EC),
            server -> {
              SSLParameters parameters = server.getSSLParameters();
              parameters.setApplicationProtocols(new String[] {"mqtt"});
              server.setSSLParameters(parameters);
            });
    assertEquals(Optional.of("mqtt"), facts.alpn());
  }
}
