package dev.plumbline.tls.io;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.ByteArrayInputStream;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionBindingEvent;
import javax.net.ssl.SSLSessionBindingListener;
import javax.net.ssl.SSLSessionContext;

/** What a connection agreed on, for those who ask through {@code javax.net.ssl}. Thread-safe. */
final class PlumblineSession implements SSLSession {
  /** What {@code javax.net.ssl} calls a session that has not been made. */
  private static final String NO_SUITE = "SSL_NULL_WITH_NULL_NULL";

  private static final int MAX_RECORD = 5 + (1 << 14) + 2048;
  private static final int MAX_PLAINTEXT = 1 << 14;

  private final Optional<ConnectionFacts> facts;
  private final List<X509Certificate> localChain;
  private final String host;
  private final int port;
  private final Instant created = Instant.now();
  private final Map<String, Object> values = new ConcurrentHashMap<>();
  private volatile boolean valid;

  private PlumblineSession(
      Optional<ConnectionFacts> facts, List<X509Certificate> localChain, String host, int port) {
    this.facts = facts;
    this.localChain = localChain;
    this.host = host;
    this.port = port;
    this.valid = facts.isPresent();
  }

  static PlumblineSession of(ConnectionFacts facts, List<Bytes> localChain, String host, int port) {
    List<X509Certificate> local = facts.clientAuthenticationRequested() ? certificates(localChain) : List.of();
    return new PlumblineSession(Optional.of(facts), local, host, port);
  }

  /** The session of a handshake that failed. */
  static PlumblineSession none(String host, int port) {
    return new PlumblineSession(Optional.empty(), List.of(), host, port);
  }

  @Override
  public byte[] getId() {
    return facts.flatMap(ConnectionFacts::sessionId).orElse(Bytes.EMPTY).toArray();
  }

  /** None: sessions are kept by the configuration's own store. */
  @Override
  public SSLSessionContext getSessionContext() {
    return null;
  }

  @Override
  public long getCreationTime() {
    return created.toEpochMilli();
  }

  @Override
  public long getLastAccessedTime() {
    return created.toEpochMilli();
  }

  @Override
  public void invalidate() {
    valid = false;
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public void putValue(String name, Object value) {
    Object old = values.put(name, value);
    unbound(name, old);
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueBound(new SSLSessionBindingEvent(this, name));
    }
  }

  @Override
  public Object getValue(String name) {
    return values.get(name);
  }

  @Override
  public void removeValue(String name) {
    unbound(name, values.remove(name));
  }

  @Override
  public String[] getValueNames() {
    return values.keySet().toArray(new String[0]);
  }

  /** The chain as the server sent it, leaf first. */
  @Override
  public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
    List<ParsedCertificate> sent = facts.map(ConnectionFacts::serverChain).orElse(List.of());
    List<X509Certificate> chain = certificates(sent.stream().map(ParsedCertificate::der).toList());
    if (chain.isEmpty()) {
      throw new SSLPeerUnverifiedException(
          sent.isEmpty()
              ? "the server has not been authenticated"
              : "the server's certificate is one that Java can't read");
    }
    return chain.toArray(new Certificate[0]);
  }

  @Override
  public Certificate[] getLocalCertificates() {
    return localChain.isEmpty() ? null : localChain.toArray(new Certificate[0]);
  }

  @Override
  public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
    return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
  }

  @Override
  public Principal getLocalPrincipal() {
    return localChain.isEmpty() ? null : localChain.get(0).getSubjectX500Principal();
  }

  @Override
  public String getCipherSuite() {
    return facts.flatMap(ConnectionFacts::suite).map(CipherSuite::name).orElse(NO_SUITE);
  }

  @Override
  public String getProtocol() {
    return facts.isPresent() ? PlumblineSocketFactory.PROTOCOL : "NONE";
  }

  @Override
  public String getPeerHost() {
    return host;
  }

  @Override
  public int getPeerPort() {
    return port;
  }

  @Override
  public int getPacketBufferSize() {
    return MAX_RECORD;
  }

  @Override
  public int getApplicationBufferSize() {
    return MAX_PLAINTEXT;
  }

  private void unbound(String name, Object value) {
    if (value instanceof SSLSessionBindingListener listener) {
      listener.valueUnbound(new SSLSessionBindingEvent(this, name));
    }
  }

  /** As Java's own objects; empty if Java refuses one of them, which does not make it untrusted. */
  private static List<X509Certificate> certificates(List<Bytes> chain) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate[] certificates = new X509Certificate[chain.size()];
      for (int i = 0; i < certificates.length; i++) {
        certificates[i] =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(chain.get(i).unsafeArray()));
      }
      return List.of(certificates);
    } catch (CertificateException refused) {
      return List.of();
    }
  }
}
