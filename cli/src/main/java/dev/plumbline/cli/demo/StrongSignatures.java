package dev.plumbline.cli.demo;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps a TLS server of the JDK's from MD5 and SHA-1 (RFC 9155). It would sign with SHA-1 for a client that lists that
 * first, as the Synergy tables do, and Plumbline never accepts it.
 */
final class StrongSignatures implements AlgorithmConstraints {
  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
    String name = algorithm.toUpperCase(Locale.ROOT);
    return !name.startsWith("SHA1") && !name.startsWith("MD5");
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
    return true;
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
    return permits(primitives, algorithm, parameters);
  }
}
