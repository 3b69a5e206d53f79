package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network namespace of its own for a server that would listen on every interface of the machine. A {@link Relay} leads in; the
 * namespace, and every process in it, ends with the process that {@link ServerProcess} guards.
 */
final class Namespace {
  /** The port inside; there is nobody else there to take it. */
  static final int PORT = 8443;

  private static final String SOCKET = "relay.socket";
  private static final String INSIDE =
      """
      ip link set lo up || exit
      "$RELAY_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -cp "$RELAY_CLASSES" \\
        dev.plumbline.tls.testing.peer.Relay relay.socket 8443 >relay.log 2>&1 &
      exec "$@"
      """;

  private Namespace() {}

  /** Why there are no namespaces here; empty when there are. */
  static Optional<String> missing() {
    if (!ServerProcess.installed("unshare") || !ServerProcess.installed("ip")) {
      return Optional.of("needs unshare and ip (Debian packages util-linux and iproute2)");
    }
    return Unshare.COMMAND.isPresent()
        ? Optional.empty()
        : Optional.of("this machine does not let us make a network namespace, and outside of one it would listen on every interface");
  }

  /** Starts the server inside; it must listen on {@link #PORT}. */
  static ServerProcess start(Scratch scratch, List<String> server) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("RELAY_JAVA=" + Path.of(System.getProperty("java.home"), "bin", "java"));
    command.add("RELAY_CLASSES=" + classes());
    command.addAll(Unshare.COMMAND.orElseThrow(() -> new IOException("no network namespaces here")));
    command.addAll(List.of("sh", "-c", INSIDE, "sh"));
    command.addAll(server);
    return ServerProcess.start(scratch.path(), command);
  }

  /** The way in, once its other end listens. */
  static Relay enter(Scratch scratch, ServerProcess server) throws IOException {
    Path socket = scratch.path().resolve(SOCKET);
    server.await("the relay", () -> Files.exists(Path.of(socket + Relay.READY)));
    return Relay.fromLoopback(UnixDomainSocketAddress.of(socket), Distortions.NONE, Distortions.NONE);
  }

  /** Found out once: what makes a namespace here, as whoever we are. */
  private static final class Unshare {
    static final Optional<List<String>> COMMAND =
        Stream.of("--map-root-user", "--mount")
            .map(way -> List.of("unshare", way, "--net", "--pid", "--fork", "--kill-child"))
            .filter(Namespace::works)
            .findFirst();
  }

  private static boolean works(List<String> command) {
    List<String> tried = new ArrayList<>(command);
    tried.add("true");
    try {
      ServerProcess.run(Path.of("."), tried);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String classes() throws IOException {
    try {
      return Path.of(Relay.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}
