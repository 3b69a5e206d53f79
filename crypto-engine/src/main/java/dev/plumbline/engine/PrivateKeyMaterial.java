package dev.plumbline.engine;

/**
 * A private key on its way from a file into an engine; close it once the engine has it. Only engines can look inside.
 */
public interface PrivateKeyMaterial extends AutoCloseable {
  KeyType type();

  @Override
  void close();
}
