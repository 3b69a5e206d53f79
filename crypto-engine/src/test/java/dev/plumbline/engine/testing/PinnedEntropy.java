package dev.plumbline.engine.testing;

import dev.plumbline.engine.Entropy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Entropy that is known in advance, purpose by purpose, whatever the order of calls between purposes.
 *
 * <p>Pinned bytes are used up first; after them, and for purposes without any, comes a stream that only the seed and
 * the purpose determine. {@link #exactly()} has no such stream: running out of pinned bytes is then an error.
 * Thread-safe.
 */
public final class PinnedEntropy implements Entropy {
  private final Long seed;
  private final Map<Purpose, ByteBuffer> pinned = new EnumMap<>(Purpose.class);
  private final Map<Purpose, Stream> streams = new EnumMap<>(Purpose.class);

  private PinnedEntropy(Long seed) {
    this.seed = seed;
  }

  /** Streams made from {@code seed} and the purpose. */
  public static PinnedEntropy seeded(long seed) {
    return new PinnedEntropy(seed);
  }

  /** Nothing but what is pinned. */
  public static PinnedEntropy exactly() {
    return new PinnedEntropy(null);
  }

  /** Appends bytes that the next requests for this purpose get, in order. */
  public synchronized PinnedEntropy pin(Purpose purpose, byte[] bytes) {
    ByteBuffer old = pinned.get(purpose);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    if (old != null) {
      joined.write(old.array(), old.position(), old.remaining());
    }
    joined.writeBytes(bytes);
    pinned.put(purpose, ByteBuffer.wrap(joined.toByteArray()));
    return this;
  }

  @Override
  public synchronized void fill(Purpose purpose, byte[] out, int offset, int length) {
    ByteBuffer fixed = pinned.get(purpose);
    int fromPinned = fixed == null ? 0 : Math.min(fixed.remaining(), length);
    if (fromPinned < length && seed == null) {
      throw new IllegalStateException(
          "no more bytes pinned for " + purpose + ": " + length + " wanted, " + fromPinned + " left");
    }
    if (fromPinned > 0) {
      fixed.get(out, offset, fromPinned);
    }
    if (fromPinned < length) {
      streams.computeIfAbsent(purpose, p -> new Stream(seed, p)).fill(out, offset + fromPinned, length - fromPinned);
    }
  }

  /** SHA-256 of seed, purpose and block number, block after block. */
  private static final class Stream {
    private final long seed;
    private final Purpose purpose;
    private long block;
    private byte[] rest = new byte[0];
    private int used;

    Stream(long seed, Purpose purpose) {
      this.seed = seed;
      this.purpose = purpose;
    }

    void fill(byte[] out, int offset, int length) {
      for (int i = 0; i < length; i++) {
        if (used == rest.length) {
          rest = next();
          used = 0;
        }
        out[offset + i] = rest[used++];
      }
    }

    private byte[] next() {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(purpose.name().getBytes(StandardCharsets.US_ASCII));
        return sha256.digest(ByteBuffer.allocate(16).putLong(seed).putLong(block++).array());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
