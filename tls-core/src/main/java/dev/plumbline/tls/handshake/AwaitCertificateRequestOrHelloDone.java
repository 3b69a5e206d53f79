package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHelloDone;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The server's half of the key exchange is verified. Owns the key exchange. */
final class AwaitCertificateRequestOrHelloDone extends ClientState {
  private final Negotiated negotiated;
  private final KeyExchange exchange;

  AwaitCertificateRequestOrHelloDone(Negotiated negotiated, KeyExchange exchange) {
    this.negotiated = negotiated;
    this.exchange = exchange;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.CERTIFICATE_REQUEST, HandshakeType.SERVER_HELLO_DONE);
  }

  @Override
  ClientState onCertificateRequest(CertificateRequest message, HandshakeContext context) {
    context.facts().clientAuthenticationWasRequested();
    ClientAuthentication.Answer answer = context.authentication().answer(message);
    context.transcript().keepOnly(hashOf(answer));
    context.decide(
        TracePoint.CERTIFICATE_REQUEST,
        rfc(5246, "7.4.4"),
        () -> "the server asks for a certificate; "
            + (answer.signing().isPresent() ? "ours goes out, " : "an empty list goes out: ") + answer.why());
    return new AwaitServerHelloDone(negotiated, exchange, answer);
  }

  @Override
  ClientState onServerHelloDone(ServerHelloDone message, HandshakeContext context) {
    context.transcript().keepOnly(Set.of());
    return new ClientFlight(negotiated, exchange, Optional.empty());
  }

  private static Set<HashAlgorithm> hashOf(ClientAuthentication.Answer answer) {
    Set<HashAlgorithm> needed = EnumSet.noneOf(HashAlgorithm.class);
    answer.signing().ifPresent(signing -> needed.add(signing.scheme().hash()));
    return needed;
  }

  @Override
  public void close() {
    exchange.close();
  }
}
