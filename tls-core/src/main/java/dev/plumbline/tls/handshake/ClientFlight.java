package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.CryptoView;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.MasterSecret;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.CertificateVerify;
import dev.plumbline.tls.wire.HandshakeType;
import java.util.Optional;
import java.util.Set;

/**
 * Our answer to ServerHelloDone, up to the keys: [Certificate] ClientKeyExchange [CertificateVerify] (RFC 5246 §7.3).
 *
 * <p>It waits for the engine rather than for the server. Each step is done once; a busy engine is asked again for the
 * step it was busy at. Owns the key exchange, and the secrets as they are made.
 */
final class ClientFlight extends ClientState {
  /** Room for a signature by an RSA key of up to 8192 bits. */
  private static final int MAX_SIGNATURE = 1024;

  private enum Step {
    CERTIFICATE,
    KEY_EXCHANGE,
    MASTER_SECRET,
    TRAFFIC_KEYS,
    CERTIFICATE_VERIFY,
    DONE
  }

  private final Negotiated negotiated;
  private final KeyExchange exchange;
  private final Optional<ClientAuthentication.Answer> answer;

  private Step step = Step.CERTIFICATE;
  private MasterSecret master;
  private ConnectionKeys keys;

  /** @param answer to the server's CertificateRequest, if it sent one */
  ClientFlight(Negotiated negotiated, KeyExchange exchange, Optional<ClientAuthentication.Answer> answer) {
    this.negotiated = negotiated;
    this.exchange = exchange;
    this.answer = answer;
  }

  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "the engine, to answer ServerHelloDone";
  }

  @Override
  ClientState advance(HandshakeContext context) throws TlsAlert, EngineException {
    while (step != Step.DONE) {
      step = run(context);
    }
    return new SendFinished(negotiated, keys, Optional.empty());
  }

  private Step run(HandshakeContext context) throws TlsAlert, EngineException {
    switch (step) {
      case CERTIFICATE:
        if (answer.isPresent()) {
          context.send(answer.get().certificate(), TracePoint.CLIENT_CERTIFICATE);
        }
        return Step.KEY_EXCHANGE;
      case KEY_EXCHANGE:
        context.send(exchange.run(context), TracePoint.CLIENT_KEY_EXCHANGE);
        return Step.MASTER_SECRET;
      case MASTER_SECRET:
        master = context.keys().masterSecret(negotiated, exchange.preMaster());
        context.decide(TracePoint.MASTER_SECRET_SEED, rfc(5246, "8.1"), this::seedSentence);
        return Step.TRAFFIC_KEYS;
      case TRAFFIC_KEYS:
        keys = context.keys().connectionKeys(negotiated, master);
        master = null;
        exchange.close();
        return Step.CERTIFICATE_VERIFY;
      case CERTIFICATE_VERIFY:
        if (answer.isPresent() && answer.get().signing().isPresent()) {
          certificateVerify(answer.get().signing().get(), context);
        }
        return Step.DONE;
      default:
        throw new IllegalStateException("no step after " + step);
    }
  }

  /** RFC 5246 §7.4.8: a signature over all handshake messages so far, of which the scheme's hash is signed. */
  private static void certificateVerify(ClientAuthentication.Signing signing, HandshakeContext context)
      throws TlsAlert, EngineException {
    byte[] digest = context.transcript().hash(signing.scheme().hash());
    CryptoView signature = CryptoView.of(new byte[MAX_SIGNATURE]);
    context.engine().sign(signing.key(), signing.scheme(), CryptoView.of(digest), signature);
    context.traceBytes(TracePoint.CERTIFICATE_VERIFY_HASH, digest);
    Bytes value = Bytes.of(signature.copy());
    context.send(new CertificateVerify(signing.scheme().codePoint(), value), TracePoint.CERTIFICATE_VERIFY);
  }

  private String seedSentence() {
    return negotiated.extendedMasterSecret()
        ? "the master secret is bound to the hash of the handshake so far (RFC 7627 §4)"
        : "the master secret is bound to the two randoms only";
  }

  @Override
  public void close() {
    exchange.close();
    if (master != null) {
      master.close();
    }
    if (keys != null) {
      keys.close();
    }
  }
}
