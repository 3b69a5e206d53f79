package dev.plumbline.diagnose.decrypt;

/**
 * What two ends agreed on, as far as the keys depend on it (RFC 5246 §6.3).
 *
 * @param version on the wire, 0x0301 to 0x0303
 * @param encryptThenMac whether the server took up that extension (RFC 7366)
 */
public record Negotiated(
    int version, int suite, byte[] clientRandom, byte[] serverRandom, boolean encryptThenMac) {}
