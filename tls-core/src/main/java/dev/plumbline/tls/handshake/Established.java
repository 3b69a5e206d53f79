package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.AlertLevel;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import java.util.Optional;
import java.util.Set;

/**
 * Both Finished messages hold; application data flows. Owns nothing: the ciphers are in the record layer, the session
 * is handed on.
 */
final class Established extends ClientState {
  private Established() {}

  /** The state after a handshake, whose session is handed on. */
  static Established after(
      Negotiated negotiated, ConnectionKeys keys, Optional<NewSessionTicket> ticket, HandshakeContext context) {
    long lifetimeHint = ticket.map(NewSessionTicket::lifetimeHint).orElse(0L);
    context.completed(session(negotiated, keys, ticket, context), lifetimeHint);
    return new Established();
  }

  /** RFC 5077 §3.4: with a ticket, the id was only ours, to recognise resumption by. */
  private static Resumable session(
      Negotiated negotiated, ConnectionKeys keys, Optional<NewSessionTicket> ticket, HandshakeContext context) {
    Bytes old = negotiated.resumed() ? context.offer().session().orElseThrow().ticket() : Bytes.EMPTY;
    Bytes fresh = ticket.map(NewSessionTicket::ticket).orElse(Bytes.EMPTY);
    return new Resumable(
        negotiated.suite(),
        negotiated.extendedMasterSecret(),
        old.isEmpty() ? negotiated.sessionId() : Bytes.EMPTY,
        fresh.isEmpty() ? old : fresh,
        negotiated.maxFragmentLength(),
        keys.takeMaster());
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "application data";
  }

  @Override
  boolean isEstablished() {
    return true;
  }

  /** RFC 5246 §7.4.1.1, §7.2.2: there is no renegotiation, which is said in a warning, and the connection goes on. */
  @Override
  ClientState onHelloRequest(HandshakeContext context) throws TlsAlert, EngineException {
    context.sendAlert(AlertLevel.WARNING, AlertDescription.NO_RENEGOTIATION);
    context.decide(
        TracePoint.HELLO_REQUEST, rfc(5246, "7.2.2"), () -> "the server asks for renegotiation, which is declined");
    return super.onHelloRequest(context);
  }
}
