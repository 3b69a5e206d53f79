package dev.plumbline.engine.spi;

import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.PrivateKeyMaterial;

/** An RSA private key: the DER of RSAPrivateKey (RFC 8017 §A.1.2). */
public record RsaPrivateKey(SecretBytes pkcs1) implements PrivateKeyMaterial {
  @Override
  public KeyType type() {
    return KeyType.RSA;
  }

  @Override
  public void close() {
    pkcs1.close();
  }
}
