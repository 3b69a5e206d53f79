package dev.plumbline.tls.io;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.MalformedCertificate;
import dev.plumbline.tls.x509.ParsedCertificate;
import dev.plumbline.tls.x509.TrustAnchors;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What {@link PlumblineProvider} gives for {@code SSLContext.getInstance("TLSv1.2")}: this client on the software
 * engine.
 *
 * <p>Of the trust managers only the certificates that they accept as issuers are used; the path and the name are
 * checked here, always. A trust manager that accepts none is refused, because it would mean trusting everybody or
 * nobody. Of the key managers the first EC or RSA key that can be read is used.
 */
public final class PlumblineContext extends SSLContextSpi {
  private static final List<String> KEY_TYPES = List.of("EC", "RSA");

  private Supplier<TlsClientConfig.Builder> configuration;

  /** For the provider; use {@code SSLContext.getInstance}. */
  public PlumblineContext() {}

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    CryptoEngine engine = Engines.software();
    TrustAnchors anchors = TrustAnchors.of(engine, anchors(trust == null ? platformTrust() : trust));
    Optional<ClientCredentials> credentials = credentials(engine, keys == null ? new KeyManager[0] : keys);
    configuration =
        () -> {
          TlsClientConfig.Builder builder = TlsClientConfig.builder(engine, anchors);
          credentials.ifPresent(builder::credentials);
          return builder;
        };
  }

  private static TrustManager[] platformTrust() throws KeyManagementException {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new KeyManagementException("the platform's trust anchors can't be read", e);
    }
  }

  private static List<ParsedCertificate> anchors(TrustManager[] managers) throws KeyManagementException {
    List<ParsedCertificate> anchors = new ArrayList<>();
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager x509) {
        for (X509Certificate issuer : x509.getAcceptedIssuers()) {
          parse(issuer).ifPresent(anchors::add);
        }
      }
    }
    if (anchors.isEmpty()) {
      throw new KeyManagementException(
          "no trust manager names an issuer that it accepts, so no server could be verified");
    }
    return anchors;
  }

  /** Empty for a certificate that this client can't read: it then anchors nothing. */
  private static Optional<ParsedCertificate> parse(X509Certificate certificate) {
    try {
      return Optional.of(ParsedCertificate.parse(certificate.getEncoded()));
    } catch (CertificateEncodingException | MalformedCertificate unusable) {
      return Optional.empty();
    }
  }

  private static Optional<ClientCredentials> credentials(CryptoEngine engine, KeyManager[] managers)
      throws KeyManagementException {
    for (KeyManager manager : managers) {
      if (manager instanceof X509KeyManager x509) {
        for (String type : KEY_TYPES) {
          String[] aliases = x509.getClientAliases(type, null);
          if (aliases != null && aliases.length > 0) {
            return Optional.of(
                credentials(engine, x509.getPrivateKey(aliases[0]), x509.getCertificateChain(aliases[0])));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static ClientCredentials credentials(CryptoEngine engine, PrivateKey key, X509Certificate[] chain)
      throws KeyManagementException {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new KeyManagementException(
          "the client's private key stays in its own key store, out of this engine's reach");
    }
    try (PrivateKeyMaterial material = PrivateKeys.read(pkcs8)) {
      List<Bytes> der = new ArrayList<>();
      for (X509Certificate certificate : chain) {
        der.add(Bytes.of(certificate.getEncoded()));
      }
      DeviceKey imported = engine.importKey(material);
      return new ClientCredentials(der, imported);
    } catch (KeyFileException | EngineException | CertificateEncodingException | IllegalArgumentException e) {
      throw new KeyManagementException("the client's key or certificate can't be used: " + e.getMessage(), e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return new PlumblineSocketFactory(configuration());
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw new UnsupportedOperationException("this is a client");
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return engineCreateSSLEngine(null, -1);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    TlsClientConfig defaults = configuration().get().serverName(PlumblineSocketFactory.NOBODY).build();
    return new PlumblineEngine(new SocketSettings(configuration(), defaults), host, port);
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return null;
  }

  /** None: sessions are kept by the configuration's own store. */
  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return null;
  }

  private Supplier<TlsClientConfig.Builder> configuration() {
    if (configuration == null) {
      throw new IllegalStateException("the context is not initialised");
    }
    return configuration;
  }
}
