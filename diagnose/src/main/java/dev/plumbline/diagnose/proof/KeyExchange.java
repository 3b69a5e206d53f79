package dev.plumbline.diagnose.proof;

/** What the server's key has to do, which its keyUsage must allow (RFC 5246 §7.4.2). */
public enum KeyExchange {
  /** It signs ServerKeyExchange, as in all suites with ephemeral keys. */
  SIGNED,
  /** It deciphers the pre-master secret. */
  RSA_TRANSPORT,
  UNKNOWN
}
