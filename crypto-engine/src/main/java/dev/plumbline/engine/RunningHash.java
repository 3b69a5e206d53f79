package dev.plumbline.engine;

/** A hash over data that keeps coming; it can be read at any point without ending it. */
public interface RunningHash extends Handle {
  HashAlgorithm algorithm();

  void update(byte[] data, int offset, int length);

  /** Writes the hash of everything so far, {@link HashAlgorithm#length()} bytes from {@code offset}, and goes on. */
  void peek(byte[] out, int offset);

  /** Forgets everything so far and starts anew. */
  void reset();
}
