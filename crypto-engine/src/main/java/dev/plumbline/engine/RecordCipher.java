package dev.plumbline.engine;

/**
 * One direction's record protection: it owns the key, the implicit nonce and the construction of the nonce (RFC 5288
 * §3), because hardware derives these and gives none of them away. Not thread-safe.
 */
public interface RecordCipher extends Handle {
  /** Bytes that protection adds to a plaintext: explicit nonce and tag. */
  int overhead();

  /** Bytes of {@link #overhead()} that come before the ciphertext: the explicit nonce. */
  int explicitNonceLength();

  /**
   * Lets the explicit nonce of the record with sequence number n be {@code first + n}; without this call, n. Before the
   * first record only.
   */
  void countNoncesFrom(long first);

  /**
   * Protects one record.
   *
   * @param sequence the sequence number, each value used at most once in this direction
   * @param contentType the record's content type
   * @param plaintext what to protect
   * @param fragment where GenericAEADCipher goes; its length must be the plaintext's plus {@link #overhead()}. It may
   *     lie over the plaintext when the ciphertext then covers exactly the plaintext's bytes
   */
  void seal(long sequence, int contentType, CryptoView plaintext, CryptoView fragment) throws EngineException;

  /**
   * Removes the protection of one record.
   *
   * @param fragment the received GenericAEADCipher, at least {@link #overhead()} long
   * @param plaintext where the content goes; its length must be the fragment's minus {@link #overhead()}. It may lie
   *     over the ciphertext exactly
   * @throws PeerRejected with {@link PeerRejected.Reason#RECORD_MAC} if the record is not authentic; nothing of the
   *     plaintext is then left in {@code plaintext}
   */
  void open(long sequence, int contentType, CryptoView fragment, CryptoView plaintext)
      throws PeerRejected, EngineException;
}
