package dev.plumbline.engine.sce;

import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.OperationMeter;
import dev.plumbline.engine.memory.Allocation;
import dev.plumbline.engine.memory.MemoryFault;
import dev.plumbline.engine.memory.WordOrder;

/**
 * SHA-256 as an engine has it (FIPS 180-4 §6.2.2): one block of sixteen words at a time, onto a state of eight, both as
 * they lie in device memory in the order that the engine was opened with. Pads nothing: that is the driver's. Not
 * thread-safe.
 */
final class ShaUnit {
  /** Bytes of a block. */
  static final int BLOCK = 64;

  /** Bytes of the state, and of a digest. */
  static final int STATE = 32;

  /** FIPS 180-4 §5.3.3. */
  private static final int[] INITIAL = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  /** FIPS 180-4 §4.2.2. */
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final WordOrder order;
  private final OperationMeter meter;
  private final int[] schedule = new int[K.length];

  ShaUnit(WordOrder order, OperationMeter meter) {
    this.order = order;
    this.meter = meter;
  }

  WordOrder order() {
    return order;
  }

  /** Puts the initial value there, as the table of this word order has it. */
  void begin(Allocation state) throws MemoryFault {
    order.deliver(bytes(INITIAL), state, 0);
  }

  /** Takes in one block. */
  void block(Allocation state, Allocation block) throws MemoryFault {
    meter.count(Operation.HASH, 1);
    int[] hash = words(order.fetch(state, 0, STATE), new int[STATE / WordOrder.WORD]);
    words(order.fetch(block, 0, BLOCK), schedule);
    for (int t = BLOCK / WordOrder.WORD; t < schedule.length; t++) {
      schedule[t] = small1(schedule[t - 2]) + schedule[t - 7] + small0(schedule[t - 15]) + schedule[t - 16];
    }
    compress(hash);
    order.deliver(bytes(hash), state, 0);
  }

  /** The digest that a state is. */
  byte[] digest(Allocation state) {
    return order.fetch(state, 0, STATE);
  }

  private void compress(int[] hash) {
    int a = hash[0];
    int b = hash[1];
    int c = hash[2];
    int d = hash[3];
    int e = hash[4];
    int f = hash[5];
    int g = hash[6];
    int h = hash[7];
    for (int t = 0; t < schedule.length; t++) {
      int t1 = h + large1(e) + (e & f ^ ~e & g) + K[t] + schedule[t];
      int t2 = large0(a) + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    int[] now = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < hash.length; i++) {
      hash[i] += now[i];
    }
  }

  private static int large0(int x) {
    return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
  }

  private static int large1(int x) {
    return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
  }

  private static int small0(int x) {
    return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3;
  }

  private static int small1(int x) {
    return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ x >>> 10;
  }

  private static int[] words(byte[] bytes, int[] into) {
    for (int i = 0; i < bytes.length / WordOrder.WORD; i++) {
      int at = i * WordOrder.WORD;
      into[i] =
          bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
    return into;
  }

  private static byte[] bytes(int[] words) {
    byte[] bytes = new byte[words.length * WordOrder.WORD];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / WordOrder.WORD] >>> 24 - Byte.SIZE * (i % WordOrder.WORD));
    }
    return bytes;
  }
}
