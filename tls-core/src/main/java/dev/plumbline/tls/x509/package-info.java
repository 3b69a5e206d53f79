/**
 * Owns X.509: reading certificates (RFC 5280 §4), finding and validating a path to a trust anchor (§6), the
 * server's name in its certificate (RFC 9525), and the OCSP response that came with it (RFC 6066 §8). Every
 * signature is checked by the engine. Must not know handshake states, or how a signature is computed.
 */
package dev.plumbline.tls.x509;
