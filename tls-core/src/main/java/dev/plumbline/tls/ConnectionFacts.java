package dev.plumbline.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a connection so far; empty means that it is not known yet, or that there is none. Nothing in it is
 * secret.
 *
 * @param suite the cipher suite that the server chose
 * @param group the group of the key exchange; none with RSA key transport and after resumption
 * @param signatureScheme what the server signed its ServerKeyExchange with
 * @param resumed whether the server took up an earlier session
 * @param extendedMasterSecret whether the master secret is bound to the handshake (RFC 7627)
 * @param secureRenegotiation whether the server knows RFC 5746
 * @param alpn the application protocol that was agreed
 * @param recordLimitOut the most bytes of plaintext that we put into one record
 * @param sessionId the session's id, as the server named it; may be empty
 * @param serverChain the certificates that the server sent, as sent
 * @param path the verified path, leaf first, trust anchor last
 * @param clientAuthenticationRequested whether the server sent a CertificateRequest
 * @param serverAlert the last alert that the server sent
 * @param ourAlert the last alert that we sent
 */
public record ConnectionFacts(
    Optional<CipherSuite> suite,
    Optional<NamedGroup> group,
    Optional<SignatureScheme> signatureScheme,
    Optional<Boolean> resumed,
    Optional<Boolean> extendedMasterSecret,
    Optional<Boolean> secureRenegotiation,
    Optional<String> alpn,
    OptionalInt recordLimitOut,
    Optional<Bytes> sessionId,
    List<ParsedCertificate> serverChain,
    List<ParsedCertificate> path,
    boolean clientAuthenticationRequested,
    Optional<AlertDescription> serverAlert,
    Optional<AlertDescription> ourAlert) {
  /** Before anything was said. */
  public static final ConnectionFacts NONE =
      new ConnectionFacts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
          Optional.empty(), OptionalInt.empty(), Optional.empty(), List.of(), List.of(), false, Optional.empty(),
          Optional.empty());

  public ConnectionFacts {
    serverChain = List.copyOf(serverChain);
    path = List.copyOf(path);
  }
}
