package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Certificate;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.x509.HeldKeys;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathNote;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.List;
import java.util.Set;

/** The hellos agree, on a full handshake. Owns what is found out about the certificates while the engine is busy. */
final class AwaitCertificate extends ClientState {
  private final Negotiated negotiated;

  private List<ParsedCertificate> sent;
  private HeldKeys keys;

  AwaitCertificate(Negotiated negotiated) {
    this.negotiated = negotiated;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.CERTIFICATE);
  }

  @Override
  ClientState onCertificate(Certificate message, HandshakeContext context) throws TlsAlert, EngineException {
    if (sent == null) {
      sent = context.trust().read(message.certificateList());
      context.facts().serverChain(sent);
      keys = context.trust().keys();
    }
    VerifiedPath path = context.trust().verify(sent, negotiated.suite(), keys);
    context.facts().path(path);
    context.decide(TracePoint.CERTIFICATE, rfc(5246, "7.4.2"), () -> sentence(sent, path));
    tracePath(path, context);
    ClientState next = afterCertificate(path.leafKey());
    if (negotiated.statusAllowed()) {
      return new AwaitCertificateStatus(path, keys, next);
    }
    keys.close();
    return next;
  }

  /** RFC 8422 §2: only an ephemeral key exchange has a ServerKeyExchange. */
  private ClientState afterCertificate(SubjectKey leafKey) {
    return negotiated.suite().ephemeral()
        ? new AwaitServerKeyExchange(negotiated, leafKey)
        : new AwaitCertificateRequestOrHelloDone(negotiated, new KeyExchange.RsaTransport(leafKey));
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
  }

  private static void tracePath(VerifiedPath path, HandshakeContext context) {
    for (PathNote note : path.notes()) {
      context.decide(TracePoint.CERTIFICATE_PATH, note.clause(), note::sentence);
    }
  }

  private static String sentence(List<ParsedCertificate> sent, VerifiedPath path) {
    return sent.size() + (sent.size() == 1 ? " certificate; a path of " : " certificates; a path of ")
        + path.path().size() + " leads to a trust anchor, and its leaf has an " + path.leafKey().type()
        + " key for the server's name";
  }
}
