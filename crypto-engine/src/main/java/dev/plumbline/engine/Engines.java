package dev.plumbline.engine;

import dev.plumbline.engine.software.SoftwarePrimitives;
import dev.plumbline.engine.spi.PrimitiveEngine;
import java.security.SecureRandom;
import java.util.Arrays;

/** Where engines come from. Knows which engines there are, and nothing of how they work. */
public final class Engines {
  private Engines() {}

  /** The reference engine, on Bouncy Castle's lightweight API, with the system's entropy. */
  public static CryptoEngine software() {
    return software(systemEntropy());
  }

  /** The reference engine with entropy from elsewhere: same entropy and same calls, same bytes. */
  public static CryptoEngine software(Entropy entropy) {
    return new PrimitiveEngine(new SoftwarePrimitives(entropy), entropy);
  }

  /** The platform's default {@link SecureRandom} for every purpose. */
  public static Entropy systemEntropy() {
    SecureRandom random = new SecureRandom();
    return (purpose, out, offset, length) -> {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      System.arraycopy(bytes, 0, out, offset, length);
      Arrays.fill(bytes, (byte) 0);
    };
  }
}
