package dev.plumbline.tls.handshake;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.record.KeyChangePermit;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.CertificateStatus;
import dev.plumbline.tls.wire.Finished;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.NewSessionTicket;
import dev.plumbline.tls.wire.ServerHello;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the client waits for. There is one final class for each awaited message; it knows what is known by then and
 * owns the handles that exist by then. Whatever a state does not override is refused (RFC 5246 §7.3).
 *
 * <p>A handler returns the next state, to which it has moved its handles, or throws and has changed nothing: after a
 * busy engine the same message is delivered again.
 */
abstract sealed class ClientState implements AutoCloseable
    permits SendClientHello,
        AwaitServerHello,
        AwaitCertificate,
        AwaitCertificateStatus,
        AwaitServerKeyExchange,
        AwaitCertificateRequestOrHelloDone,
        AwaitServerHelloDone,
        ClientFlight,
        SendFinished,
        AwaitNewSessionTicket,
        AwaitChangeCipherSpec,
        AwaitFinished,
        Established,
        Closed {
  /** The handshake messages that may come now, HelloRequest aside. */
  abstract Set<HandshakeType> expected();

  /** For people: what this state waits for. */
  String awaited() {
    return expected().stream().map(HandshakeType::rfcName).collect(Collectors.joining(" or "));
  }

  /** Goes on as far as possible without the server. */
  ClientState advance(HandshakeContext context) throws TlsAlert, EngineException {
    return this;
  }

  boolean awaitsChangeCipherSpec() {
    return false;
  }

  boolean isEstablished() {
    return false;
  }

  /** RFC 5246 §7.4.1.1: while a handshake goes on, it is ignored; and it is never hashed. */
  ClientState onHelloRequest(HandshakeContext context) throws TlsAlert, EngineException {
    context.helloRequestHandled();
    return this;
  }

  ClientState onServerHello(ServerHello message, HandshakeContext context) throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onCertificate(Certificate message, HandshakeContext context) throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onCertificateStatus(CertificateStatus message, HandshakeContext context)
      throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onServerKeyExchange(ServerKeyExchange message, HandshakeContext context)
      throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onCertificateRequest(CertificateRequest message, HandshakeContext context)
      throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onServerHelloDone(ServerHelloDone message, HandshakeContext context) throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onNewSessionTicket(NewSessionTicket message, HandshakeContext context)
      throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  ClientState onFinished(Finished message, HandshakeContext context) throws TlsAlert, EngineException {
    throw outOfOrder(message.type());
  }

  /** ChangeCipherSpec is not a handshake message, but it has its place among them (RFC 5246 §7.1). */
  ClientState onChangeCipherSpec(KeyChangePermit permit, HandshakeContext context) throws TlsAlert {
    throw Fault.CHANGE_CIPHER_SPEC_UNEXPECTED.with(awaited());
  }

  /** The fault for a message that may not come now. */
  TlsAlert outOfOrder(HandshakeType type) {
    return Fault.MESSAGE_OUT_OF_ORDER.with(type.rfcName(), awaited());
  }

  @Override
  public void close() {}
}
