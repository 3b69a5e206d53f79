package dev.plumbline.engine;

/**
 * The key_block of one connection, already cut up (RFC 5246 §6.3). Closing it closes neither cipher; each goes with its
 * half of the record layer and is closed there.
 */
public interface TrafficKeys extends Secret {
  /** Protects what the client writes. */
  RecordCipher clientWrite();

  /** Protects what the server writes. */
  RecordCipher serverWrite();
}
