package dev.plumbline.tls.io;

import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.JsseServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS 1.2 server of the JDK on loopback that does with one connection what a test says. */
final class TestServer implements AutoCloseable {
  private final ServerSocket listener;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();
  private volatile Socket accepted;

  /** What the server does; its exception is what {@link #failure} returns. */
  interface Behaviour {
    void serve(SSLSocket tls, Socket tcp) throws Exception;
  }

  /** What a server does that does not begin with TLS. */
  interface PlainBehaviour {
    void serve(Socket tcp) throws Exception;
  }

  private TestServer(PlainBehaviour behaviour) throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(() -> run(behaviour), "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  static TestServer plain(PlainBehaviour behaviour) throws IOException {
    return new TestServer(behaviour);
  }

  static TestServer of(IssuedCertificate certificate, Behaviour behaviour) throws IOException {
    SSLContext context = JsseServer.context(null, certificate);
    return new TestServer(
        tcp -> {
          SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, true);
          tls.setUseClientMode(false);
          tls.setEnabledProtocols(new String[] {"TLSv1.2"});
          behaviour.serve(tls, tcp);
        });
  }

  /** Sends back what it gets, until it gets no more. */
  static TestServer echo() throws IOException {
    return of(Trust.SERVER, (tls, tcp) -> {
      tls.getInputStream().transferTo(tls.getOutputStream());
      tls.close();
    });
  }

  int port() {
    return listener.getLocalPort();
  }

  Socket connect() throws IOException {
    return new Socket(listener.getInetAddress(), port());
  }

  /** Waits for the server to be done; null if it did what it was to do. */
  Throwable failure() throws InterruptedException, TimeoutException {
    try {
      outcome.get(60, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException failed) {
      return failed.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (accepted != null) {
      accepted.close();
    }
  }

  private void run(PlainBehaviour behaviour) {
    try (Socket tcp = listener.accept()) {
      accepted = tcp;
      behaviour.serve(tcp);
      outcome.complete(null);
    } catch (Exception failed) {
      outcome.completeExceptionally(failed);
    }
  }
}
