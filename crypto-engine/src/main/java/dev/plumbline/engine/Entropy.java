package dev.plumbline.engine;

/** Where every random byte comes from, by purpose, so that a replay can pin each value whatever the order of calls. */
public interface Entropy {
  /** What the bytes are for. */
  enum Purpose {
    CLIENT_RANDOM,
    SESSION_ID,
    EPHEMERAL_KEY,
    PRE_MASTER_SECRET,
    EXPLICIT_NONCE,
    PKCS1_PADDING,
    SIGNATURE_NONCE,
    PSS_SALT,
    BLINDING
  }

  /** Fills {@code length} bytes from {@code offset}. Implementations are thread-safe. */
  void fill(Purpose purpose, byte[] out, int offset, int length);
}
