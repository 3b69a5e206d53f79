package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a server is to serve TLS 1.2. Immutable; each method returns a changed copy.
 *
 * @param identities its certificates with their keys and chains, one for each type of key
 * @param suites cipher suites, most preferred first
 * @param clientAnchor the root that client certificates must lead to; empty when none is asked for
 * @param clientRequired whether a client without a certificate is refused
 * @param recordSizeLimit bytes that the server asks for by RFC 8449, where it can; 0 for its default
 * @param ocspResponse what it staples, where it can
 */
public record ServerSetup(
    List<IssuedCertificate> identities,
    List<CipherSuite> suites,
    Optional<IssuedCertificate> clientAnchor,
    boolean clientRequired,
    int recordSizeLimit,
    Optional<byte[]> ocspResponse) {
  public ServerSetup {
    identities = List.copyOf(identities);
    suites = List.copyOf(suites);
  }

  /** All three suites, no client authentication, nothing stapled. */
  public static ServerSetup with(IssuedCertificate... identities) {
    return new ServerSetup(
        List.of(identities), Arrays.asList(CipherSuite.values()), Optional.empty(), false, 0, Optional.empty());
  }

  public ServerSetup suites(CipherSuite... only) {
    return new ServerSetup(identities, List.of(only), clientAnchor, clientRequired, recordSizeLimit, ocspResponse);
  }

  /** Clients must have a certificate that leads to this root. */
  public ServerSetup requireClient(IssuedCertificate root) {
    return new ServerSetup(identities, suites, Optional.of(root), true, recordSizeLimit, ocspResponse);
  }

  /** Clients are asked for a certificate that leads to this root, and may have none. */
  public ServerSetup requestClient(IssuedCertificate root) {
    return new ServerSetup(identities, suites, Optional.of(root), false, recordSizeLimit, ocspResponse);
  }

  public ServerSetup recordSizeLimit(int bytes) {
    return new ServerSetup(identities, suites, clientAnchor, clientRequired, bytes, ocspResponse);
  }

  public ServerSetup ocspResponse(byte[] der) {
    return new ServerSetup(identities, suites, clientAnchor, clientRequired, recordSizeLimit, Optional.of(der.clone()));
  }
}
