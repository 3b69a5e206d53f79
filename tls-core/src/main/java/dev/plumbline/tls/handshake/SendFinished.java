package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Finisher;
import dev.plumbline.engine.RecordCipher;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import java.util.Optional;
import java.util.Set;

/**
 * Our ChangeCipherSpec and Finished: the end of our flight in a full handshake, the end of everything in a resumed
 * one (RFC 5246 §7.3). Waits for the engine. Owns the keys.
 */
final class SendFinished extends ClientState {
  private final Negotiated negotiated;
  private final ConnectionKeys keys;
  private final Optional<NewSessionTicket> ticket;

  private Bytes verifyData;

  SendFinished(Negotiated negotiated, ConnectionKeys keys, Optional<NewSessionTicket> ticket) {
    this.negotiated = negotiated;
    this.keys = keys;
    this.ticket = ticket;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "the engine, to send Finished";
  }

  @Override
  ClientState advance(HandshakeContext context) throws TlsAlert, EngineException {
    RecordCipher cipher = keys.takeClientWrite();
    if (cipher != null) {
      context.changeWriteKeys(cipher);
    }
    if (verifyData == null) {
      verifyData = context.keys().verifyData(negotiated, keys.master(), Finisher.CLIENT);
    }
    context.send(new Finished(verifyData), TracePoint.CLIENT_FINISHED);
    context.decide(
        TracePoint.CLIENT_FINISHED, rfc(5246, "7.4.9"), () -> "everything from here on is protected by our keys");
    if (negotiated.resumed()) {
      return Established.after(negotiated, keys, ticket, context);
    }
    return negotiated.ticketExpected()
        ? new AwaitNewSessionTicket(negotiated, keys)
        : new AwaitChangeCipherSpec(negotiated, keys, Optional.empty());
  }

  @Override
  public void close() {
    keys.close();
  }
}
