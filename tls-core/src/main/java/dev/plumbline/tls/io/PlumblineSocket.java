package dev.plumbline.tls.io;

import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A {@link TlsConnection} as an {@link SSLSocket}: a client that speaks TLS 1.2 and always verifies the server.
 *
 * <p>The first read, write or {@link #getSession} makes the handshake if {@link #startHandshake} was not called. A
 * handshake that fails is a {@link SSLHandshakeException}, whose cause is the {@link TlsException} with the fault,
 * and closes the socket. One thread may read while another writes. Listeners are told on the thread that made the
 * handshake.
 */
public final class PlumblineSocket extends LayeredSslSocket {
  private final SocketSettings settings;
  private final boolean autoClose;
  private final Set<HandshakeCompletedListener> listeners = new CopyOnWriteArraySet<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final InputStream input = new ConnectionInput(this::opened, this::readable, this);
  private final OutputStream output = new ConnectionOutput(this::opened, this);
  private String host;
  private TlsClientConfig configuration;
  private volatile TlsConnection connection;
  private volatile PlumblineSession session;
  private volatile boolean outputShut;

  PlumblineSocket(SocketSettings settings, Socket transport, String host, boolean autoClose) {
    super(transport);
    this.settings = settings;
    this.host = host;
    this.autoClose = autoClose;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    if (endpoint instanceof InetSocketAddress address) {
      synchronized (this) {
        host = address.getHostString();
      }
    }
  }

  @Override
  public void startHandshake() throws IOException {
    if (session == null) {
      try {
        connection().handshake();
      } catch (TlsException fault) {
        throw failed(fault);
      }
      completed();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    ensureConnected();
    return input;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    ensureConnected();
    return output;
  }

  /** As {@code javax.net.ssl} wants it: makes the handshake, and is a session of no suite if that fails. */
  @Override
  public SSLSession getSession() {
    try {
      startHandshake();
      return session;
    } catch (IOException noHandshake) {
      return PlumblineSession.none(host(), getPort());
    }
  }

  /** None: there is nothing to see before the handshake is complete. */
  @Override
  public SSLSession getHandshakeSession() {
    return null;
  }

  /** Null before the handshake, empty if no protocol was agreed. */
  @Override
  public String getApplicationProtocol() {
    return session == null ? null : connection.facts().alpn().orElse("");
  }

  @Override
  public String getHandshakeApplicationProtocol() {
    return null;
  }

  @Override
  public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
    if (!listeners.remove(listener)) {
      throw new IllegalArgumentException("the listener was not registered");
    }
  }

  @Override
  public SSLParameters getSSLParameters() {
    return settings.parameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    settings.parameters(parameters);
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return settings.supportedSuites();
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return settings.suites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    settings.suites(suites);
  }

  @Override
  public String[] getSupportedProtocols() {
    return SocketSettings.protocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return SocketSettings.protocols();
  }

  /** Anything that has TLS 1.2 in it, which is then what is spoken. */
  @Override
  public void setEnabledProtocols(String[] protocols) {
    SocketSettings.protocols(protocols);
  }

  @Override
  public void setUseClientMode(boolean client) {
    if (!client) {
      throw new IllegalArgumentException("this socket is a client's");
    }
  }

  @Override
  public boolean getUseClientMode() {
    return true;
  }

  /** Means nothing to a client. */
  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  /** Means nothing to a client. */
  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean enable) {
    if (!enable) {
      throw new UnsupportedOperationException("a server may always decline to resume a session");
    }
  }

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }

  /** Sends close_notify; what the server still sends can be read. */
  @Override
  public void shutdownOutput() throws IOException {
    ensureConnected();
    outputShut = true;
    if (session != null) {
      connection.endOutput();
    } else {
      transport().shutdownOutput();
    }
  }

  /** Refused: TLS has no way to say that one will not read on. */
  @Override
  public void shutdownInput() {
    throw new UnsupportedOperationException("TLS can't close the reading side alone");
  }

  @Override
  public boolean isInputShutdown() {
    return false;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShut;
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  /** Sends close_notify, and closes the socket below unless that belongs to somebody else. */
  @Override
  public void close() throws IOException {
    if (closed.compareAndSet(false, true)) {
      TlsConnection open = connection;
      if (open != null) {
        open.leave();
      }
      if (autoClose) {
        transport().close();
      }
    }
  }

  @Override
  public String toString() {
    return "PlumblineSocket[" + host() + ", " + transport() + "]";
  }

  private TlsConnection opened() throws IOException {
    startHandshake();
    return connection;
  }

  private boolean readable() {
    return session != null && connection.readable();
  }

  private synchronized String host() {
    return host != null || getInetAddress() == null ? host : new InetSocketAddress(getInetAddress(), 0).getHostString();
  }

  private synchronized TlsConnection connection() throws IOException {
    ensureConnected();
    if (connection == null) {
      try {
        configuration = settings.configuration(host());
      } catch (IllegalArgumentException impossible) {
        throw new SSLException(impossible.getMessage(), impossible);
      }
      connection = new TlsConnection(transport(), configuration);
    }
    return connection;
  }

  private void ensureConnected() throws SocketException {
    if (isClosed()) {
      throw new SocketException("the socket is closed");
    }
    if (!isConnected()) {
      throw new SocketException("the socket is not connected");
    }
  }

  private SSLHandshakeException failed(TlsException fault) throws IOException {
    close();
    SSLHandshakeException failed = new SSLHandshakeException(fault.getMessage());
    failed.initCause(fault);
    return failed;
  }

  private void completed() {
    synchronized (this) {
      if (session != null) {
        return;
      }
      ConnectionFacts facts = connection.facts();
      List<Bytes> chain =
          configuration.credentials().map(ClientCredentials::chain).orElse(List.of());
      session = PlumblineSession.of(facts, chain, host(), getPort());
    }
    HandshakeCompletedEvent event = new HandshakeCompletedEvent(this, session);
    listeners.forEach(listener -> listener.handshakeCompleted(event));
  }
}
