package dev.plumbline.engine;

import dev.plumbline.engine.spi.PrimitiveEngine;
import dev.plumbline.engine.spi.Primitives;
import java.util.function.Function;

/** An engine made of primitives, by the name that a failing test shows. */
public record EngineCase(String name, Function<Entropy, Primitives> maker) {
  public Primitives primitives(Entropy entropy) {
    return maker.apply(entropy);
  }

  public CryptoEngine engine(Entropy entropy) {
    return new PrimitiveEngine(primitives(entropy), entropy);
  }

  public CryptoEngine engine() {
    return engine(Engines.systemEntropy());
  }

  @Override
  public String toString() {
    return name;
  }
}
