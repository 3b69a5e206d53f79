package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.VerifiedPath;
import java.util.List;

/** Decides whether the server is who it should be: path, name and status, at this time and under this policy. */
public interface ServerTrust {
  /**
   * Verifies the server's certificates for a key exchange (RFC 5280 §6, RFC 9525). The path's leaf key belongs to the caller.
   *
   * @param certificateList DER certificates as the server sent them, leaf first; at least one
   */
  VerifiedPath verify(List<Bytes> certificateList, CipherSuite suite) throws TlsAlert, EngineException;

  /** Verifies a stapled OCSP response for the leaf (RFC 6066 §8, RFC 6960); a response that says "good" returns. */
  void checkStatus(VerifiedPath path, Bytes ocspResponse) throws TlsAlert, EngineException;
}
