package dev.plumbline.engine;

/** Permission to take a secret out of an engine. There is one way to get one, and its name says what it is. */
public final class SecretReveal {
  private SecretReveal() {}

  /** For key logs and traces that a user asked for by name. Whoever holds the result can read every secret. */
  public static SecretReveal insecureSecretReveal() {
    return new SecretReveal();
  }
}
