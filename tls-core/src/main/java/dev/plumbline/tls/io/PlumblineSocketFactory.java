package dev.plumbline.tls.io;

import dev.plumbline.tls.TlsClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets that speak TLS 1.2 by this client, for everything that takes an {@link SSLSocketFactory}.
 *
 * <p>Every server is verified: its chain against the configuration's anchors, and its name against the host that the
 * socket is connected to, or the server name that was set on the socket. There is no way to turn that off here.
 * Thread-safe; one factory serves any number of sockets, which share what the configuration shares.
 */
public final class PlumblineSocketFactory extends SSLSocketFactory {
  /** The one protocol, as {@code javax.net.ssl} calls it. */
  static final String PROTOCOL = "TLSv1.2";

  static final String NOBODY = "nobody.invalid";

  private final Supplier<TlsClientConfig.Builder> configuration;
  private final TlsClientConfig defaults;

  /**
   * @param configuration makes what a connection is configured with, anew for each; the server's name is filled in
   * here. As a     rule {@code () -> TlsClientConfig.builder(engine, anchors)}, with what else is wanted set on it
   */
  public PlumblineSocketFactory(Supplier<TlsClientConfig.Builder> configuration) {
    this.configuration = configuration;
    this.defaults = configuration.get().serverName(NOBODY).build();
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return settings().suites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return settings().supportedSuites();
  }

  /** A socket to be connected; the host that it is then connected to is the one to be verified. */
  @Override
  public Socket createSocket() {
    return new PlumblineSocket(settings(), new Socket(), null, true);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localAddress, int localPort) throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(localAddress, localPort));
  }

  /** To an address: its certificate must be for the name that the address was made with, or for the address itself. */
  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return connected(new InetSocketAddress(address, port), null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
  }

  /**
   * Over a socket that is connected already, through a proxy for example; {@code host} is the server to be verified.
   */
  @Override
  public Socket createSocket(Socket transport, String host, int port, boolean autoClose) throws IOException {
    if (!transport.isConnected()) {
      throw new SocketException("the socket is not connected");
    }
    return new PlumblineSocket(settings(), transport, host, autoClose);
  }

  private SocketSettings settings() {
    return new SocketSettings(configuration, defaults);
  }

  private Socket connected(SocketAddress remote, SocketAddress local) throws IOException {
    Socket socket = createSocket();
    try {
      if (local != null) {
        socket.bind(local);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException unreachable) {
      socket.close();
      throw unreachable;
    }
  }
}
