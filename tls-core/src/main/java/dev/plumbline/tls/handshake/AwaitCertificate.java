package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.Set;

/** The hellos agree, on a full handshake. */
final class AwaitCertificate extends ClientState {
  private final Negotiated negotiated;

  AwaitCertificate(Negotiated negotiated) {
    this.negotiated = negotiated;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.CERTIFICATE);
  }

  @Override
  ClientState onCertificate(Certificate message, HandshakeContext context) throws TlsAlert, EngineException {
    context.facts().serverChain(message.certificateList());
    if (message.certificateList().isEmpty()) {
      throw Fault.CERTIFICATE_LIST_EMPTY.with();
    }
    CipherSuite suite = negotiated.suite();
    VerifiedPath path = context.trust().verify(message.certificateList(), suite);
    SubjectKey leafKey = path.leafKey();
    if (leafKey.type() != suite.serverKeyType()) {
      leafKey.close();
      throw Fault.CERTIFICATE_KEY_TYPE.with(leafKey.type(), suite, suite.serverKeyType());
    }
    context.facts().path(path);
    context.decide(TracePoint.CERTIFICATE, rfc(5246, "7.4.2"), () -> sentence(message, path));
    ClientState next = afterCertificate(leafKey);
    return negotiated.statusAllowed() ? new AwaitCertificateStatus(path, next) : next;
  }

  /** RFC 8422 §2: only an ephemeral key exchange has a ServerKeyExchange. */
  private ClientState afterCertificate(SubjectKey leafKey) {
    return negotiated.suite().ephemeral()
        ? new AwaitServerKeyExchange(negotiated, leafKey)
        : new AwaitCertificateRequestOrHelloDone(negotiated, new KeyExchange.RsaTransport(leafKey));
  }

  private static String sentence(Certificate message, VerifiedPath path) {
    return message.certificateList().size() + " certificates; a path of " + path.path().size()
        + " leads to a trust anchor, and its leaf has an " + path.leafKey().type() + " key for the server's name";
  }
}
