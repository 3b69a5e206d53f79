package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHello;
import java.util.Optional;
import java.util.Set;

/** ClientHello is sent. */
final class AwaitServerHello extends ClientState {
  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.SERVER_HELLO);
  }

  @Override
  ClientState onServerHello(ServerHello hello, HandshakeContext context) throws TlsAlert, EngineException {
    Negotiated negotiated = ServerHelloCheck.check(hello, context.offer());
    Optional<Resumable> session = context.offer().session();
    ClientState next;
    if (negotiated.resumed()) {
      next = resume(negotiated, session.orElseThrow(), context);
    } else {
      session.ifPresent(Resumable::close);
      next = new AwaitCertificate(negotiated);
    }
    context.agreed(negotiated);
    context.decide(TracePoint.SERVER_HELLO, rfc(5246, "7.4.1.3"), () -> sentence(negotiated, hello, session));
    return next;
  }

  /** RFC 5246 §7.3, figure 2: keys follow from the old master secret and the new randoms. */
  private static ClientState resume(Negotiated negotiated, Resumable session, HandshakeContext context)
      throws EngineException {
    ConnectionKeys keys = context.keys().connectionKeys(negotiated, session.master());
    session.take();
    return negotiated.ticketExpected()
        ? new AwaitNewSessionTicket(negotiated, keys)
        : new AwaitChangeCipherSpec(negotiated, keys, Optional.empty());
  }

  private static String sentence(Negotiated negotiated, ServerHello hello, Optional<Resumable> session) {
    StringBuilder text = new StringBuilder();
    if (negotiated.resumed()) {
      text.append("resumes the session, so ").append(negotiated.suite()).append(" as before");
    } else {
      text.append("chose ").append(negotiated.suite()).append(", which was offered");
      session.ifPresent(old -> text.append("; does not resume the session, so this is a full handshake"));
    }
    text.append(negotiated.extendedMasterSecret() ? "; extended_master_secret agreed" : "; no extended_master_secret");
    text.append(negotiated.secureRenegotiation() ? "" : "; does not know secure renegotiation");
    negotiated.alpn().ifPresent(protocol -> text.append("; ALPN ").append(protocol));
    if (negotiated.maxFragmentLength() != 0) {
      text.append("; fragments of at most ").append(negotiated.maxFragmentLength()).append(" bytes");
    }
    if (negotiated.peerRecordSizeLimit() != 0) {
      text.append("; its record_size_limit is ").append(negotiated.peerRecordSizeLimit());
    }
    text.append(negotiated.ticketExpected() ? "; a session ticket will come" : "");
    text.append(negotiated.statusAllowed() ? "; an OCSP response may come" : "");
    text.append(ServerHelloCheck.hasTls13(hello) ? "; its random says that it also has TLS 1.3" : "");
    return text.toString();
  }
}
