package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.HashAlgorithm;
import dev.plumbline.engine.RunningHash;
import dev.plumbline.tls.wire.RawMessage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code handshake_messages}: the hash of all handshake messages, sent and received, as they were on the wire (RFC
 * 5246 §7.4.9).
 *
 * <p>The PRF's hash always runs. A CertificateVerify may need another one over the same bytes (RFC 5246 §7.4.8), and
 * which one is only known with CertificateRequest; so all that the client's key could ask for run until {@link
 * #keepOnly} says which is needed.
 */
final class Transcript implements AutoCloseable {
  private final HashAlgorithm prf;
  private final Map<HashAlgorithm, RunningHash> hashes = new EnumMap<>(HashAlgorithm.class);

  Transcript(HashAlgorithm prf) {
    this.prf = prf;
  }

  /** Starts the hashes that do not run yet; to be repeated after a busy engine. */
  void start(CryptoEngine engine, Set<HashAlgorithm> forSignature) throws EngineException {
    start(engine, prf);
    for (HashAlgorithm algorithm : forSignature) {
      start(engine, algorithm);
    }
  }

  private void start(CryptoEngine engine, HashAlgorithm algorithm) throws EngineException {
    if (!hashes.containsKey(algorithm)) {
      hashes.put(algorithm, engine.hash(algorithm));
    }
  }

  void update(RawMessage message) {
    update(message.array(), message.offset(), message.length());
  }

  void update(byte[] message, int offset, int length) {
    for (RunningHash hash : hashes.values()) {
      hash.update(message, offset, length);
    }
  }

  /** The PRF's hash of everything so far. */
  byte[] hash() {
    return hash(prf);
  }

  byte[] hash(HashAlgorithm algorithm) {
    byte[] out = new byte[algorithm.length()];
    hashes.get(algorithm).peek(out, 0);
    return out;
  }

  /** Ends the hashes that no signature will need: all but the PRF's and {@code needed}. */
  void keepOnly(Set<HashAlgorithm> needed) {
    hashes
        .entrySet()
        .removeIf(
            entry -> {
              boolean ends = entry.getKey() != prf && !needed.contains(entry.getKey());
              if (ends) {
                entry.getValue().close();
              }
              return ends;
            });
  }

  @Override
  public void close() {
    hashes.values().forEach(RunningHash::close);
    hashes.clear();
  }
}
