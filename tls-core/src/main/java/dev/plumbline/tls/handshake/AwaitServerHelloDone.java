package dev.plumbline.tls.handshake;

import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHelloDone;
import java.util.Optional;
import java.util.Set;

/** The server asked for a certificate. Owns the key exchange. */
final class AwaitServerHelloDone extends ClientState {
  private final Negotiated negotiated;
  private final KeyExchange exchange;
  private final ClientAuthentication.Answer answer;

  AwaitServerHelloDone(Negotiated negotiated, KeyExchange exchange, ClientAuthentication.Answer answer) {
    this.negotiated = negotiated;
    this.exchange = exchange;
    this.answer = answer;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.SERVER_HELLO_DONE);
  }

  @Override
  ClientState onServerHelloDone(ServerHelloDone message, HandshakeContext context) {
    return new ClientFlight(negotiated, exchange, Optional.of(answer));
  }

  @Override
  public void close() {
    exchange.close();
  }
}
