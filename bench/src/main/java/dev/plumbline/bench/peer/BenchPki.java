package dev.plumbline.bench.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/**
 * The certificates and keys of the benchmarks, the same in every run: for each key type a self-signed root and a
 * server leaf, and one P-256 client leaf. Valid from 2020 to 2120 and made for this purpose only.
 */
public final class BenchPki {
  /** The name in the server's certificates. */
  public static final String SERVER_NAME = "server.plumbline.test";

  private static final char[] PASSWORD = "benchmark".toCharArray();

  private BenchPki() {}

  /** The root that issued the server's certificate. */
  public static X509Certificate root(Scenario scenario) {
    return certificate(scenario.keyAlgorithm() + "-root");
  }

  public static X509Certificate server(Scenario scenario) {
    return certificate(scenario.keyAlgorithm() + "-server");
  }

  public static PrivateKey serverKey(Scenario scenario) {
    return key(scenario.keyAlgorithm() + "-server", scenario.keyAlgorithm().toUpperCase(Locale.ROOT));
  }

  /** The client's certificate, issued by the P-256 root. */
  public static X509Certificate client() {
    return certificate("ec-client");
  }

  public static PrivateKey clientKey() {
    return key("ec-client", "EC");
  }

  /** The text of one of the PEM files. */
  public static String pem(String name) {
    try (InputStream in = BenchPki.class.getResourceAsStream("/dev/plumbline/bench/pki/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key store that trusts the root. */
  static KeyStore trustStore(Scenario scenario) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("root", root(scenario));
    return store;
  }

  /** A key store with the client's key. */
  static KeyStore clientStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setKeyEntry("client", clientKey(), PASSWORD, new X509Certificate[] {client()});
    return store;
  }

  static char[] password() {
    return PASSWORD.clone();
  }

  private static X509Certificate certificate(String name) {
    try {
      byte[] pem = pem(name + ".pem").getBytes(StandardCharsets.US_ASCII);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the benchmark's own " + name + " does not parse", e);
    }
  }

  private static PrivateKey key(String name, String algorithm) {
    try {
      String base64 = pem(name + ".key").replaceAll("-----[A-Z ]+-----", "");
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the benchmark's own key of " + name + " does not parse", e);
    }
  }
}
