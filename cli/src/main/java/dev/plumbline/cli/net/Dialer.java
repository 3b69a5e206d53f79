package dev.plumbline.cli.net;

import dev.plumbline.cli.outcome.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens TCP connections within a time, trying each address of a name; says in one sentence why it could not. */
public final class Dialer {
  private Dialer() {}

  /** A connection to {@code target}; all of it, the look-up of the name included, takes at most {@code timeout}. */
  public static Socket connect(HostAndPort target, Duration timeout) throws CommandFailure {
    long end = System.nanoTime() + timeout.toNanos();
    CommandFailure last = null;
    for (InetAddress address : lookUp(target, timeout)) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (last != null && left.toMillis() <= 0) {
        break;
      }
      Socket socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, target.port()), (int) Math.max(1, left.toMillis()));
        return socket;
      } catch (IOException e) {
        Connections.abandon(socket);
        last = failure(target, timeout, e);
      }
    }
    throw last;
  }

  private static InetAddress[] lookUp(HostAndPort target, Duration timeout) throws CommandFailure {
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(target.host()));
    Thread resolver = new Thread(task, "look-up");
    resolver.setDaemon(true);
    resolver.start();
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException) {
        throw CommandFailure.network("the host name " + target.host()
            + " is not known; check its spelling and this machine's DNS", e);
      }
      throw CommandFailure.network("the look-up of " + target.host() + " failed: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw CommandFailure.network("the look-up of " + target.host() + " took longer than " + seconds(timeout)
          + "; check this machine's DNS", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.network("interrupted while looking up " + target.host(), e);
    }
  }

  private static CommandFailure failure(HostAndPort target, Duration timeout, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return CommandFailure.network(target + " did not accept a connection within " + seconds(timeout)
          + "; a firewall may drop the packets, or --timeout is too short", e);
    }
    if (e instanceof NoRouteToHostException || String.valueOf(e.getMessage()).contains("unreachable")) {
      return CommandFailure.network(target + " can't be reached (" + e.getMessage()
          + "); check this machine's network and the firewalls on the way", e);
    }
    if (e instanceof ConnectException) {
      return CommandFailure.network(target
          + " refused the connection; check that the server runs and that this is its port", e);
    }
    return CommandFailure.network("no connection to " + target + ": " + e.getMessage(), e);
  }

  /** As "10 s" or "0.5 s". */
  public static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000.0 + " s";
  }
}
