package dev.plumbline.tls.testing;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Keeps the JDK's TLS from signature algorithms whose names contain a word: {@code RSASSA-PSS}, {@code SHA1}. */
public record WithoutAlgorithms(String word) implements AlgorithmConstraints {
  /** Lets this engine do without them, both in what it signs with and in what it asks clients for. */
  public static void configure(SSLEngine engine, String word) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setAlgorithmConstraints(new WithoutAlgorithms(word));
    engine.setSSLParameters(parameters);
  }

  @Override
  public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
    return !algorithm.toUpperCase(Locale.ROOT).contains(word);
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
