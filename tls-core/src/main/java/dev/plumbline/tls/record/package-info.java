/**
 * Owns the record protocol (RFC 5246 §6): headers, lengths, protection, fragments, and when keys may change. Must not
 * know what a handshake message means.
 */
package dev.plumbline.tls.record;
