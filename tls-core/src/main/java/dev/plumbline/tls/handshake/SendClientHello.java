package dev.plumbline.tls.handshake;

import static dev.plumbline.tls.alert.Clause.rfc;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.ClientHello;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.HandshakeType;
import java.util.Set;
import java.util.stream.Collectors;

/** The beginning: nothing has been said. Waits for the engine. Owns the transcript until it is whole. */
final class SendClientHello extends ClientState {
  /** The PRF's hash of every suite in this profile (RFC 5246 §5), so that it need not wait for ServerHello. */
  private static final HashAlgorithm PRF_HASH = HashAlgorithm.SHA256;

  private Transcript transcript = new Transcript(PRF_HASH);

  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "the engine, to begin";
  }

  @Override
  ClientState advance(HandshakeContext context) throws TlsAlert, EngineException {
    transcript.start(context.engine(), context.authentication().hashes());
    context.begin(transcript);
    transcript = null;
    ClientHello hello = context.offer().hello();
    context.traceBytes(TracePoint.CLIENT_RANDOM, hello.random().unsafeArray());
    context.send(hello, TracePoint.CLIENT_HELLO);
    context.decide(TracePoint.CLIENT_HELLO, rfc(5246, "7.4.1.2"), () -> sentence(context.offer()));
    return new AwaitServerHello();
  }

  @Override
  public void close() {
    if (transcript != null) {
      transcript.close();
    }
  }

  private static String sentence(Offer offer) {
    String suites =
        offer.hello().cipherSuites().stream().map(ServerHelloCheck::suiteName).collect(Collectors.joining(", "));
    String extensions =
        offer.hello().extensions().stream()
            .map(Extension::type)
            .map(ExtensionType::nameOf)
            .collect(Collectors.joining(", "));
    return "offers TLS 1.2 with " + suites + "; extensions: " + (extensions.isEmpty() ? "none" : extensions)
        + offer.session().map(SendClientHello::resumption).orElse("");
  }

  private static String resumption(Resumable session) {
    return "; offers to resume a session of "
        + session.suite()
        + (session.ticket().isEmpty() ? " by its id" : " by a ticket of " + session.ticket().length() + " bytes");
  }
}
