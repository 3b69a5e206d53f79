package dev.plumbline.tls.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/**
 * An {@link SSLSocket} whose transport is another socket: passes on everything that is about TCP, and knows nothing
 * of TLS.
 */
abstract class LayeredSslSocket extends SSLSocket {
  private final Socket transport;

  LayeredSslSocket(Socket transport) {
    this.transport = transport;
  }

  final Socket transport() {
    return transport;
  }

  @Override
  public final void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    transport.connect(endpoint, timeout);
  }

  @Override
  public void bind(SocketAddress address) throws IOException {
    transport.bind(address);
  }

  @Override
  public InetAddress getInetAddress() {
    return transport.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return transport.getLocalAddress();
  }

  @Override
  public int getPort() {
    return transport.getPort();
  }

  @Override
  public int getLocalPort() {
    return transport.getLocalPort();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return transport.getRemoteSocketAddress();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return transport.getLocalSocketAddress();
  }

  /** None: reading from the transport's channel would bypass TLS. */
  @Override
  public SocketChannel getChannel() {
    return null;
  }

  @Override
  public boolean isConnected() {
    return transport.isConnected();
  }

  @Override
  public boolean isBound() {
    return transport.isBound();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    transport.setTcpNoDelay(on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return transport.getTcpNoDelay();
  }

  @Override
  public void setSoLinger(boolean on, int linger) throws SocketException {
    transport.setSoLinger(on, linger);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return transport.getSoLinger();
  }

  /** Refused: urgent data would be a byte outside of TLS. */
  @Override
  public void sendUrgentData(int data) throws IOException {
    throw new SocketException("urgent data can't be protected by TLS");
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    throw new SocketException("urgent data can't be protected by TLS");
  }

  @Override
  public boolean getOOBInline() {
    return false;
  }

  @Override
  public synchronized void setSoTimeout(int timeout) throws SocketException {
    transport.setSoTimeout(timeout);
  }

  @Override
  public synchronized int getSoTimeout() throws SocketException {
    return transport.getSoTimeout();
  }

  @Override
  public synchronized void setSendBufferSize(int size) throws SocketException {
    transport.setSendBufferSize(size);
  }

  @Override
  public synchronized int getSendBufferSize() throws SocketException {
    return transport.getSendBufferSize();
  }

  @Override
  public synchronized void setReceiveBufferSize(int size) throws SocketException {
    transport.setReceiveBufferSize(size);
  }

  @Override
  public synchronized int getReceiveBufferSize() throws SocketException {
    return transport.getReceiveBufferSize();
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    transport.setKeepAlive(on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return transport.getKeepAlive();
  }

  @Override
  public void setTrafficClass(int trafficClass) throws SocketException {
    transport.setTrafficClass(trafficClass);
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return transport.getTrafficClass();
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    transport.setReuseAddress(on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return transport.getReuseAddress();
  }

  @Override
  public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
    transport.setPerformancePreferences(connectionTime, latency, bandwidth);
  }

  @Override
  public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    transport.setOption(name, value);
    return this;
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return transport.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return transport.supportedOptions();
  }
}
