package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.IssuedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A mosquitto broker with one TLS 1.2 listener on 127.0.0.1. */
public final class MosquittoBroker implements AutoCloseable {
  private static final Pattern RUNNING = Pattern.compile("mosquitto version .* running");
  private static final int ATTEMPTS = 5;

  private final RunningProcess process;

  private MosquittoBroker(RunningProcess process) {
    this.process = process;
  }

  /** Why there is no mosquitto here; empty when there is. */
  public static Optional<String> missing() {
    return ServerProcess.installed("mosquitto") && ServerProcess.installed("mosquitto_passwd")
        ? Optional.empty()
        : Optional.of("mosquitto is not installed (Debian package mosquitto)");
  }

  /** A broker with this certificate, all three suites, and anonymous clients. */
  public static Setup with(IssuedCertificate identity) {
    return new Setup(identity);
  }

  /** Where it listens on 127.0.0.1. */
  public int port() {
    return process.port();
  }

  /** What it has logged so far: connections, and every packet of each. */
  public String log() {
    return process.log();
  }

  /** Ends it; can be called twice. */
  @Override
  public void close() {
    process.close();
  }

  /** What the broker shall be. Each method changes and returns this setup. */
  public static final class Setup {
    private final IssuedCertificate identity;
    private final Map<String, String> users = new LinkedHashMap<>();
    private List<CipherSuite> suites = Arrays.asList(CipherSuite.values());
    private Optional<IssuedCertificate> clientAnchor = Optional.empty();
    private boolean identityAsUsername;
    private String more = "";

    private Setup(IssuedCertificate identity) {
      this.identity = identity;
    }

    public Setup suites(CipherSuite... only) {
      suites = List.of(only);
      return this;
    }

    /** Clients must have a certificate that leads to this root. */
    public Setup requireClient(IssuedCertificate root) {
      clientAnchor = Optional.of(root);
      return this;
    }

    /** The common name of the client's certificate is its user name. */
    public Setup identityAsUsername() {
      identityAsUsername = true;
      return this;
    }

    /** Adds a user; with one, clients can no longer be anonymous. */
    public Setup user(String name, String password) {
      users.put(name, password);
      return this;
    }

    /** Adds a line to the configuration of the listener. */
    public Setup option(String line) {
      more += line + "\n";
      return this;
    }

    /**
     * Starts the broker, which accepts connections when this returns.
     *
     * @throws IOException if it does not come up; the message has what it printed
     */
    public MosquittoBroker start() throws IOException {
      return new MosquittoBroker(start(round -> List.of()));
    }

    /** Another program may take the port that we found free before mosquitto does: then with another port. */
    RunningProcess start(IntFunction<List<Exchange>> exchanges) throws IOException {
      IOException last = new IOException("no attempt");
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        int port = freePort();
        try {
          return RunningProcess.start(
              exchanges,
              server ->
                  server.onLoopback(port, List.of("mosquitto", "-c", configure(port, server.scratch())), RUNNING));
        } catch (IOException e) {
          if (!e.getMessage().contains("Address already in use")) {
            throw e;
          }
          last = e;
        }
      }
      throw last;
    }

    private String configure(int port, Scratch scratch) throws IOException {
      identity.writeTo(scratch.path(), "server");
      StringBuilder text = new StringBuilder();
      text.append("user root\nlog_dest stderr\nlog_type all\npersistence false\nallow_anonymous ")
          .append(users.isEmpty())
          .append("\nlistener ").append(port).append(" 127.0.0.1\ntls_version tlsv1.2\nciphers ")
          .append(suites.stream().map(CipherSuite::opensslName).collect(Collectors.joining(":")))
          .append("\ncertfile ").append(scratch.path().resolve("server-chain.pem"))
          .append("\nkeyfile ").append(scratch.path().resolve("server.key")).append('\n');
      if (clientAnchor.isPresent()) {
        text.append("cafile ").append(scratch.write("client-root.pem", clientAnchor.get().pem()))
            .append("\nrequire_certificate true\nuse_identity_as_username ").append(identityAsUsername).append('\n');
      }
      if (!users.isEmpty()) {
        text.append("password_file ").append(passwords(scratch)).append('\n');
      }
      return scratch.write("mosquitto.conf", text.append(more).toString());
    }

    private String passwords(Scratch scratch) throws IOException {
      String file = scratch.write("passwords", "");
      for (Map.Entry<String, String> user : users.entrySet()) {
        ServerProcess.run(
            scratch.path(), List.of("mosquitto_passwd", "-b", file, user.getKey(), user.getValue()));
      }
      return file;
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }
  }
}
