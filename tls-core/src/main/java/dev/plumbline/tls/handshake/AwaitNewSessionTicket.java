package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import java.util.Optional;
import java.util.Set;

/**
 * session_ticket is agreed, so the server must send one, be it empty, before ChangeCipherSpec (RFC 5077 §3.3). Owns
 * the keys.
 */
final class AwaitNewSessionTicket extends ClientState {
  private final Negotiated negotiated;
  private final ConnectionKeys keys;

  AwaitNewSessionTicket(Negotiated negotiated, ConnectionKeys keys) {
    this.negotiated = negotiated;
    this.keys = keys;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.NEW_SESSION_TICKET);
  }

  @Override
  ClientState onNewSessionTicket(NewSessionTicket message, HandshakeContext context) {
    context.decide(
        TracePoint.NEW_SESSION_TICKET,
        rfc(5077, "3.3"),
        () -> message.ticket().isEmpty()
            ? "the server gives no ticket after all"
            : "a ticket of " + message.ticket().length() + " bytes, good for "
                + (message.lifetimeHint() == 0 ? "as long as we like" : message.lifetimeHint() + " s"));
    return new AwaitChangeCipherSpec(negotiated, keys, Optional.of(message));
  }

  @Override
  public void close() {
    keys.close();
  }
}
