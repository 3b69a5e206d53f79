package dev.plumbline.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Serves each connection to a port on 127.0.0.1 by a script, on a thread of its own, until it is closed. */
public final class LoopbackServer implements AutoCloseable {
  /** What is done with a connection, which is closed afterwards. */
  public interface Script {
    void serve(Socket connection) throws Exception;
  }

  private final ServerSocket server;

  private LoopbackServer(ServerSocket server, Script script) {
    this.server = server;
    Thread thread = new Thread(() -> accept(script), "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A server on bare TCP. */
  public static LoopbackServer tcp(Script script) {
    try {
      return new LoopbackServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A TLS 1.2 server by the JDK; the script sees application data. */
  public static LoopbackServer tls(SSLContext context, boolean clientCertificate, Script script) {
    try {
      SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory()
          .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      server.setEnabledProtocols(new String[] {"TLSv1.2"});
      server.setNeedClientAuth(clientCertificate);
      return new LoopbackServer(server, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the client leaves. */
  public static void drain(Socket connection) throws IOException {
    connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  /** As it goes on a command line. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread thread = new Thread(() -> serve(connection, script), "loopback-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket connection, Script script) {
    try (connection) {
      script.serve(connection);
    } catch (Exception endOfConnection) {
      // A script ends with its connection; what matters is what the client made of it.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
