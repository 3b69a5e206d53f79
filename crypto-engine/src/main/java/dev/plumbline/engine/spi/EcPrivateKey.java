package dev.plumbline.engine.spi;

import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.PrivateKeyMaterial;

/** An EC private key: the curve, and the scalar big-endian and as long as the order (RFC 5915 §3). */
public record EcPrivateKey(NamedGroup group, SecretBytes scalar) implements PrivateKeyMaterial {
  @Override
  public KeyType type() {
    return KeyType.EC;
  }

  @Override
  public void close() {
    scalar.close();
  }
}
