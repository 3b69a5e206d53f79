package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.KeyType;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.HandshakeType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are taken up again, and those that must not be (RFC 5246 §7.3, RFC 5077, RFC 7627 §5.3). */
class ResumptionTest {
  private static final Bytes TICKET = Bytes.fromHex("a1b2c3d4");

  private final ClientFixture fixture = ClientFixture.real();
  private final SessionStore sessions = SessionStore.inMemory(4);

  @AfterEach
  void nothingIsLeftOpen() {
    sessions.close();
    fixture.close();
  }

  private TlsClientConfig.Builder config() {
    return fixture.config().sessions(sessions);
  }

  private static ServerScript ec() {
    return ServerScript.with(EC);
  }

  /** Runs a connection, exchanges a byte, closes it; returns its facts. */
  private ConnectionFacts connect(TlsClientConfig config, ScriptedServer server) throws Exception {
    try (TlsClient client = new TlsClient(config)) {
      MemoryLink link = new MemoryLink(client, server).run();
      assertTrue(client.established());
      link.send(new byte[] {42});
      assertArrayEquals(new byte[] {42}, link.received());
      client.closeNotify();
      link.run();
      return client.facts();
    }
  }

  private byte[] first(TlsClientConfig config, ServerScript script) throws Exception {
    ScriptedServer server = script.server();
    connect(config, server);
    return server.master();
  }

  private static byte[] flipLast(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static boolean offers(ScriptedServer server, Bytes sessionId) {
    return server.hello().sessionId().equals(sessionId);
  }

  private static Bytes ticketIn(ScriptedServer server) {
    return server.hello().extensions().stream()
        .filter(extension -> extension.type() == ExtensionType.SESSION_TICKET.code())
        .findFirst()
        .orElseThrow()
        .data();
  }

  @ParameterizedTest
  @CsvSource({"EC,true", "EC,false", "RSA,true", "RSA,false"})
  void resumesById(String key, boolean extended) throws Exception {
    IssuedCertificate certificate = key.equals("EC") ? EC : RSA;
    TlsClientConfig config = config().extendedMasterSecret(extended ? Demand.REQUIRE : Demand.OFF).build();
    byte[] master = first(config, ServerScript.with(certificate));
    ScriptedServer server = ServerScript.with(certificate).resume(master).server();
    ConnectionFacts facts = connect(config, server);
    assertEquals(Optional.of(true), facts.resumed());
    assertEquals(certificate.chain().size(), facts.serverChain().size());
    assertTrue(facts.path().isEmpty());
    assertEquals(
        List.of(HandshakeType.CLIENT_HELLO, HandshakeType.FINISHED), server.clientMessages());
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void resumesByTicketUnderAnIdOfOurOwn(CipherSuite suite) throws Exception {
    IssuedCertificate certificate = suite.serverKeyType() == KeyType.EC ? EC : RSA;
    TlsClientConfig config = config().suites(List.of(suite)).build();
    byte[] master = first(config, ServerScript.with(certificate).suite(suite).ticket(TICKET));
    ScriptedServer server = ServerScript.with(certificate).suite(suite).ticket(TICKET).resume(master).server();
    assertEquals(Optional.of(true), connect(config, server).resumed());
    assertEquals(TICKET, ticketIn(server));
    assertEquals(32, server.hello().sessionId().length());
    assertNotEquals(Bytes.of(new byte[32]), server.hello().sessionId());
  }

  @Test
  void resumesAgainAndAgain() throws Exception {
    TlsClientConfig config = config().build();
    byte[] master = first(config, ec());
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.of(true), connect(config, ec().resume(master).server()).resumed());
    }
  }

  @Test
  void takesTheNewestTicket() throws Exception {
    TlsClientConfig config = config().build();
    byte[] master = first(config, ec().ticket(TICKET));
    connect(config, ec().ticket(Bytes.fromHex("99")).resume(master).server());
    ScriptedServer third = ec().resume(master).server();
    connect(config, third);
    assertEquals(Bytes.fromHex("99"), ticketIn(third));
    ScriptedServer fourth = ec().resume(master).server();
    connect(config, fourth);
    assertEquals(Bytes.fromHex("99"), ticketIn(fourth), "a ticket that was not renewed stays good");
  }

  @Test
  void keepsTheTicketWhenAnEmptyOneComes() throws Exception {
    TlsClientConfig config = config().build();
    byte[] master = first(config, ec().ticket(TICKET));
    connect(config, ec().ticket(Bytes.EMPTY).resume(master).server());
    ScriptedServer third = ec().resume(master).server();
    connect(config, third);
    assertEquals(TICKET, ticketIn(third));
  }

  @Test
  void fallsBackToAFullHandshake() throws Exception {
    TlsClientConfig config = config().build();
    first(config, ec());
    ScriptedServer server = ec().sessionId(Bytes.fromHex("0001")).server();
    assertEquals(Optional.of(false), connect(config, server).resumed());
    assertTrue(offers(server, Bytes.of(new byte[32])));
    ScriptedServer third = ec().sessionId(Bytes.EMPTY).server();
    connect(config, third);
    assertTrue(offers(third, Bytes.fromHex("0001")), "the newer session took the older one's place");
  }

  @Test
  void keepsNoSessionThatHasNeitherIdNorTicket() throws Exception {
    TlsClientConfig config = config().build();
    first(config, ec().sessionId(Bytes.EMPTY));
    assertTrue(sessions.take("localhost").isEmpty());
  }

  @Test
  void offersASessionOnlyToTheServerItIsWith() throws Exception {
    first(config().build(), ec());
    try (TlsClient other = new TlsClient(config().serverName("other.example").build())) {
      ScriptedServer server = ec().server();
      ClientFixture.run(other, server);
      assertTrue(offers(server, Bytes.EMPTY));
    }
  }

  @Test
  void doesNotOfferASessionWithoutExtendedMasterSecretWhenItWantsThat() throws Exception {
    first(config().extendedMasterSecret(Demand.OFF).build(), ec());
    ScriptedServer server = ec().server();
    connect(config().build(), server);
    assertTrue(offers(server, Bytes.EMPTY));
  }

  @Test
  void doesNotOfferAnExtendedSessionWithoutTheExtension() throws Exception {
    first(config().build(), ec());
    ScriptedServer server = ec().server();
    connect(config().extendedMasterSecret(Demand.OFF).build(), server);
    assertTrue(offers(server, Bytes.EMPTY));
  }

  @Test
  void doesNotOfferASessionWhoseSuiteIsNoLongerOffered() throws Exception {
    first(config().build(), ec());
    ScriptedServer server = ServerScript.with(RSA).server();
    connect(
        config().suites(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)).build(), server);
    assertTrue(offers(server, Bytes.EMPTY));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 60})
  void doesNotOfferAnExpiredSession(long hint) throws Exception {
    Duration life = hint == 0 ? Duration.ofHours(24) : Duration.ofSeconds(hint);
    first(config().build(), ec().ticket(TICKET).ticketLifetime(hint));
    TlsSession session = sessions.take("localhost").orElseThrow();
    assertEquals(ClientFixture.NOW.plus(life), session.expiresAt());
    sessions.put(session);
    ScriptedServer server = ec().server();
    connect(config().clock(() -> ClientFixture.NOW.plus(life)).build(), server);
    assertTrue(offers(server, Bytes.EMPTY));
  }

  @Test
  void forgetsASessionAfterAFatalAlert() throws Exception {
    TlsClientConfig config = config().build();
    try (TlsClient client = new TlsClient(config)) {
      ScriptedServer server = ec().server();
      new MemoryLink(client, server).run();
      byte[] fatal = server.records(Piece.alert(2, 80));
      assertThrows(TlsAlert.class, () -> client.receive(ByteBuffer.wrap(fatal)));
    }
    assertTrue(sessions.take("localhost").isEmpty());
  }

  @Test
  void forgetsASessionWhoseResumptionFails() throws Exception {
    TlsClientConfig config = config().build();
    byte[] master = first(config, ec());
    try (TlsClient client = new TlsClient(config)) {
      ScriptedServer server = ec().resume(master).edit(HandshakeType.FINISHED, bytes -> flipLast(bytes)).server();
      assertTrue(ClientFixture.run(client, server).isPresent());
    }
    assertTrue(sessions.take("localhost").isEmpty());
  }

  @Test
  void doesNotPutBackASessionThatFailedElsewhereMeanwhile() throws Exception {
    TlsClientConfig config = config().build();
    try (TlsClient one = new TlsClient(config)) {
      ScriptedServer server = ec().server();
      new MemoryLink(one, server).run();
      try (TlsClient two = new TlsClient(config)) {
        byte[] fatal = server.records(Piece.alert(2, 80));
        assertThrows(TlsAlert.class, () -> one.receive(ByteBuffer.wrap(fatal)));
        ClientFixture.run(two, ec().resume(server.master()).server());
        assertTrue(two.established());
      }
    }
    assertFalse(sessions.take("localhost").isPresent());
  }

  @Test
  void keepsASessionThatTheServerNeverSaw() throws Exception {
    TlsClientConfig config = config().build();
    byte[] master = first(config, ec());
    TlsClient unheard = new TlsClient(config);
    assertThrows(TlsAlert.class, unheard::receiveEnd);
    unheard.close();
    unheard.close();
    assertEquals(Optional.of(true), connect(config, ec().resume(master).server()).resumed());
  }

  @Test
  void keepsTheMaxFragmentLengthOfTheSession() throws Exception {
    TlsClientConfig config = config().maxFragmentLength(512).build();
    byte[] master =
        first(config, ec().extension(Extensions.maxFragmentLength(512)).flight(1, Piece.splitAll(512)));
    assertEquals(512, connect(config, ec().resume(master).server()).recordLimitOut().orElseThrow());
  }

  @Test
  void evictsTheOldestSession() throws Exception {
    SessionStore small = SessionStore.inMemory(1);
    connect(fixture.config().sessions(small).build(), ec().server());
    TlsSession session = small.take("localhost").orElseThrow();
    small.put(session);
    small.remove(session);
    assertTrue(small.take("localhost").isEmpty());
    small.close();
  }
}
