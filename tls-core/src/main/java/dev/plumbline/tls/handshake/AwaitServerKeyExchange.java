package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.engine.PeerShare;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.SignedServerParams;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.HandshakeType;
import dev.plumbline.tls.wire.ServerKeyExchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The server's certificate is verified; with ECDHE its share comes next (RFC 8422 §5.4). Owns the server's key. */
final class AwaitServerKeyExchange extends ClientState {
  private final Negotiated negotiated;
  private final SubjectKey serverKey;

  AwaitServerKeyExchange(Negotiated negotiated, SubjectKey serverKey) {
    this.negotiated = negotiated;
    this.serverKey = serverKey;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of(HandshakeType.SERVER_KEY_EXCHANGE);
  }

  @Override
  ClientState onServerKeyExchange(ServerKeyExchange message, HandshakeContext context)
      throws TlsAlert, EngineException {
    NamedGroup group = group(message.group(), context.offer());
    SignatureScheme scheme = scheme(message.scheme(), context.offer());
    if (scheme.keyType() != serverKey.type()) {
      throw Fault.SCHEME_FOR_OTHER_KEY.with(scheme.ianaName(), serverKey.type());
    }
    PeerShare share = verify(message, group, scheme, context);
    serverKey.close();
    context.facts().keyExchange(group, scheme);
    traceSigned(message, context);
    context.decide(
        TracePoint.SERVER_KEY_EXCHANGE,
        rfc(8422, "5.4"),
        () -> "the server's share is on " + group.ianaName() + ", signed with " + scheme.ianaName()
            + " by the key of its certificate; signature and point hold");
    return new AwaitCertificateRequestOrHelloDone(negotiated, new KeyExchange.Ecdhe(share));
  }

  private PeerShare verify(
      ServerKeyExchange message, NamedGroup group, SignatureScheme scheme, HandshakeContext context)
      throws TlsAlert, EngineException {
    byte[] params = message.params().unsafeArray();
    SignedServerParams signed =
        new SignedServerParams(
            view(negotiated.clientRandom()),
            view(negotiated.serverRandom()),
            CryptoView.of(params),
            CryptoView.of(params, ServerKeyExchange.POINT_OFFSET, message.point().length()),
            view(message.signature()));
    try {
      return context.engine().verifyServerShare(serverKey, scheme, group, signed);
    } catch (PeerRejected e) {
      throw EngineFaults.keyExchange(context.engine(), e);
    }
  }

  private static NamedGroup group(int code, Offer offer) throws TlsAlert {
    Optional<NamedGroup> group = NamedGroup.of(code).filter(offer.groups()::contains);
    return group.orElseThrow(
        () -> notOurs(code, offer.groupCodes(), "group", Fault.GROUP_NOT_OFFERED));
  }

  private static SignatureScheme scheme(int code, Offer offer) throws TlsAlert {
    Optional<SignatureScheme> scheme = SignatureScheme.of(code).filter(offer.schemes()::contains);
    return scheme.orElseThrow(
        () -> notOurs(code, offer.schemeCodes(), "signature scheme", Fault.SCHEME_NOT_OFFERED));
  }

  private static TlsAlert notOurs(int code, List<Integer> offered, String what, Fault notOffered) {
    String name = ServerHelloCheck.hex16(code);
    return offered.contains(code) ? Fault.OFFERED_NOT_IMPLEMENTED.with(what, name) : notOffered.with(name);
  }

  private void traceSigned(ServerKeyExchange message, HandshakeContext context) {
    if (context.trace().wants(TracePoint.SERVER_PARAMS_SIGNED)) {
      byte[] signed = new byte[2 * negotiated.clientRandom().length() + message.params().length()];
      negotiated.clientRandom().copyTo(signed, 0);
      negotiated.serverRandom().copyTo(signed, negotiated.clientRandom().length());
      message.params().copyTo(signed, 2 * negotiated.clientRandom().length());
      context.traceBytes(TracePoint.SERVER_PARAMS_SIGNED, signed);
    }
  }

  private static CryptoView view(Bytes bytes) {
    return CryptoView.of(bytes.unsafeArray());
  }

  @Override
  public void close() {
    serverKey.close();
  }
}
