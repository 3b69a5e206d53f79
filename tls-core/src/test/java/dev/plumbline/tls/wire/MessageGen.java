package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes every handshake message that the grammar allows, and reads them back by their type. */
final class MessageGen {
  /** More than any message made here is long. */
  private static final int ROOM = 1 << 16;

  private MessageGen() {}

  static Arbitrary<HandshakeMessage> messages() {
    return Arbitraries.oneOf(
        List.of(
            clientHellos(),
            serverHellos(),
            certificates(),
            serverKeyExchanges(),
            certificateRequests(),
            opaque(1, 400).map(CertificateStatus::new),
            Combinators.combine(u16(), opaque(0, 300)).as(CertificateVerify::new),
            opaque(1, 300).map(ClientKeyExchange::new),
            opaque(0, 255).map(ClientKeyExchange::ofPoint),
            opaque(0, 300).map(ClientKeyExchange::ofEncryptedPreMasterSecret),
            opaque(12, 12).map(Finished::new),
            Combinators.combine(Arbitraries.longs().between(0, 0xFFFF_FFFFL), opaque(0, 300)).as(NewSessionTicket::new),
            Arbitraries.of(new HelloRequest(), new ServerHelloDone())));
  }

  static Arbitrary<HandshakeType> types() {
    return Arbitraries.of(HandshakeType.class);
  }

  static Arbitrary<byte[]> bytes(int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(max);
  }

  static HandshakeMessage read(HandshakeType type, byte[] body) throws TlsAlert {
    return read(type, new WireReader(type.rfcName(), body, 0, body.length));
  }

  static HandshakeMessage read(HandshakeType type, WireReader in) throws TlsAlert {
    return switch (type) {
      case HELLO_REQUEST -> HelloRequest.read(in);
      case CLIENT_HELLO -> ClientHello.read(in);
      case SERVER_HELLO -> ServerHello.read(in);
      case NEW_SESSION_TICKET -> NewSessionTicket.read(in);
      case CERTIFICATE -> Certificate.read(in);
      case SERVER_KEY_EXCHANGE -> ServerKeyExchange.read(in);
      case CERTIFICATE_REQUEST -> CertificateRequest.read(in);
      case SERVER_HELLO_DONE -> ServerHelloDone.read(in);
      case CERTIFICATE_VERIFY -> CertificateVerify.read(in);
      case CLIENT_KEY_EXCHANGE -> ClientKeyExchange.read(in);
      case FINISHED -> Finished.read(in);
      case CERTIFICATE_STATUS -> CertificateStatus.read(in);
    };
  }

  static byte[] body(HandshakeMessage message) {
    WireWriter out = new WireWriter(new byte[ROOM]);
    message.write(out);
    return out.toBytes().toArray();
  }

  /** Where a hello without its extensions would end, which is the one strict prefix that is a message too; else -1. */
  static int endBeforeExtensions(HandshakeMessage message) {
    if (message instanceof ClientHello hello && !hello.extensions().isEmpty()) {
      return 2 + 32 + 1 + hello.sessionId().length() + 2 + 2 * hello.cipherSuites().size() + 1
          + hello.compressionMethods().length();
    }
    if (message instanceof ServerHello hello && !hello.extensions().isEmpty()) {
      return 2 + 32 + 1 + hello.sessionId().length() + 2 + 1;
    }
    return -1;
  }

  private static Arbitrary<ClientHello> clientHellos() {
    return Combinators.combine(u16(), opaque(32, 32), opaque(0, 32), u16s(1, 40), opaque(1, 5), extensions())
        .as(ClientHello::new);
  }

  private static Arbitrary<ServerHello> serverHellos() {
    return Combinators.combine(u16(), opaque(32, 32), opaque(0, 32), u16(), u8(), extensions()).as(ServerHello::new);
  }

  private static Arbitrary<Certificate> certificates() {
    return opaque(1, 300).list().ofMaxSize(4).map(Certificate::new);
  }

  private static Arbitrary<ServerKeyExchange> serverKeyExchanges() {
    return Combinators.combine(u16(), opaque(1, 255), u16(), opaque(0, 300))
        .as((group, point, scheme, signature) ->
            new ServerKeyExchange(ServerKeyExchange.paramsOf(group, point), group, point, scheme, signature));
  }

  private static Arbitrary<CertificateRequest> certificateRequests() {
    return Combinators.combine(opaque(1, 10), u16s(1, 20), opaque(1, 100).list().ofMaxSize(4))
        .as(CertificateRequest::new);
  }

  /** Known types mostly, so that two hellos look alike; no type twice (RFC 5246 §7.4.1.4). */
  private static Arbitrary<List<Extension>> extensions() {
    Arbitrary<Integer> known = Arbitraries.of(ExtensionType.class).map(ExtensionType::code);
    Arbitrary<Extension> one =
        Combinators.combine(Arbitraries.oneOf(known, u16()), opaque(0, 60)).as(Extension::new);
    return one.list().ofMaxSize(8).map(MessageGen::eachTypeOnce);
  }

  private static List<Extension> eachTypeOnce(List<Extension> extensions) {
    Map<Integer, Extension> byType = new LinkedHashMap<>();
    extensions.forEach(extension -> byType.putIfAbsent(extension.type(), extension));
    return new ArrayList<>(byType.values());
  }

  private static Arbitrary<Bytes> opaque(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }

  private static Arbitrary<List<Integer>> u16s(int min, int max) {
    return u16().list().ofMinSize(min).ofMaxSize(max);
  }

  private static Arbitrary<Integer> u8() {
    return Arbitraries.integers().between(0, 0xFF);
  }

  private static Arbitrary<Integer> u16() {
    return Arbitraries.integers().between(0, 0xFFFF);
  }
}
