package dev.plumbline.diagnose.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/** Serves each connection on 127.0.0.1 by a script, on a thread of its own. */
public final class Broker implements AutoCloseable {
  /** What is done with a connection, which is closed afterwards. */
  public interface Script {
    void serve(Socket connection) throws Exception;
  }

  private final ServerSocket server;
  private final AtomicReference<Exception> problem = new AtomicReference<>();

  private Broker(ServerSocket server, Script script) {
    this.server = server;
    daemon(() -> accept(script));
  }

  public static Broker that(Script script) throws IOException {
    return on(new ServerSocket(0, 250, InetAddress.getByName("127.0.0.1")), script);
  }

  public static Broker on(ServerSocket server, Script script) {
    return new Broker(server, script);
  }

  /** Sends back whatever comes. */
  public static Broker echo() throws IOException {
    return that(connection -> connection.getInputStream().transferTo(connection.getOutputStream()));
  }

  /** A port on which nobody listens. */
  public static int silentPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** What went wrong in a script, if something did. */
  public Exception problem() {
    return problem.get();
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        daemon(() -> serve(connection, script));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection, Script script) {
    try (connection) {
      script.serve(connection);
    } catch (Exception e) {
      problem.set(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "broker");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
