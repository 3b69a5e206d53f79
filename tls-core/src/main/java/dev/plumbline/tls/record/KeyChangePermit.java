package dev.plumbline.tls.record;

/**
 * Proof that no handshake message is buffered in part, so that keys may change here (RFC 5246 §7.1). Only
 * {@link Defragmenter#aligned} makes one; it says something about that moment, so it is used at once and not kept.
 */
public final class KeyChangePermit {
  KeyChangePermit() {}
}
