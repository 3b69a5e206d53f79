package dev.plumbline.engine.jca;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.spi.PrimitiveEngine;

/** Makes engines that compute with JCA providers. */
public final class Jca {
  private Jca() {}

  /**
   * For each operation whoever is fastest of Bouncy Castle, the JDK, and, where they are installed or on the class
   * path and load on this platform, Amazon Corretto Crypto Provider and Conscrypt.
   */
  public static CryptoEngine engine(Entropy entropy) {
    return engine(JcaRules.FASTEST, entropy);
  }

  /**
   * For each operation the faster of Bouncy Castle and one provider, installed or found by the service loader.
   *
   * @throws IllegalArgumentException if there is no such provider, or it does not load on this platform
   */
  public static CryptoEngine engine(String provider, Entropy entropy) {
    return engine(JcaRules.of(provider, JcaRules.Choice.AUTO), entropy);
  }

  /**
   * @throws IllegalArgumentException if there is no provider with the name that the rules give, or it does not load
   */
  public static CryptoEngine engine(JcaRules rules, Entropy entropy) {
    return new PrimitiveEngine(new JcaPrimitives(rules, entropy), entropy);
  }
}
