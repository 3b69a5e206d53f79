package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.CertificateRequest;
import dev.plumbline.tls.wire.CertificateStatus;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerHelloDone;
import dev.plumbline.tls.wire.ServerKeyExchange;
import dev.plumbline.tls.x509.HeldKeys;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.EnumSet;
import java.util.Set;

/**
 * status_request is agreed, so the server may send CertificateStatus, or leave it out (RFC 6066 §8). What is known is
 * in the state that comes after it. Owns the keys of the path, for the issuer's signature.
 */
final class AwaitCertificateStatus extends ClientState {
  private final VerifiedPath path;
  private final HeldKeys keys;
  private final ClientState next;

  AwaitCertificateStatus(VerifiedPath path, HeldKeys keys, ClientState next) {
    this.path = path;
    this.keys = keys;
    this.next = next;
  }

  @Override
  Set<HandshakeType> expected() {
    Set<HandshakeType> expected = EnumSet.of(HandshakeType.CERTIFICATE_STATUS);
    expected.addAll(next.expected());
    return expected;
  }

  @Override
  ClientState onCertificateStatus(CertificateStatus message, HandshakeContext context)
      throws TlsAlert, EngineException {
    context.trust().checkStatus(path, message.ocspResponse(), keys);
    context.decide(
        TracePoint.CERTIFICATE_STATUS, rfc(6066, "8"), () -> "the stapled OCSP response says that the leaf is good");
    keys.close();
    return next;
  }

  @Override
  ClientState onServerKeyExchange(ServerKeyExchange message, HandshakeContext context)
      throws TlsAlert, EngineException {
    return without(next.onServerKeyExchange(message, context));
  }

  @Override
  ClientState onCertificateRequest(CertificateRequest message, HandshakeContext context)
      throws TlsAlert, EngineException {
    return without(next.onCertificateRequest(message, context));
  }

  @Override
  ClientState onServerHelloDone(ServerHelloDone message, HandshakeContext context) throws TlsAlert, EngineException {
    return without(next.onServerHelloDone(message, context));
  }

  /** The server left it out. */
  private ClientState without(ClientState following) {
    keys.close();
    return following;
  }

  @Override
  public void close() {
    keys.close();
    next.close();
  }
}
