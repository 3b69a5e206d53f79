package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;

/** Accepts connections on a port of 127.0.0.1 and gives each an engine and a thread. */
final class EngineServer implements RunningPeer {
  private static final int LINE = 1000;

  private final Supplier<SSLEngine> engines;
  private final ServerSocket listener;
  private final Thread acceptor;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final StringBuffer log = new StringBuffer();

  EngineServer(Supplier<SSLEngine> engines) throws IOException {
    this.engines = engines;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.acceptor = daemon(this::accept);
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public String log() {
    return log.toString();
  }

  @Override
  public List<Exchange> exchanges(int round) {
    return Exchange.ofLines(round, LINE, UnaryOperator.identity());
  }

  /** The port is free only once nobody waits in accept: the JDK closes the descriptor then. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        log.append(e).append('\n');
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new EngineConnection(engines.get(), socket).echo();
      log.append("closed\n");
    } catch (IOException e) {
      log.append(e).append('\n');
    } finally {
      open.remove(socket);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "engine server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
