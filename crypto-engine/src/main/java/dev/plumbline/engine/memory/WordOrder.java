package dev.plumbline.engine.memory;

/**
 * How an engine on a little-endian core reads an array of 32-bit words.
 *
 * <p>LITTLE: the bytes in memory are the protocol's bytes. BIG: the <em>value</em> of each word is the big-endian
 * reading of four protocol bytes, so on a little-endian core the four bytes lie in memory the other way round, and a
 * driver must reverse each word before and after. The order of the words is the same in both.
 */
public enum WordOrder {
  LITTLE,
  BIG;

  /** Bytes of a word. */
  public static final int WORD = 4;

  /** Reads words as the engine sees them: the protocol bytes that it computes with. */
  public byte[] fetch(Allocation operand, int offset, int length) {
    byte[] seen = new byte[length];
    operand.load(seen, 0, offset, length);
    if (this == BIG) {
      reverseEachWord(seen);
    }
    return seen;
  }

  /** Writes protocol bytes as the engine leaves words in memory. */
  public void deliver(byte[] protocol, Allocation operand, int offset) throws MemoryFault {
    byte[] stored = protocol.clone();
    if (this == BIG) {
      reverseEachWord(stored);
    }
    operand.store(offset, stored, 0, stored.length);
  }

  /** Reverses the four bytes of each word where they lie: through the memory's door, so that ROM keeps its own. */
  public static void swapInPlace(Allocation operand, int offset, int length) throws MemoryFault {
    byte[] bytes = new byte[length];
    operand.load(bytes, 0, offset, length);
    reverseEachWord(bytes);
    operand.store(offset, bytes, 0, length);
  }

  private static void reverseEachWord(byte[] bytes) {
    checkWhole(bytes.length);
    for (int at = 0; at < bytes.length; at += WORD) {
      byte first = bytes[at];
      byte second = bytes[at + 1];
      bytes[at] = bytes[at + 3];
      bytes[at + 1] = bytes[at + 2];
      bytes[at + 2] = second;
      bytes[at + 3] = first;
    }
  }

  private static void checkWhole(int length) {
    if (length % WORD != 0) {
      throw new IllegalArgumentException(length + " bytes are not whole words");
    }
  }
}
