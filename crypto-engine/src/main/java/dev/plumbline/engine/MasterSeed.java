package dev.plumbline.engine;

/** What the master secret is bound to, besides the pre-master secret. */
public sealed interface MasterSeed {
  /** {@code ClientHello.random} and {@code ServerHello.random}, 32 bytes each (RFC 5246 §8.1). */
  record Randoms(byte[] client, byte[] server) implements MasterSeed {}

  /** The hash of all handshake messages up to and including ClientKeyExchange (RFC 7627 §3, §4). */
  record SessionHash(byte[] hash) implements MasterSeed {}
}
