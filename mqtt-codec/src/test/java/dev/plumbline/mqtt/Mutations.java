package dev.plumbline.mqtt;

import java.util.Arrays;
import java.util.Random;

/** Ways to damage bytes: flip a bit, overwrite, delete, insert, truncate, or splice with other bytes. */
final class Mutations {
  private Mutations() {
  }

  static byte[] mutate(byte[] bytes, byte[] other, Random random) {
    byte[] mutated = bytes;
    int rounds = 1 + random.nextInt(3);
    for (int i = 0; i < rounds; i++) {
      mutated = once(mutated, other, random);
    }
    return mutated;
  }

  private static byte[] once(byte[] bytes, byte[] other, Random random) {
    if (bytes.length == 0) {
      return other;
    }
    // The first bytes decide most, so half of the damage is done there.
    int at = random.nextInt(random.nextBoolean() ? Math.min(12, bytes.length) : bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(6)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> copy = Wire.join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
      case 3 -> copy = Wire.join(Arrays.copyOf(bytes, at), Wire.bytes(random.nextInt(256)),
          Arrays.copyOfRange(bytes, at, bytes.length));
      case 4 -> copy = Arrays.copyOf(bytes, at);
      default -> copy = Wire.join(Arrays.copyOf(bytes, at),
          Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }
    return copy;
  }
}
