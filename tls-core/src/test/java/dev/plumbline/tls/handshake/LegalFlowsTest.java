package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.ROOT;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.handshake.LegalFlows.Agreement;
import dev.plumbline.tls.handshake.LegalFlows.Sent;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.CertificateStatus;
import dev.plumbline.tls.wire.CertificateVerify;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.ClientKeyExchange;
import dev.plumbline.tls.wire.ContentType;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HelloRequest;
import dev.plumbline.tls.wire.NewSessionTicket;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every sequence of messages that a server can send, in every agreement of the hellos: the client must go along
 * with exactly those that {@link LegalFlows} lists, and refuse the first message too many as {@code
 * unexpected_message}, well formed or not. A refused sequence is not continued, because a refusal is final.
 */
class LegalFlowsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
  private static final Bytes SESSION_ID = Bytes.of(new byte[32]);
  private static final int LONGEST = 11;
  private static final CryptoEngine ENGINE = new NullEngine();
  private static final TrustAnchors ANCHORS = TrustAnchors.of(ENGINE, List.of(parsed(ROOT)));
  private static final Set<Fault> REFUSALS =
      EnumSet.of(
          Fault.MESSAGE_OUT_OF_ORDER,
          Fault.CHANGE_CIPHER_SPEC_UNEXPECTED,
          Fault.APPLICATION_DATA_EARLY,
          Fault.TICKET_NOT_AGREED);

  private int accepted;
  private int refused;

  static Stream<Agreement> agreements() {
    return LegalFlows.agreements().stream();
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void acceptsExactlyTheLegalOrders(Agreement agreed) throws Exception {
    Map<Sent, Piece> messages = messages(agreed);
    walk(agreed, messages, List.of());
    assertTrue(accepted > 10 && refused > 10 * LegalFlows.of(agreed).get(0).size(), accepted + ", " + refused);
  }

  private void walk(Agreement agreed, Map<Sent, Piece> messages, List<Sent> sent) throws Exception {
    for (Sent next : Sent.values()) {
      List<Sent> longer = new ArrayList<>(sent);
      longer.add(next);
      if (Collections.frequency(longer, Sent.HELLO_REQUEST) > 1
          || Collections.frequency(longer, Sent.APPLICATION_DATA) > 2) {
        continue;
      }
      boolean legal = LegalFlows.allows(agreed, longer);
      Optional<TlsAlert> alert = run(agreed, messages, longer, messages.get(next));
      assertEquals(legal, alert.isEmpty(), agreed + ": " + longer + ": " + alert);
      if (legal) {
        accepted++;
        if (longer.size() < LONGEST) {
          walk(agreed, messages, longer);
        }
      } else {
        refused++;
        assertRefusal(alert.get(), longer);
        if (!longer.contains(Sent.HELLO_REQUEST)) {
          assertRefusal(run(agreed, messages, longer, damaged(messages.get(next))).orElseThrow(), longer);
        }
      }
    }
  }

  private static void assertRefusal(TlsAlert alert, List<Sent> sent) {
    assertTrue(REFUSALS.contains(alert.fault().orElseThrow()), sent + ": " + alert);
    assertEquals(Optional.of(AlertDescription.UNEXPECTED_MESSAGE), alert.description());
  }

  /** A message that has lost its meaning: refused for its place, not for its form. */
  private static Piece damaged(Piece piece) {
    byte[] content = piece.content().clone();
    if (content.length > 4) {
      content[content.length - 1] ^= 0x55;
      content[4] ^= 0x55;
    } else if (piece.type() == ContentType.CHANGE_CIPHER_SPEC) {
      content[0] = 7;
    }
    return new Piece(piece.type(), content);
  }

  @Test
  void endsEveryLegalFlowWithTheHandshakeDone() throws Exception {
    for (Agreement agreed : LegalFlows.agreements()) {
      for (List<Sent> flow : LegalFlows.of(agreed)) {
        Map<Sent, Piece> messages = messages(agreed);
        try (SessionStore sessions = SessionStore.inMemory(1);
            TlsClient client = new TlsClient(config(agreed, sessions))) {
          client.receive(ByteBuffer.wrap(bytes(messages, flow, messages.get(Sent.FINISHED))));
          assertTrue(client.established(), agreed + ": " + flow);
        }
      }
    }
  }

  private static Optional<TlsAlert> run(Agreement agreed, Map<Sent, Piece> messages, List<Sent> sent, Piece last)
      throws Exception {
    try (SessionStore sessions = SessionStore.inMemory(1);
        TlsClient client = new TlsClient(config(agreed, sessions))) {
      ByteBuffer in = ByteBuffer.wrap(bytes(messages, sent, last));
      ByteBuffer out = ByteBuffer.allocate(64);
      while (in.hasRemaining()) {
        client.receive(in);
        while (client.wants().contains(Want.READ)) {
          client.read(out.clear());
        }
      }
      return Optional.empty();
    } catch (TlsAlert e) {
      return Optional.of(e);
    }
  }

  /** A client that offers what the agreement needs; for resumption, with a session made beforehand. */
  private static TlsClientConfig config(Agreement agreed, SessionStore sessions) throws TlsAlert {
    TlsClientConfig config =
        TlsClientConfig.builder(ENGINE, ANCHORS)
            .serverName("localhost")
            .receiveLimit(2048)
            .entropy((purpose, out, offset, length) -> {})
            .clock(() -> NOW)
            .suites(List.of(suite(agreed)))
            .statusRequest(true)
            .sessions(sessions)
            .build();
    if (agreed.resumed()) {
      try (TlsClient first = new TlsClient(config)) {
        ServerScript script =
            ServerScript.with(certificate(agreed)).suite(suite(agreed)).sessionId(SESSION_ID).withoutCryptography();
        new MemoryLink(first, script.server()).run();
      }
    }
    return config;
  }

  private static ParsedCertificate parsed(IssuedCertificate certificate) {
    try {
      return ParsedCertificate.parse(certificate.der());
    } catch (MalformedCertificate e) {
      throw new IllegalStateException(e);
    }
  }

  private static CipherSuite suite(Agreement agreed) {
    return agreed.ephemeral()
        ? CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
        : CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;
  }

  private static IssuedCertificate certificate(Agreement agreed) {
    return agreed.ephemeral() ? EC : RSA;
  }

  private static Map<Sent, Piece> messages(Agreement agreed) {
    IssuedCertificate mine = certificate(agreed);
    Bytes point = Bytes.of(new byte[65]);
    Bytes random = Bytes.of(new byte[32]);
    Map<Sent, Piece> all = new EnumMap<>(Sent.class);
    all.put(Sent.HELLO_REQUEST, Piece.handshake(new HelloRequest()));
    all.put(
        Sent.CLIENT_HELLO,
        Piece.handshake(new ClientHello(0x0303, random, Bytes.EMPTY, List.of(1), Bytes.fromHex("00"), List.of())));
    all.put(Sent.SERVER_HELLO, Piece.handshake(serverHello(agreed)));
    all.put(Sent.NEW_SESSION_TICKET, Piece.handshake(new NewSessionTicket(1, Bytes.fromHex("01"))));
    all.put(
        Sent.CERTIFICATE,
        Piece.handshake(new Certificate(mine.chain().stream().map(c -> Bytes.of(c.der())).toList())));
    all.put(
        Sent.SERVER_KEY_EXCHANGE,
        Piece.handshake(
            new ServerKeyExchange(ServerKeyExchange.paramsOf(23, point), 23, point, 0x0403, Bytes.fromHex("00"))));
    all.put(
        Sent.CERTIFICATE_REQUEST,
        Piece.handshake(new CertificateRequest(Bytes.fromHex("40"), List.of(0x0403), List.of())));
    all.put(Sent.SERVER_HELLO_DONE, Piece.handshake(new ServerHelloDone()));
    all.put(Sent.CERTIFICATE_VERIFY, Piece.handshake(new CertificateVerify(0x0403, Bytes.fromHex("00"))));
    all.put(Sent.CLIENT_KEY_EXCHANGE, Piece.handshake(ClientKeyExchange.ofPoint(point)));
    all.put(Sent.FINISHED, Piece.handshake(new Finished(verifyData())));
    all.put(
        Sent.CERTIFICATE_STATUS,
        Piece.handshake(new CertificateStatus(Bytes.of(TestOcsp.about(mine).make()))));
    all.put(Sent.CHANGE_CIPHER_SPEC, Piece.changeCipherSpec());
    all.put(Sent.APPLICATION_DATA, Piece.applicationData(new byte[] {1}));
    return all;
  }

  private static ServerHello serverHello(Agreement agreed) {
    List<Extension> extensions = new ArrayList<>();
    extensions.add(Extensions.renegotiationInfo(Bytes.EMPTY));
    extensions.add(Extensions.empty(ExtensionType.EXTENDED_MASTER_SECRET));
    if (agreed.status()) {
      extensions.add(Extensions.empty(ExtensionType.STATUS_REQUEST));
    }
    if (agreed.ticket()) {
      extensions.add(Extensions.empty(ExtensionType.SESSION_TICKET));
    }
    Bytes id = agreed.resumed() ? SESSION_ID : Bytes.fromHex("77");
    return new ServerHello(0x0303, Bytes.of(new byte[32]), id, suite(agreed).codePoint(), 0, extensions);
  }

  private static Bytes verifyData() {
    byte[] data = new byte[12];
    Arrays.fill(data, NullEngine.verifyDataFilling(Finisher.SERVER));
    return Bytes.of(data);
  }

  /** Records, protected from the first ChangeCipherSpec on. */
  private static byte[] bytes(Map<Sent, Piece> messages, List<Sent> sent, Piece last) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RecordCipher cipher = NullEngine.recordCipher();
    long sequence = -1;
    for (int i = 0; i < sent.size(); i++) {
      Piece piece = i == sent.size() - 1 ? last : messages.get(sent.get(i));
      byte[] fragment = piece.content();
      if (sequence >= 0) {
        fragment = new byte[piece.content().length + cipher.overhead()];
        cipher.seal(sequence++, piece.type().code(), CryptoView.of(piece.content()), CryptoView.of(fragment));
      }
      if (piece.type() == ContentType.CHANGE_CIPHER_SPEC && sequence < 0) {
        sequence = 0;
      }
      out.write(new byte[] {(byte) piece.type().code(), 3, 3, (byte) (fragment.length >> 8), (byte) fragment.length});
      out.write(fragment);
    }
    return out.toByteArray();
  }
}
