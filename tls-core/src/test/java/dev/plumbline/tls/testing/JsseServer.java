package dev.plumbline.tls.testing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** The JDK's TLS 1.2 server in memory: bytes in, bytes out; application data is sent back as it came. */
public final class JsseServer implements MemoryPeer {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final SSLEngine engine;
  private final ByteBuffer network;
  private final ByteBuffer application;
  private ByteBuffer pending = ByteBuffer.allocate(0);

  private JsseServer(SSLEngine engine) {
    this.engine = engine;
    this.network = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.application = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** A context with these certificates, whose sessions its servers share. */
  public static SSLContext context(IssuedCertificate clientAuthority, IssuedCertificate... certificates) {
    try {
      List<KeyManager> managers = new ArrayList<>();
      KeyStore store = certificates[0].keyStore(PASSWORD);
      for (int i = 1; i < certificates.length; i++) {
        KeyStore other = certificates[i].keyStore(PASSWORD);
        store.setKeyEntry("key" + i, other.getKey("key", PASSWORD), PASSWORD, other.getCertificateChain("key"));
      }
      KeyManagerFactory keys = KeyManagerFactory.getInstance("NewSunX509");
      keys.init(new KeyStoreBuilderParameters(
          KeyStore.Builder.newInstance(store, new KeyStore.PasswordProtection(PASSWORD))));
      managers.addAll(List.of(keys.getKeyManagers()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init((clientAuthority == null ? certificates[0].root() : clientAuthority).trustStore());
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(managers.toArray(KeyManager[]::new), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server of that context for one connection. */
  public static JsseServer of(SSLContext context, Consumer<SSLEngine> configuration) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    configuration.accept(engine);
    return new JsseServer(engine);
  }

  public SSLEngine engine() {
    return engine;
  }

  @Override
  public byte[] exchange(byte[] fromClient) {
    pending = ByteBuffer.allocate(pending.remaining() + fromClient.length).put(pending).put(fromClient).flip();
    ByteBuffer out = ByteBuffer.allocate(1 << 20);
    try {
      while (step(out)) {}
    } catch (SSLException e) {
      try {
        while (wrap(out, ByteBuffer.allocate(0))) {}
      } catch (SSLException again) {
        e.addSuppressed(again);
      }
      failure = e;
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  private SSLException failure;

  /** Why this server gave up, if it did. */
  public SSLException failure() {
    return failure;
  }

  private boolean step(ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK:
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
          task.run();
        }
        return true;
      case NEED_WRAP:
        return wrap(out, ByteBuffer.allocate(0));
      default:
        return unwrap(out);
    }
  }

  private boolean unwrap(ByteBuffer out) throws SSLException {
    application.clear();
    SSLEngineResult result = engine.unwrap(pending, application);
    application.flip();
    while (application.hasRemaining()) {
      wrap(out, application);
    }
    return result.bytesConsumed() > 0
        || result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK
        || result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP && !engine.isOutboundDone();
  }

  private boolean wrap(ByteBuffer out, ByteBuffer data) throws SSLException {
    network.clear();
    SSLEngineResult result = engine.wrap(data, network);
    out.put(network.flip());
    return result.bytesProduced() > 0;
  }
}
