package dev.plumbline.tls.handshake;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.CertificateStatus;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.HelloRequest;
import dev.plumbline.tls.wire.NewSessionTicket;
import dev.plumbline.tls.wire.RawMessage;
import dev.plumbline.tls.wire.Reception;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import dev.plumbline.tls.wire.WireReader;
import java.util.Optional;

/**
 * Brings a received message to the state: first whether it may come now, then whether there is room for it and it is
 * well formed, then what it says; and once it is dealt with, its bytes as received go into the transcript (RFC 5246
 * §7.4.9). So the server's Finished is checked against a transcript without it, and ours is made of one that has it.
 */
final class MessageDispatch {
  private final HandshakeContext context;
  private RawMessage traced;

  MessageDispatch(HandshakeContext context) {
    this.context = context;
  }

  /** @param records over how many records the message came */
  ClientState deliver(RawMessage raw, int records, ClientState state) throws TlsAlert, EngineException {
    trace(raw);
    if (raw.type() == HandshakeType.HELLO_REQUEST) {
      HelloRequest.read(raw.body());
      return state.onHelloRequest(context);
    }
    if (!state.expected().contains(raw.type())) {
      throw state.outOfOrder(raw.type());
    }
    Optional<Reception.Refusal> refusal = context.reception().refusal(raw, records);
    if (refusal.isPresent()) {
      throw TlsAlert.overLimit(refusal.get().limit(), refusal.get().sentence());
    }
    ClientState next = parse(raw, state);
    context.transcript().update(raw);
    return next;
  }

  private ClientState parse(RawMessage raw, ClientState state) throws TlsAlert, EngineException {
    WireReader body = raw.body();
    return switch (raw.type()) {
      case SERVER_HELLO -> state.onServerHello(ServerHello.read(body), context);
      case CERTIFICATE -> state.onCertificate(Certificate.read(body), context);
      case CERTIFICATE_STATUS -> state.onCertificateStatus(CertificateStatus.read(body), context);
      case SERVER_KEY_EXCHANGE -> state.onServerKeyExchange(ServerKeyExchange.read(body), context);
      case CERTIFICATE_REQUEST -> state.onCertificateRequest(CertificateRequest.read(body), context);
      case SERVER_HELLO_DONE -> state.onServerHelloDone(ServerHelloDone.read(body), context);
      case NEW_SESSION_TICKET -> state.onNewSessionTicket(NewSessionTicket.read(body), context);
      case FINISHED -> state.onFinished(Finished.read(body), context);
      case HELLO_REQUEST, CLIENT_HELLO, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE ->
          throw state.outOfOrder(raw.type());
    };
  }

  /** Once for each message, also when a busy engine has it delivered again. */
  private void trace(RawMessage raw) {
    if (raw == traced) {
      return;
    }
    traced = raw;
    TracePoint point =
        switch (raw.type()) {
          case SERVER_HELLO -> TracePoint.SERVER_HELLO;
          case CERTIFICATE -> TracePoint.CERTIFICATE;
          case CERTIFICATE_STATUS -> TracePoint.CERTIFICATE_STATUS;
          case SERVER_KEY_EXCHANGE -> TracePoint.SERVER_KEY_EXCHANGE;
          case CERTIFICATE_REQUEST -> TracePoint.CERTIFICATE_REQUEST;
          case SERVER_HELLO_DONE -> TracePoint.SERVER_HELLO_DONE;
          case NEW_SESSION_TICKET -> TracePoint.NEW_SESSION_TICKET;
          case FINISHED -> TracePoint.SERVER_FINISHED;
          case HELLO_REQUEST -> TracePoint.HELLO_REQUEST;
          case CLIENT_HELLO, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE -> null;
        };
    if (point != null && context.trace().wants(point)) {
      context.trace().bytes(point, raw.array(), raw.offset(), raw.length());
    }
  }
}
