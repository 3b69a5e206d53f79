package dev.plumbline.tls.trace;

/**
 * Receives the master secret of each connection, so that a capture of it can be read. Asked {@link #wants} first: an
 * engine is only asked to reveal a secret that is wanted. Called on the connection's thread; failing to write must
 * not end a handshake.
 */
public interface KeyLog {
  /** Wants nothing. */
  KeyLog NONE = new NoKeyLog();

  boolean wants();

  /**
   * The pair that opens one connection. The arrays belong to the caller, who overwrites the second one.
   *
   * @param clientRandom 32 bytes
   * @param masterSecret 48 bytes
   */
  void clientRandom(byte[] clientRandom, byte[] masterSecret);

  /** A key log that passes everything on to this one and to another. */
  default KeyLog and(KeyLog other) {
    return new KeyLogs(this, other);
  }
}
