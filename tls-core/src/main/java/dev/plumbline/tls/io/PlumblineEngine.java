package dev.plumbline.tls.io;

import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.TlsClient;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.Want;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * A {@link TlsClient} as an {@link SSLEngine}, for drivers that move the bytes themselves, netty's among them.
 *
 * <p>Always a client, always TLS 1.2, and the server is always verified against the peer host it was made with or a
 * server name that was set. A failed handshake is a {@link SSLHandshakeException} whose cause is the {@link TlsAlert};
 * its alert is what the next wrap produces. Not thread-safe, but wrap and unwrap may be called from two threads.
 */
public final class PlumblineEngine extends SSLEngine {
  private final SocketSettings settings;
  private TlsClient client;
  private TlsClientConfig configuration;
  private PlumblineSession session;
  private boolean finishedSaid;
  private boolean inboundClosed;
  private boolean outboundClosed;

  PlumblineEngine(SocketSettings settings, String host, int port) {
    super(host, port);
    this.settings = settings;
    this.session = PlumblineSession.none(host, port);
  }

  @Override
  public synchronized void beginHandshake() throws SSLException {
    if (client == null && !outboundClosed) {
      if (getPeerHost() == null) {
        throw new SSLException("an engine without a peer host has no server to verify; make it with host and port");
      }
      configuration = settings.configuration(getPeerHost());
      client = new TlsClient(configuration);
    }
  }

  @Override
  public synchronized SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer out)
      throws SSLException {
    if (client == null && outboundClosed) {
      return result(Status.CLOSED, 0, 0);
    }
    beginHandshake();
    if (out.remaining() < session.getPacketBufferSize()) {
      return result(Status.BUFFER_OVERFLOW, 0, 0);
    }
    int consumed = 0;
    if (!client.wants().contains(Want.TRANSMIT) && client.established() && !outboundClosed) {
      consumed = send(sources, offset, length);
    }
    int before = out.position();
    client.transmit(out);
    Status status = outboundClosed && !client.wants().contains(Want.TRANSMIT) ? Status.CLOSED : Status.OK;
    return result(status, consumed, out.position() - before);
  }

  private int send(ByteBuffer[] sources, int offset, int length) throws SSLException {
    int consumed = 0;
    try {
      for (int i = offset; i < offset + length && !client.wants().contains(Want.TRANSMIT); i++) {
        consumed += sources[i].hasRemaining() ? client.send(sources[i]) : 0;
      }
    } catch (TlsAlert alert) {
      throw failure(alert);
    }
    return consumed;
  }

  @Override
  public synchronized SSLEngineResult unwrap(ByteBuffer in, ByteBuffer[] out, int offset, int length)
      throws SSLException {
    beginHandshake();
    if (client == null || inboundClosed) {
      return result(Status.CLOSED, 0, 0);
    }
    if (room(out, offset, length) < session.getApplicationBufferSize() && client.established()) {
      return result(Status.BUFFER_OVERFLOW, 0, 0);
    }
    int consumed = 0;
    try {
      consumed = client.receive(in);
    } catch (TlsAlert alert) {
      inboundClosed = true;
      throw failure(alert);
    }
    int produced = read(out, offset, length);
    if (client.facts().serverAlert().isPresent() && !client.wants().contains(Want.RECEIVE)) {
      inboundClosed = !client.wants().contains(Want.READ) && !client.wants().contains(Want.RETRY);
    }
    boolean starved = consumed == 0 && produced == 0 && client.wants().contains(Want.RECEIVE);
    return result(inboundClosed ? Status.CLOSED : starved ? Status.BUFFER_UNDERFLOW : Status.OK, consumed, produced);
  }

  private int read(ByteBuffer[] out, int offset, int length) {
    int produced = 0;
    for (int i = offset; i < offset + length && client.wants().contains(Want.READ); i++) {
      produced += out[i].hasRemaining() ? client.read(out[i]) : 0;
    }
    return produced;
  }

  private static long room(ByteBuffer[] out, int offset, int length) {
    long room = 0;
    for (int i = offset; i < offset + length; i++) {
      room += out[i].remaining();
    }
    return room;
  }

  /** The handshake is told to be finished once: when nothing of it is left to be sent. */
  private SSLEngineResult result(Status status, int consumed, int produced) {
    HandshakeStatus handshake = getHandshakeStatus();
    if (handshake == HandshakeStatus.NOT_HANDSHAKING && client != null && client.handshakeCompleted()
        && !finishedSaid) {
      finishedSaid = true;
      List<Bytes> mine = configuration.credentials().map(ClientCredentials::chain).orElse(List.of());
      session = PlumblineSession.of(client.facts(), mine, getPeerHost(), getPeerPort());
      handshake = HandshakeStatus.FINISHED;
    }
    return new SSLEngineResult(status, handshake, consumed, produced);
  }

  @Override
  public synchronized HandshakeStatus getHandshakeStatus() {
    if (client == null) {
      return HandshakeStatus.NOT_HANDSHAKING;
    }
    if (client.wants().contains(Want.TRANSMIT)) {
      return HandshakeStatus.NEED_WRAP;
    }
    if (client.wants().contains(Want.RETRY)) {
      return HandshakeStatus.NEED_TASK;
    }
    boolean handshaking = !finishedSaid && !client.established() && client.wants().contains(Want.RECEIVE);
    return handshaking ? HandshakeStatus.NEED_UNWRAP : HandshakeStatus.NOT_HANDSHAKING;
  }

  /** Asks a busy engine again; nothing else is worth a task of its own. */
  @Override
  public synchronized Runnable getDelegatedTask() {
    return client != null && client.wants().contains(Want.RETRY) ? this::retry : null;
  }

  private synchronized void retry() {
    try {
      client.retry();
    } catch (TlsAlert alert) {
      inboundClosed = true;
    }
  }

  private SSLException failure(TlsAlert alert) {
    return finishedSaid ? new TlsException(alert) : handshakeFailure(alert);
  }

  private static SSLException handshakeFailure(TlsAlert alert) {
    SSLHandshakeException failure = new SSLHandshakeException(alert.getMessage());
    failure.initCause(alert);
    return failure;
  }

  /** @throws SSLException if the server had not said that it would close (RFC 5246 §7.2.1) */
  @Override
  public synchronized void closeInbound() throws SSLException {
    if (inboundClosed || client == null) {
      inboundClosed = true;
      return;
    }
    inboundClosed = true;
    try {
      client.receiveEnd();
    } catch (TlsAlert alert) {
      throw failure(alert);
    }
  }

  @Override
  public synchronized boolean isInboundDone() {
    return inboundClosed;
  }

  @Override
  public synchronized void closeOutbound() {
    if (!outboundClosed && client != null) {
      client.closeNotify();
    }
    outboundClosed = true;
  }

  @Override
  public synchronized boolean isOutboundDone() {
    boolean over = outboundClosed || client != null && client.failure().isPresent();
    return over && (client == null || !client.wants().contains(Want.TRANSMIT));
  }

  @Override
  public synchronized SSLSession getSession() {
    return session;
  }

  @Override
  public SSLSession getHandshakeSession() {
    return null;
  }

  /** Null before the handshake, empty if no protocol was agreed. */
  @Override
  public synchronized String getApplicationProtocol() {
    return finishedSaid ? Optional.ofNullable(client).flatMap(tls -> tls.facts().alpn()).orElse("") : null;
  }

  @Override
  public String getHandshakeApplicationProtocol() {
    return null;
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

  @Override
  public void setEnabledProtocols(String[] protocols) {
    SocketSettings.protocols(protocols);
  }

  @Override
  public void setUseClientMode(boolean isClient) {
    if (!isClient) {
      throw new IllegalArgumentException("this engine is a client's");
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

  /** One engine makes one session, as ever. */
  @Override
  public void setEnableSessionCreation(boolean may) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
