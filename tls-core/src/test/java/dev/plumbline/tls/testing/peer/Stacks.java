package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.conscrypt.Conscrypt;

/** The TLS stacks that run in this JVM. No provider is installed: each is asked by its own instance. */
final class Stacks {
  /** BCJSSE logs each refusal with a stack trace; {@link RunningPeer#log()} has what it says. */
  private static final Logger BC_LOG = Logger.getLogger("org.bouncycastle.jsse.provider");

  private static final char[] PASSWORD = "changeit".toCharArray();

  private Stacks() {}

  static EnginePeer jsse() {
    Provider provider = Security.getProvider("SunJSSE");
    return new EnginePeer(
        "JSSE",
        () -> System.getProperty("java.version"),
        Optional::empty,
        Abilities.everySuiteAnd(
            Feature.SEVERAL_CERTIFICATES,
            Feature.CLIENT_AUTHENTICATION,
            Feature.OPTIONAL_CLIENT_AUTHENTICATION,
            Feature.EXTENDED_MASTER_SECRET,
            Feature.SESSION_ID,
            Feature.SESSION_TICKET,
            Feature.MAX_FRAGMENT_LENGTH),
        setup -> engines(provider, KeyManagerFactory.getInstance("PKIX", provider), setup));
  }

  static EnginePeer bouncyCastle() {
    Provider provider = new BouncyCastleJsseProvider(new BouncyCastleProvider());
    BC_LOG.setLevel(Level.OFF);
    return new EnginePeer(
        "BCJSSE",
        new BouncyCastleProvider()::getVersionStr,
        Optional::empty,
        Abilities.everySuiteAnd(
            Feature.SEVERAL_CERTIFICATES,
            Feature.CLIENT_AUTHENTICATION,
            Feature.OPTIONAL_CLIENT_AUTHENTICATION,
            Feature.EXTENDED_MASTER_SECRET,
            Feature.SESSION_ID,
            Feature.MAX_FRAGMENT_LENGTH),
        setup -> engines(provider, KeyManagerFactory.getInstance("PKIX", provider), setup));
  }

  static EnginePeer conscrypt() {
    return new EnginePeer(
        "Conscrypt",
        () -> Conscrypt.version().major() + "." + Conscrypt.version().minor() + "." + Conscrypt.version().patch(),
        () ->
            Conscrypt.isAvailable() ? Optional.empty() : Optional.of("Conscrypt has no native library for this machine"),
        Abilities.everySuiteAnd(
            Feature.CLIENT_AUTHENTICATION,
            Feature.OPTIONAL_CLIENT_AUTHENTICATION,
            Feature.EXTENDED_MASTER_SECRET,
            Feature.SESSION_ID,
            Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET),
        setup -> engines(Conscrypt.newProvider(), KeyManagerFactory.getInstance("PKIX"), setup));
  }

  static EnginePeer boringSsl() {
    return new EnginePeer(
        "BoringSSL (netty-tcnative)",
        () -> SSL.class.getPackage().getImplementationVersion(),
        () ->
            OpenSsl.isAvailable()
                ? Optional.empty()
                : Optional.of("netty-tcnative has no native library for this machine"),
        Abilities.everySuiteAnd(
            Feature.CLIENT_AUTHENTICATION,
            Feature.OPTIONAL_CLIENT_AUTHENTICATION,
            Feature.EXTENDED_MASTER_SECRET,
            Feature.SESSION_ID,
            Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET,
            Feature.OCSP_STAPLE),
        Stacks::boringSslEngines);
  }

  private static Supplier<SSLEngine> engines(Provider provider, KeyManagerFactory keys, ServerSetup setup)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS", provider);
    TrustManagerFactory trust = null;
    if (setup.clientAnchor().isPresent()) {
      trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(setup.clientAnchor().get().trustStore());
    }
    load(keys, setup);
    context.init(keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
    return () -> {
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(false);
      engine.setEnabledProtocols(new String[] {"TLSv1.2"});
      engine.setEnabledCipherSuites(suites(setup));
      engine.setWantClientAuth(setup.clientAnchor().isPresent());
      if (setup.clientRequired()) {
        engine.setNeedClientAuth(true);
      }
      return engine;
    };
  }

  private static Supplier<SSLEngine> boringSslEngines(ServerSetup setup) throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    load(keys, setup);
    SslContextBuilder builder =
        SslContextBuilder.forServer(keys)
            .sslProvider(SslProvider.OPENSSL)
            .protocols("TLSv1.2")
            .ciphers(setup.suites().stream().map(CipherSuite::name).toList())
            .enableOcsp(setup.ocspResponse().isPresent());
    if (setup.clientAnchor().isPresent()) {
      builder
          .trustManager(setup.clientAnchor().get().x509())
          .clientAuth(setup.clientRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    SslContext context = builder.build();
    return () -> {
      SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
      setup.ocspResponse().ifPresent(der -> ((ReferenceCountedOpenSslEngine) engine).setOcspResponse(der));
      return engine;
    };
  }

  private static void load(KeyManagerFactory keys, ServerSetup setup) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (IssuedCertificate identity : setup.identities()) {
      Certificate[] chain = identity.chain().stream().map(IssuedCertificate::x509).toArray(Certificate[]::new);
      store.setKeyEntry("server" + store.size(), identity.key().privateKey(), PASSWORD, chain);
    }
    keys.init(store, PASSWORD);
  }

  private static String[] suites(ServerSetup setup) {
    return setup.suites().stream().map(CipherSuite::name).toArray(String[]::new);
  }
}
