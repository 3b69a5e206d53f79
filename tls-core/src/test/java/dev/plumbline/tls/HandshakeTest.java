package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.CLIENT_RSA;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.HandshakeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that end well, with a server that checks everything that we send. */
class HandshakeTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private final ClientFixture fixture = ClientFixture.real();

  @AfterEach
  void nothingIsLeftOpen() {
    fixture.close();
  }

  /** Runs to the end, says hello, and checks the echo. */
  private ConnectionFacts complete(TlsClientConfig config, ScriptedServer server) throws Exception {
    try (TlsClient client = new TlsClient(config)) {
      MemoryLink link = new MemoryLink(client, server).run();
      assertTrue(client.established());
      link.send(HELLO);
      assertArrayEquals(HELLO, link.received());
      client.closeNotify();
      link.run();
      assertArrayEquals(new byte[] {1, 0}, server.clientAlerts().get(server.clientAlerts().size() - 1));
      return client.facts();
    }
  }

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void completesOverEachSuite(CipherSuite suite) throws Exception {
    ServerScript script = ServerScript.with(suite.serverKeyType() == KeyType.EC ? EC : RSA).suite(suite);
    ConnectionFacts facts = complete(fixture.config().suites(List.of(suite)).build(), script.server());
    assertEquals(Optional.of(suite), facts.suite());
    assertEquals(Optional.of(false), facts.resumed());
    assertEquals(suite.ephemeral(), facts.group().isPresent());
    assertEquals(2, facts.path().size() - (suite.serverKeyType() == KeyType.EC ? 1 : 0));
  }

  @ParameterizedTest
  @EnumSource(value = NamedGroup.class, mode = EnumSource.Mode.EXCLUDE, names = "SECP192R1")
  void completesOverEachGroup(NamedGroup group) throws Exception {
    ConnectionFacts facts = complete(fixture.config().build(), ServerScript.with(EC).group(group).server());
    assertEquals(Optional.of(group), facts.group());
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void acceptsEachSignatureScheme(SignatureScheme scheme) throws Exception {
    ServerScript script = ServerScript.with(scheme.keyType() == KeyType.EC ? EC : RSA).scheme(scheme);
    assertEquals(Optional.of(scheme), complete(fixture.config().build(), script.server()).signatureScheme());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bindsTheMasterSecretAsAgreed(boolean extended) throws Exception {
    ServerScript script = ServerScript.with(EC).extendedMasterSecret(extended);
    assertEquals(Optional.of(extended), complete(fixture.config().build(), script.server()).extendedMasterSecret());
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void authenticatesWithEachScheme(SignatureScheme scheme) throws Exception {
    CertificateRequest request =
        new CertificateRequest(Bytes.fromHex("0140"), List.of(0x0201, scheme.codePoint()), List.of());
    ScriptedServer server = ServerScript.with(EC).certificateRequest(request).server();
    ClientCredentials mine = fixture.credentials(scheme.keyType() == KeyType.EC ? CLIENT_EC : CLIENT_RSA);
    ConnectionFacts facts = complete(fixture.config().credentials(mine).build(), server);
    assertTrue(facts.clientAuthenticationRequested());
    assertEquals(mine.chain(), server.clientCertificate().certificateList());
    assertTrue(server.clientMessages().contains(HandshakeType.CERTIFICATE_VERIFY));
  }

  @ParameterizedTest
  @CsvSource({"true,0140,0201", "true,01,0403", "false,0140,0403"})
  void answersARequestItCannotMeetWithAnEmptyCertificate(boolean hasKey, String types, String scheme)
      throws Exception {
    CertificateRequest request =
        new CertificateRequest(Bytes.fromHex(types), List.of(Integer.parseInt(scheme, 16)), List.of());
    ScriptedServer server = ServerScript.with(EC).certificateRequest(request).server();
    TlsClientConfig.Builder config = fixture.config();
    if (hasKey) {
      config.credentials(fixture.credentials(CLIENT_EC));
    }
    complete(config.build(), server);
    assertEquals(List.of(), server.clientCertificate().certificateList());
    assertFalse(server.clientMessages().contains(HandshakeType.CERTIFICATE_VERIFY));
  }

  @Test
  void sendsNoCertificateUnasked() throws Exception {
    ScriptedServer server = ServerScript.with(EC).server();
    complete(fixture.config().credentials(fixture.credentials(CLIENT_EC)).build(), server);
    assertEquals(
        List.of(HandshakeType.CLIENT_HELLO, HandshakeType.CLIENT_KEY_EXCHANGE, HandshakeType.FINISHED),
        server.clientMessages());
  }

  @Test
  void takesATicketThoughItHasNoStore() throws Exception {
    complete(fixture.config().build(), ServerScript.with(EC).ticket(Bytes.fromHex("0102")).server());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void readsAFlightInRecordsOfAnySize(int size) throws Exception {
    ServerScript script =
        ServerScript.with(EC)
            .ticket(Bytes.fromHex("0102"))
            .flight(1, Piece.splitAll(size))
            .flight(2, Piece.splitAll(size));
    complete(fixture.config().build(), script.server());
  }

  @Test
  void readsAFlightInOneRecord() throws Exception {
    ServerScript script = ServerScript.with(EC).certificateRequest().flight(1, Piece.coalesce());
    complete(fixture.config().build(), script.server());
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 2048, 4096})
  void keepsToAnAgreedMaxFragmentLength(int bytes) throws Exception {
    ScriptedServer server =
        ServerScript.with(RSA)
            .certificateRequest()
            .extension(Extensions.maxFragmentLength(bytes))
            .flight(1, Piece.splitAll(bytes))
            .server();
    try (TlsClient client =
        new TlsClient(
            fixture.config().maxFragmentLength(bytes).credentials(fixture.credentials(CLIENT_RSA)).build())) {
      MemoryLink link = new MemoryLink(client, server).run();
      byte[] data = new byte[3 * bytes + 1];
      link.send(data);
      assertArrayEquals(data, link.received());
      assertEquals(OptionalInt.of(bytes), client.facts().recordLimitOut());
      int longest = server.clientRecordLengths().stream().mapToInt(Integer::intValue).max().orElseThrow();
      assertEquals(bytes + 24, longest);
    }
  }

  @Test
  void keepsToAnAgreedRecordSizeLimit() throws Exception {
    ScriptedServer server = ServerScript.with(EC).extension(Extensions.recordSizeLimit(64)).server();
    try (TlsClient client = new TlsClient(fixture.config().recordSizeLimit(64).build())) {
      MemoryLink link = new MemoryLink(client, server).run();
      link.send(new byte[200]);
      assertEquals(200, link.received().length);
      assertEquals(List.of(88, 88, 88, 32), server.clientRecordLengths().subList(4, 8));
    }
  }

  @Test
  void reportsTheProtocolThatWasChosen() throws Exception {
    ServerScript script = ServerScript.with(EC).extension(Extensions.alpn(List.of("mqtt")));
    ConnectionFacts facts = complete(fixture.config().alpn(List.of("x", "mqtt")).build(), script.server());
    assertEquals(Optional.of("mqtt"), facts.alpn());
  }

  @Test
  void letsInAServerWithoutSecureRenegotiationWhenToldTo() throws Exception {
    TlsClientConfig config = fixture.config().secureRenegotiation(Demand.OFFER).build();
    ConnectionFacts facts = complete(config, ServerScript.with(EC).secureRenegotiation(false).server());
    assertEquals(Optional.of(false), facts.secureRenegotiation());
  }

  @Test
  void letsTheServerLeaveOutTheStatusItAgreedTo() throws Exception {
    complete(fixture.config().statusRequest(true).build(), ServerScript.with(EC).statusRequest().server());
  }

  @Test
  void toleratesGroupsInServerHello() throws Exception {
    complete(
        fixture.config().build(), ServerScript.with(EC).extension(Extensions.supportedGroups(List.of(23))).server());
  }

  @Test
  void acceptsTheSentinelOfAServerThatAlsoHasTls13() throws Exception {
    Bytes random = Bytes.fromHex("11".repeat(24) + "444f574e47524401");
    complete(fixture.config().build(), ServerScript.with(EC).random(random).server());
  }

  @Test
  void ignoresHelloRequestDuringTheHandshakeAndDoesNotHashIt() throws Exception {
    Piece helloRequest = Piece.handshake(new byte[4]);
    ServerScript script =
        ServerScript.with(EC).flight(1, Piece.insert(0, helloRequest)).flight(2, Piece.insert(1, helloRequest));
    complete(fixture.config().build(), script.server());
  }

  @Test
  void declinesRenegotiationWithAWarning() throws Exception {
    ScriptedServer server = ServerScript.with(EC).server();
    try (TlsClient client = new TlsClient(fixture.config().build())) {
      MemoryLink link = new MemoryLink(client, server).run();
      client.receive(java.nio.ByteBuffer.wrap(server.records(Piece.handshake(new byte[4]))));
      link.send(HELLO);
      assertArrayEquals(HELLO, link.received());
      assertArrayEquals(new byte[] {1, 100}, server.clientAlerts().get(0));
    }
  }

  @Test
  void sendsServerNameOnlyForADnsName() throws Exception {
    ScriptedServer server = ServerScript.with(EC).server();
    complete(fixture.config().build(), server);
    assertTrue(server.hello().extensions().contains(Extensions.serverName("localhost")));
    try (TlsClient client = new TlsClient(fixture.config().serverName("127.0.0.1").build())) {
      ScriptedServer other = ServerScript.with(EC).server();
      ClientFixture.run(client, other);
      assertFalse(
          other.hello().extensions().stream().anyMatch(e -> e.type() == ExtensionType.SERVER_NAME.code()));
    }
  }
}
