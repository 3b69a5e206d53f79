package dev.plumbline.engine.sce;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.memory.WordOrder;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * What the glue does with an RSA key of some size.
 *
 * @param bits of the modulus
 */
record Sce7RsaSize(Sce7Rules rules, int bits) {
  /** Bytes that a public exponent has in the glue's scratch. */
  static final int EXPONENT = WordOrder.WORD;

  private static final int LONG = 2048;

  /** Bytes of the modulus, and of everything below it. */
  int bytes() {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** A number below the modulus as an unsigned big-endian one of {@link #bytes}. */
  byte[] octets(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] octets = new byte[bytes()];
    int length = Math.min(signed.length, octets.length);
    System.arraycopy(signed, signed.length - length, octets, octets.length - length, length);
    Arrays.fill(signed, (byte) 0);
    return octets;
  }

  boolean inHardware() {
    return rules.rsaHardwareBits().contains(bits);
  }

  /** Refuses a size that neither the engine nor the glue has. */
  void require() throws EngineException {
    if (!inHardware() && !rules.rsaSoftwareBits().contains(bits)) {
      throw new EngineException(
          EngineException.Kind.UNSUPPORTED,
          "the glue has no RSA of " + bits + " bits",
          new DeviceStatus("unsupported modulus", 1, "RSA"),
          null);
    }
  }

  /** An exponent of one or two bytes takes another way through the glue, on which the output stays as it is. */
  boolean forgetsOutput(boolean shortExponent) {
    return bits == LONG && shortExponent && rules.smallExponent() == Sce7Rules.SmallExponent.UNSWAPPED;
  }
}
