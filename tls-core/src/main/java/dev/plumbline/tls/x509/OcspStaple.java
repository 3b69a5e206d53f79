package dev.plumbline.tls.x509;

import java.time.Instant;
import java.util.Optional;

/**
 * An OCSP response that vouches for the server's certificate (RFC 6960 §2.2): checked, and good.
 *
 * @param signer who signed it, by its short name: the issuer, or a responder that the issuer appointed
 * @param producedAt when it was signed
 * @param thisUpdate since when it is known to hold
 * @param nextUpdate until when there is nothing newer; empty if there always may be
 */
public record OcspStaple(String signer, Instant producedAt, Instant thisUpdate, Optional<Instant> nextUpdate) {}
