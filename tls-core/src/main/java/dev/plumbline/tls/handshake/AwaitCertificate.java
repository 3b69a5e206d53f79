package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathNote;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.List;
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
    List<ParsedCertificate> sent = context.trust().read(message.certificateList());
    context.facts().serverChain(sent);
    VerifiedPath path = context.trust().verify(sent, negotiated.suite());
    context.facts().path(path);
    context.decide(TracePoint.CERTIFICATE, rfc(5246, "7.4.2"), () -> sentence(sent, path));
    tracePath(path, context);
    ClientState next = afterCertificate(path.leafKey());
    return negotiated.statusAllowed() ? new AwaitCertificateStatus(path, next) : next;
  }

  /** RFC 8422 §2: only an ephemeral key exchange has a ServerKeyExchange. */
  private ClientState afterCertificate(SubjectKey leafKey) {
    return negotiated.suite().ephemeral()
        ? new AwaitServerKeyExchange(negotiated, leafKey)
        : new AwaitCertificateRequestOrHelloDone(negotiated, new KeyExchange.RsaTransport(leafKey));
  }

  private static void tracePath(VerifiedPath path, HandshakeContext context) {
    for (PathNote note : path.notes()) {
      context.decide(TracePoint.CERTIFICATE_PATH, note.clause(), note::sentence);
    }
  }

  private static String sentence(List<ParsedCertificate> sent, VerifiedPath path) {
    return sent.size() + (sent.size() == 1 ? " certificate; a path of " : " certificates; a path of ") + path.path().size()
        + " leads to a trust anchor, and its leaf has an " + path.leafKey().type() + " key for the server's name";
  }
}
