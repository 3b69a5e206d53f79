package dev.plumbline.diagnose.probe;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.KeyType;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a server's certificates can be trusted, whatever suite they came with. */
final class ServerTrust {
  private final PathBuilder paths;
  private final HostName server;
  private final InstantSource clock;

  ServerTrust(PathBuilder paths, HostName server, InstantSource clock) {
    this.paths = paths;
    this.server = server;
    this.clock = clock;
  }

  /** Why they can't be trusted, in a sentence; empty if they can. */
  Optional<String> objection(List<Bytes> certificates) {
    try {
      List<ParsedCertificate> sent = paths.read(certificates);
      // The suite matters for the type of key alone, and the server may have chosen one that this client lacks.
      CipherSuite suite = sent.get(0).keyType().filter(type -> type == KeyType.EC).isPresent()
          ? CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
          : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
      paths.verify(sent, suite, server, clock.instant()).leafKey().close();
      return Optional.empty();
    } catch (TlsAlert e) {
      return Optional.of(e.sentence());
    } catch (EngineException e) {
      return Optional.of("it could not be verified: " + e.getMessage());
    }
  }

  /** The certificates that can be read, up to the first that can't. */
  static List<ParsedCertificate> parsed(List<Bytes> certificates) {
    List<ParsedCertificate> parsed = new ArrayList<>();
    try {
      for (Bytes der : certificates) {
        parsed.add(ParsedCertificate.parse(der));
      }
    } catch (MalformedCertificate unreadable) {
      return parsed;
    }
    return parsed;
  }
}
