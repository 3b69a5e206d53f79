package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/** The server changed its keys; its Finished proves that it has them (RFC 5246 §7.4.9). Owns the keys. */
final class AwaitFinished extends ClientState {
  private final Negotiated negotiated;
  private final ConnectionKeys keys;
  private final Optional<NewSessionTicket> ticket;

  AwaitFinished(Negotiated negotiated, ConnectionKeys keys, Optional<NewSessionTicket> ticket) {
    this.negotiated = negotiated;
    this.keys = keys;
    this.ticket = ticket;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.FINISHED);
  }

  @Override
  ClientState onFinished(Finished message, HandshakeContext context) throws TlsAlert, EngineException {
    Bytes expected = context.keys().verifyData(negotiated, keys.master(), Finisher.SERVER);
    if (!MessageDigest.isEqual(expected.unsafeArray(), message.verifyData().unsafeArray())) {
      throw Fault.FINISHED_MISMATCH.with();
    }
    context.decide(
        TracePoint.SERVER_FINISHED,
        rfc(5246, "7.4.9"),
        () -> "the server has the same keys and saw the same handshake");
    return negotiated.resumed()
        ? new SendFinished(negotiated, keys, ticket)
        : Established.after(negotiated, keys, ticket, context);
  }

  @Override
  public void close() {
    keys.close();
  }
}
