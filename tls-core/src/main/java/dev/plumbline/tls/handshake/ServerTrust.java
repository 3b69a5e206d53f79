package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.HeldKeys;
import dev.plumbline.tls.x509.HostName;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.PathBuilder;
import dev.plumbline.tls.x509.VerifiedPath;
import java.time.InstantSource;
import java.util.List;

/**
 * Whom this connection is meant for, and how that is found out: path rules, name and clock.
 *
 * @param paths verifies certificates
 * @param server the name that the server's certificate must have (RFC 9525)
 * @param clock says what time it is
 */
public record ServerTrust(PathBuilder paths, HostName server, InstantSource clock) {
  List<ParsedCertificate> read(List<Bytes> certificateList) throws TlsAlert {
    return paths.read(certificateList);
  }

  /** For what this connection finds out about keys and signatures. */
  HeldKeys keys() {
    return paths.keys();
  }

  /** Verifies the server's certificates for the suite's key exchange; the path's leaf key belongs to the caller. */
  VerifiedPath verify(List<ParsedCertificate> sent, CipherSuite suite, HeldKeys keys) throws TlsAlert, EngineException {
    return paths.verify(sent, suite, server, clock.instant(), keys);
  }

  /** Verifies a stapled OCSP response for the leaf; a response that says "good" returns. */
  void checkStatus(VerifiedPath path, Bytes ocspResponse, HeldKeys keys) throws TlsAlert, EngineException {
    paths.checkStaple(path, ocspResponse, clock.instant(), keys);
  }
}
