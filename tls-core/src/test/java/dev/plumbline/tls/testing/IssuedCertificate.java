package dev.plumbline.tls.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that {@link TestPki} made, with its key and the certificate that issued it.
 *
 * @param der the certificate
 * @param key its key pair
 * @param issuer who issued it, or null for a self-signed one
 */
public record IssuedCertificate(byte[] der, TestKey key, IssuedCertificate issuer) {
  /** This certificate and its issuers up to, and without, the self-signed one: what a server sends. */
  public List<IssuedCertificate> chain() {
    List<IssuedCertificate> chain = new ArrayList<>();
    chain.add(this);
    for (IssuedCertificate next = issuer; next != null && next.issuer != null; next = next.issuer) {
      chain.add(next);
    }
    return chain;
  }

  /** The certificate at the top. */
  public IssuedCertificate root() {
    return issuer == null ? this : issuer.root();
  }

  public String pem() {
    return Pem.text("CERTIFICATE", der);
  }

  /** The certificates of {@link #chain()}, leaf first. */
  public String chainPem() {
    StringBuilder text = new StringBuilder();
    chain().forEach(certificate -> text.append(certificate.pem()));
    return text.toString();
  }

  /**
   * Writes {@code name.pem} (this certificate), {@code name-chain.pem} (it and its intermediates, leaf first),
   * {@code name.der}, {@code name.key} (PKCS#8) and {@code name-traditional.key} (SEC1 or PKCS#1; not for Ed25519).
   */
  public IssuedCertificate writeTo(Path directory, String name) {
    try {
      Files.writeString(directory.resolve(name + ".pem"), pem());
      Files.writeString(directory.resolve(name + "-chain.pem"), chainPem());
      Files.write(directory.resolve(name + ".der"), der);
      Files.writeString(directory.resolve(name + ".key"), key.pkcs8Pem());
      if (key.kind() != TestKey.Kind.ED25519) {
        Files.writeString(directory.resolve(name + "-traditional.key"), key.traditionalPem());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the JDK reads it. */
  public X509Certificate x509() {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A PKCS#12 store in memory with this key and its chain under the alias {@code key}, for servers in the JVM. */
  public KeyStore keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] certificates = chain().stream().map(IssuedCertificate::x509).toArray(Certificate[]::new);
      store.setKeyEntry("key", key.privateKey(), password, certificates);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PKCS#12 store in memory that trusts this certificate. */
  public KeyStore trustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("anchor", x509());
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
