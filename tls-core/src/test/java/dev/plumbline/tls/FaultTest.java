package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.ROOT;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static dev.plumbline.tls.testing.Piece.alert;
import static dev.plumbline.tls.testing.Piece.handshake;
import static dev.plumbline.tls.testing.Piece.insert;
import static dev.plumbline.tls.testing.Piece.raw;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.SequenceExhaustion;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.testing.SigningAlgorithm;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.Reception;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.x509.PathPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Provokes every fault there is: the switch below does not compile with one missing. Each must come with its alert on
 * the wire, be thrown again by whatever would go on, and leave no handle open.
 */
class FaultTest {
  private static final TestPki PKI = new TestPki();
  private static final SignatureScheme ANY = SignatureScheme.ECDSA_SHA256;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isProvokedWithItsAlert(Fault fault) throws Exception {
    TlsAlert alert = provoke(fault);
    assertEquals(fault, alert.fault().orElseThrow(), alert.getMessage());
    assertEquals(fault.alert(), alert.description());
  }

  private static TlsAlert provoke(Fault fault) throws Exception {
    return switch (fault) {
      case NOT_TLS -> fails(ec().wire(bytes -> "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII)));
      case RECORD_TYPE_UNKNOWN -> fails(ec().flight(1, insert(1, bytes("18 0303 0001 00"))));
      case RECORD_VERSION -> fails(ec().flight(1, insert(1, bytes("16 0301 0001 00"))));
      case RECORD_TOO_LONG -> fails(config -> config.receiveLimit(512), rsa());
      case RECORD_OVER_NEGOTIATED_LIMIT ->
          fails(config -> config.maxFragmentLength(512), rsa().extension(Extensions.maxFragmentLength(512)));
      case RECORD_TOO_SHORT -> fails(ec().flight(2, insert(2, bytes("17 0303 0005 0000000000"))));
      case RECORD_EMPTY -> fails(ec().flight(1, insert(1, handshake(new byte[0]))));
      case RECORDS_WITHOUT_CONTENT -> fails(ec().flight(2, insert(2, many(33, Piece.applicationData(new byte[0])))));
      case RECORD_NOT_AUTHENTIC -> fails(ec().flight(2, insert(2, bytes("17 0303 0019" + "00".repeat(25)))));
      case SEQUENCE_EXHAUSTED -> SequenceExhaustion.provoke();
      case KEY_CHANGE_INSIDE_MESSAGE -> fails(ec().flight(2, insert(0, handshake(new byte[] {20, 0, 0, 12, 1}))));
      case CHANGE_CIPHER_SPEC_MALFORMED -> fails(ec().flight(2, Piece.replace(0, piece -> piece.flip(1))));
      case CHANGE_CIPHER_SPEC_UNEXPECTED -> fails(ec().flight(1, insert(0, bytes("14 0303 0001 01"))));
      case APPLICATION_DATA_EARLY -> fails(ec().flight(1, insert(0, Piece.applicationData(new byte[1]))));
      case MESSAGE_OUT_OF_ORDER -> fails(ec().flight(1, Piece.swap(0, 1)));
      case MESSAGE_TYPE_UNKNOWN -> fails(ec().flight(1, insert(1, handshake(new byte[] {99, 0, 0, 0}))));
      case MESSAGE_TOO_LONG -> fails(config -> config.maxHandshakeMessage(256), ec());
      case MESSAGE_INTERLEAVED -> fails(ec().flight(1, FaultTest::alertInsideServerHello));
      case MALFORMED -> fails(ec().edit(HandshakeType.SERVER_HELLO_DONE, done -> new byte[] {14, 0, 0, 1, 0}));
      case ALERT_MALFORMED -> fails(ec().flight(1, insert(0, new Piece(ContentType.ALERT, new byte[1]))));
      case ALERT_UNKNOWN -> fails(ec().flight(1, insert(0, alert(1, 200))));
      case WARNING_ALERTS_WITHOUT_END -> fails(ec().flight(1, insert(0, many(5, alert(1, 112)))));
      case HELLO_REQUESTS_WITHOUT_END -> fails(ec().flight(2, insert(2, many(9, handshake(new byte[4])))));
      case VERSION_NOT_OFFERED, DOWNGRADE, SUITE_NOT_OFFERED, OFFERED_NOT_IMPLEMENTED, SESSION_NOT_OFFERED,
          COMPRESSION_NOT_OFFERED, EXTENDED_MASTER_SECRET_CHANGED, RESUMED_SUITE_CHANGED -> provokeByHello(fault);
      case EXTENSION_NOT_OFFERED, EXTENSION_NOT_FOR_SERVERS, EXTENSION_TWICE, EXTENSION_MALFORMED,
          RENEGOTIATION_INFO_WRONG, SECURE_RENEGOTIATION_MISSING, EXTENDED_MASTER_SECRET_MISSING,
          MAX_FRAGMENT_LENGTH_WRONG, RECORD_SIZE_LIMIT_WRONG, RECORD_LIMITS_BOTH, ALPN_NOT_OFFERED, ALPN_NOT_ONE,
          POINT_FORMATS_WITHOUT_UNCOMPRESSED -> provokeByExtension(fault);
      case CERTIFICATE_LIST_EMPTY, CERTIFICATE_MALFORMED, CERTIFICATE_SIGNATURE, CERTIFICATE_ALGORITHM,
          CERTIFICATE_KEY_TYPE, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_PAST_VALIDITY, CERTIFICATE_USAGE,
          CERTIFICATE_CONSTRAINT, CERTIFICATE_CRITICAL_EXTENSION, CERTIFICATE_ISSUER_UNKNOWN, CERTIFICATE_PATH_LIMIT,
          CERTIFICATE_NAME, CERTIFICATE_STATUS_MALFORMED, CERTIFICATE_STATUS_REVOKED -> provokeByCertificate(fault);
      case GROUP_NOT_OFFERED, CURVE_TYPE, POINT_INVALID, SCHEME_NOT_OFFERED, SCHEME_FOR_OTHER_KEY,
          SERVER_KEY_EXCHANGE_SIGNATURE, SERVER_KEY_UNUSABLE -> provokeByKeyExchange(fault);
      case FINISHED_MISMATCH -> fails(ec().edit(HandshakeType.FINISHED, FaultTest::flipLast));
      case TICKET_NOT_AGREED -> fails(ec().flight(2, insert(0, handshake(new byte[] {4, 0, 0, 6, 0, 0, 0, 0, 0, 0}))));
      case ENGINE_FAILED -> fails(failing(Verb.AGREE, new EngineException(EngineException.Kind.INTERNAL, "broken")));
      case ENGINE_REJECTED -> fails(failing(Verb.VERIFY_SERVER_SHARE, PeerRejected.recordMac()));
      case DEVICE_LIMIT_EXCEEDED -> fails(FaultTest::withRoomForNoCertificate, ec());
      case CLOSED_WITHOUT_NOTIFY -> endsEarly();
    };
  }

  private static TlsClientConfig.Builder withRoomForNoCertificate(TlsClientConfig.Builder config) {
    return config.reception(
        (message, records) ->
            message.type() == HandshakeType.CERTIFICATE
                ? Optional.of(new Reception.Refusal("buffer", "no room at all"))
                : Optional.empty());
  }

  private static TlsAlert provokeByHello(Fault fault) throws Exception {
    return switch (fault) {
      case VERSION_NOT_OFFERED -> fails(ec().hello(hello -> changed(hello, 0x0302, hello.cipherSuite(), 0)));
      case DOWNGRADE -> fails(ec().random(Bytes.fromHex("11".repeat(24) + "444f574e47524400")));
      case SUITE_NOT_OFFERED -> fails(ec().hello(hello -> changed(hello, 0x0303, 0x009C, 0)));
      case OFFERED_NOT_IMPLEMENTED ->
          fails(
              config -> config.dialect(dialect(Dialect.SessionIdPolicy.EMPTY, List.of(0xC023, 0xC02B))),
              ec().hello(hello -> changed(hello, 0x0303, 0xC023, 0)));
      case SESSION_NOT_OFFERED ->
          fails(
              config -> config.dialect(dialect(Dialect.SessionIdPolicy.RANDOM_32, List.of())),
              ec().resume(new byte[48]));
      case COMPRESSION_NOT_OFFERED -> fails(ec().hello(hello -> changed(hello, 0x0303, hello.cipherSuite(), 1)));
      case EXTENDED_MASTER_SECRET_CHANGED -> failsToResume(ec().extendedMasterSecret(false));
      case RESUMED_SUITE_CHANGED ->
          failsToResume(ec().suite(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
      default -> throw new AssertionError(fault + " has no scenario");
    };
  }

  private static TlsAlert provokeByExtension(Fault fault) throws Exception {
    return switch (fault) {
      case EXTENSION_NOT_OFFERED -> fails(ec().extension(Extensions.alpn(List.of("mqtt"))));
      case EXTENSION_NOT_FOR_SERVERS -> fails(ec().extension(Extensions.signatureAlgorithms(List.of(ANY.codePoint()))));
      case EXTENSION_TWICE -> fails(ec().extension(Extensions.renegotiationInfo(Bytes.EMPTY)));
      case EXTENSION_MALFORMED ->
          fails(ec().extendedMasterSecret(false).extension(new Extension(23, Bytes.fromHex("00"))));
      case RENEGOTIATION_INFO_WRONG ->
          fails(ec().secureRenegotiation(false).extension(Extensions.renegotiationInfo(Bytes.fromHex("01"))));
      case SECURE_RENEGOTIATION_MISSING ->
          fails(config -> config.secureRenegotiation(Demand.REQUIRE), ec().secureRenegotiation(false));
      case EXTENDED_MASTER_SECRET_MISSING ->
          fails(config -> config.extendedMasterSecret(Demand.REQUIRE), ec().extendedMasterSecret(false));
      case MAX_FRAGMENT_LENGTH_WRONG ->
          fails(config -> config.maxFragmentLength(512), ec().extension(Extensions.maxFragmentLength(1024)));
      case RECORD_SIZE_LIMIT_WRONG ->
          fails(config -> config.recordSizeLimit(512), ec().extension(Extensions.recordSizeLimit(63)));
      case RECORD_LIMITS_BOTH ->
          fails(
              config -> config.recordSizeLimit(512).maxFragmentLength(512),
              ec().extension(Extensions.recordSizeLimit(512)).extension(Extensions.maxFragmentLength(512)));
      case ALPN_NOT_OFFERED ->
          fails(config -> config.alpn(List.of("mqtt")), ec().extension(Extensions.alpn(List.of("h2"))));
      case ALPN_NOT_ONE ->
          fails(config -> config.alpn(List.of("mqtt")), ec().extension(Extensions.alpn(List.of("mqtt", "mqtt"))));
      case POINT_FORMATS_WITHOUT_UNCOMPRESSED -> fails(ec().extension(Extensions.ecPointFormats(1)));
      default -> throw new AssertionError(fault + " has no scenario");
    };
  }

  private static TlsAlert provokeByCertificate(Fault fault) throws Exception {
    TestPki.Request leaf = PKI.server("localhost");
    return switch (fault) {
      case CERTIFICATE_LIST_EMPTY -> fails(ec().chain(List.of()));
      case CERTIFICATE_MALFORMED -> fails(ec().chain(List.of(Bytes.fromHex("3000"))));
      case CERTIFICATE_SIGNATURE ->
          fails(ec().chain(List.of(Bytes.of(flipLast(EC.der())), Bytes.of(EC.issuer().der()))));
      case CERTIFICATE_ALGORITHM -> fails(leaf.signedWith(SigningAlgorithm.ECDSA_SHA1).issuedBy(ROOT));
      case CERTIFICATE_KEY_TYPE -> fails(rsa().suite(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
      case CERTIFICATE_NOT_YET_VALID ->
          fails(leaf.validity(ClientFixture.NOW.plusSeconds(1), TestPki.NOT_AFTER).issuedBy(ROOT));
      case CERTIFICATE_PAST_VALIDITY ->
          fails(leaf.validity(TestPki.NOT_BEFORE, ClientFixture.NOW.minusSeconds(1)).issuedBy(ROOT));
      case CERTIFICATE_USAGE -> fails(leaf.keyUsage(KeyUsage.keyEncipherment).issuedBy(ROOT));
      case CERTIFICATE_CONSTRAINT -> fails(leaf.issuedBy(PKI.ca("Not").authority(false).issuedBy(ROOT)));
      case CERTIFICATE_CRITICAL_EXTENSION -> fails(leaf.unknownExtension(true).issuedBy(ROOT));
      case CERTIFICATE_ISSUER_UNKNOWN -> fails(leaf.issuedBy(PKI.ca("Elsewhere").selfSigned()));
      case CERTIFICATE_PATH_LIMIT ->
          fails(config -> config.pathPolicy(PathPolicy.ideal().withMaxBytes(100, 100)), ec());
      case CERTIFICATE_NAME -> fails(config -> config.serverName("other.example"), ec());
      case CERTIFICATE_STATUS_MALFORMED ->
          fails(config -> config.statusRequest(true), ec().ocspResponse(Bytes.fromHex("3000")));
      case CERTIFICATE_STATUS_REVOKED ->
          fails(
              config -> config.statusRequest(true).clock(() -> Instant.parse("2026-01-02T00:00:00Z")),
              ec().ocspResponse(
                  Bytes.of(TestOcsp.about(EC).revoked(Instant.parse("2025-12-01T00:00:00Z")).make())));
      default -> throw new AssertionError(fault + " has no scenario");
    };
  }

  private static TlsAlert provokeByKeyExchange(Fault fault) throws Exception {
    HandshakeType message = HandshakeType.SERVER_KEY_EXCHANGE;
    return switch (fault) {
      case GROUP_NOT_OFFERED ->
          fails(config -> config.groups(List.of(NamedGroup.SECP256R1)), ec().group(NamedGroup.SECP384R1));
      case CURVE_TYPE -> fails(ec().edit(message, bytes -> with(bytes, 4, 1)));
      case POINT_INVALID -> fails(ec().share(FaultTest::flipLast));
      case SCHEME_NOT_OFFERED ->
          fails(config -> config.schemes(List.of(SignatureScheme.ECDSA_SHA384)), ec());
      // Behind the header: curve_type, group, a point of 65 bytes with its length; then comes the scheme.
      case SCHEME_FOR_OTHER_KEY -> fails(ec().edit(message, bytes -> with(bytes, 4 + 69 + 1, 1)));
      case SERVER_KEY_EXCHANGE_SIGNATURE -> fails(ec().edit(message, FaultTest::flipLast));
      case SERVER_KEY_UNUSABLE ->
          fails(failing(Verb.VERIFY_SERVER_SHARE, new PeerRejected(PeerRejected.Reason.KEY, "too small")));
      default -> throw new AssertionError(fault + " has no scenario");
    };
  }

  private static ServerScript ec() {
    return ServerScript.with(EC);
  }

  private static ServerScript rsa() {
    return ServerScript.with(RSA);
  }

  private static TlsAlert fails(ServerScript script) throws Exception {
    return fails(config -> config, script);
  }

  private static TlsAlert fails(IssuedCertificate certificate) throws Exception {
    return fails(ServerScript.with(certificate));
  }

  private static TlsAlert fails(UnaryOperator<TlsClientConfig.Builder> settings, ServerScript script)
      throws Exception {
    try (ClientFixture fixture = ClientFixture.real()) {
      return fails(settings.apply(fixture.config()).build(), script.server());
    }
  }

  private static TlsAlert fails(FailingEngine engine) throws Exception {
    try (ClientFixture fixture = new ClientFixture(engine)) {
      return fails(fixture.config().build(), ec().server());
    }
  }

  /** Runs into the fault, and sees that its alert reaches the server and that it stays. */
  private static TlsAlert fails(TlsClientConfig config, ScriptedServer server) {
    try (TlsClient client = new TlsClient(config)) {
      MemoryLink link = new MemoryLink(client, server);
      TlsAlert alert = assertThrows(TlsAlert.class, link::run);
      server.exchange(link.drain());
      AlertDescription sent = alert.description().orElseThrow();
      List<byte[]> seen = server.clientAlerts();
      assertArrayEquals(new byte[] {2, (byte) sent.code()}, seen.get(seen.size() - 1), alert.getMessage());
      assertEquals(sent, client.facts().ourAlert().orElseThrow());
      assertSame(alert, assertThrows(TlsAlert.class, client::retry));
      assertSame(alert, client.failure().orElseThrow());
      assertEquals(Set.of(Want.CLOSED), client.wants());
      return alert;
    }
  }

  /** A full handshake first; then one in which the server takes the session up, wrongly. */
  private static TlsAlert failsToResume(ServerScript second) throws Exception {
    try (ClientFixture fixture = ClientFixture.real();
        SessionStore sessions = SessionStore.inMemory(1)) {
      TlsClientConfig config = fixture.config().sessions(sessions).build();
      ScriptedServer first = ec().server();
      try (TlsClient client = new TlsClient(config)) {
        new MemoryLink(client, first).run();
      }
      return fails(config, second.resume(first.master()).server());
    }
  }

  private static TlsAlert endsEarly() {
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(fixture.config().build())) {
      return assertThrows(TlsAlert.class, client::receiveEnd);
    }
  }

  private static FailingEngine failing(Verb verb, EngineException exception) {
    return new FailingEngine(Engines.software()).fail(verb, 1, exception);
  }

  private static FailingEngine failing(Verb verb, PeerRejected exception) {
    return new FailingEngine(Engines.software()).fail(verb, 1, exception);
  }

  private static Dialect dialect(Dialect.SessionIdPolicy sessionId, List<Integer> suites) {
    Dialect own = Dialect.PLUMBLINE;
    return new Dialect(
        "test", own.recordVersion(), own.randomPrefix(), sessionId, suites, List.of(), List.of(), own.pointFormats(),
        own.extensions());
  }

  private static ServerHello changed(ServerHello hello, int version, int suite, int compression) {
    return new ServerHello(version, hello.random(), hello.sessionId(), suite, compression, hello.extensions());
  }

  private static List<Piece> alertInsideServerHello(List<Piece> flight) {
    List<Piece> changed = new ArrayList<>(flight.get(0).split(20));
    changed.add(1, alert(1, 112));
    changed.addAll(flight.subList(1, flight.size()));
    return changed;
  }

  private static Piece[] many(int count, Piece piece) {
    return Collections.nCopies(count, piece).toArray(Piece[]::new);
  }

  private static Piece bytes(String hex) {
    return raw(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static byte[] flipLast(byte[] bytes) {
    return with(bytes, bytes.length - 1, bytes[bytes.length - 1] ^ 1);
  }

  private static byte[] with(byte[] bytes, int index, int value) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    changed[index] = (byte) value;
    return changed;
  }
}
