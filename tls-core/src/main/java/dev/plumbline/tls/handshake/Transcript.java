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
  private final Map<HashAlgorithm, RunningHash> hashes;

  private Transcript(HashAlgorithm prf, Map<HashAlgorithm, RunningHash> hashes) {
    this.prf = prf;
    this.hashes = hashes;
  }

  /** Starts all hashes, or none. */
  static Transcript start(CryptoEngine engine, HashAlgorithm prf, Set<HashAlgorithm> forSignature)
      throws EngineException {
    Transcript transcript = new Transcript(prf, new EnumMap<>(HashAlgorithm.class));
    try {
      transcript.hashes.put(prf, engine.hash(prf));
      for (HashAlgorithm algorithm : forSignature) {
        if (algorithm != prf) {
          transcript.hashes.put(algorithm, engine.hash(algorithm));
        }
      }
      return transcript;
    } catch (EngineException e) {
      transcript.close();
      throw e;
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
