package dev.plumbline.diagnose.lab;

import dev.plumbline.tls.testing.IssuedCertificate;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Clients of other people's stacks. Each checks what a device of that stack would check. */
final class Clients {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int HELD = 8000;
  private static final int LONGEST_STAY_SECONDS = 6;

  private Clients() {}

  /** {@code openssl s_client}, which ends at a certificate that does not hold, and then says {@code input}. */
  static LabClient openssl(IssuedCertificate anchor, String name, byte[] input, String... options) {
    return line -> {
      List<String> command = new ArrayList<>(List.of(
          "openssl", "s_client", "-connect", "127.0.0.1:" + line.port(), "-keylogfile",
          line.directory().resolve("keys.log").toString(), "-CAfile", line.file("ca.pem", anchor.pem()),
          "-verify_return_error"));
      command.addAll(name.isEmpty()
          ? List.of("-noservername") : List.of("-servername", name, "-verify_hostname", name));
      command.addAll(List.of(options));
      say(line, command, input);
    };
  }

  /** The same, and it stays until the server ends it. */
  static LabClient opensslStaying(IssuedCertificate anchor, String name, byte[] input) {
    return line -> Programs.run(
        line.directory(),
        List.of("openssl", "s_client", "-connect", "127.0.0.1:" + line.port(), "-keylogfile",
            line.directory().resolve("keys.log").toString(), "-CAfile", line.file("ca.pem", anchor.pem()), "-tls1_2",
            "-servername", name),
        input, process -> process.waitFor(LONGEST_STAY_SECONDS, TimeUnit.SECONDS));
  }

  /** The options for a certificate of the client's own. */
  static String[] own(Path directory, IssuedCertificate certificate, String key) {
    certificate.writeTo(directory, "own");
    return new String[] {
      "-cert", directory.resolve("own-chain.pem").toString(), "-key", directory.resolve(key).toString()
    };
  }

  /** {@code gnutls-cli} with a priority string. */
  static LabClient gnutls(IssuedCertificate anchor, String name, byte[] input, String priority, String... options) {
    return line -> {
      List<String> command = new ArrayList<>(List.of(
          "gnutls-cli", "--x509cafile", line.file("ca.pem", anchor.pem()), "-p", Integer.toString(line.port()),
          "--priority", priority));
      command.addAll(name.isEmpty()
          ? List.of("--disable-sni") : List.of("--sni-hostname", name, "--verify-hostname", name));
      command.addAll(List.of(options));
      command.add("127.0.0.1");
      say(line, command, input);
    };
  }

  /** NSS's {@code tstclnt}; it checks the name that it sends. */
  static LabClient nss(IssuedCertificate anchor, String name, byte[] input, String... options) {
    return line -> {
      String database = "sql:" + Files.createDirectories(line.directory().resolve("nss"));
      Programs.run(line.directory(), List.of("certutil", "-N", "-d", database, "--empty-password"));
      Programs.run(line.directory(), List.of(
          "certutil", "-A", "-d", database, "-n", "root", "-t", "CT,,", "-i", line.file("ca.pem", anchor.pem())));
      List<String> command = new ArrayList<>(List.of(
          "tstclnt", "-h", "127.0.0.1", "-p", Integer.toString(line.port()), "-d", database, "-a", name));
      command.addAll(List.of(options));
      say(line, command, input);
    };
  }

  /** {@code mosquitto_pub} to localhost; options are its own. */
  static LabClient mosquitto(IssuedCertificate anchor, String... options) {
    return line -> {
      List<String> command = new ArrayList<>(List.of(
          "mosquitto_pub", "-h", "localhost", "-p", Integer.toString(line.port()), "-t", "lab/one", "-m", "21.5"));
      if (anchor != null) {
        command.addAll(List.of("--cafile", line.file("ca.pem", anchor.pem())));
      }
      command.addAll(List.of(options));
      say(line, command, new byte[0]);
    };
  }

  /** JSSE with its PKIX trust manager. */
  static LabClient jsse(
      IssuedCertificate anchor, String name, IssuedCertificate own, Consumer<SSLParameters> settings, byte[] input) {
    return line -> {
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(anchor.trustStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own == null ? null : keys(own).getKeyManagers(), trust.getTrustManagers(), null);
      try (Socket socket = line.connect();
          SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, name, line.port(), true)) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        settings.accept(parameters);
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        tls.getOutputStream().write(input);
        tls.getOutputStream().flush();
        tls.setSoTimeout(HELD);
        tls.getInputStream().read(new byte[64]);
        line.listen();
        line.later(Duration.ofSeconds(3));
      }
    };
  }

  private static KeyManagerFactory keys(IssuedCertificate own) throws Exception {
    KeyStore store = own.keyStore(PASSWORD);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("NewSunX509");
    keys.init(store, PASSWORD);
    return keys;
  }

  /** Bytes and no TLS; waits for what comes back until it is {@code patience} milliseconds late. */
  static LabClient bytes(byte[] input, int patience) {
    return line -> {
      try (Socket socket = line.connect()) {
        socket.getOutputStream().write(input);
        socket.setSoTimeout(patience);
        socket.getInputStream().readNBytes(1 << 16);
      }
    };
  }

  /** Says it, listens, and ends when three seconds seem to have passed. */
  static void say(Line line, List<String> command, byte[] input) throws Exception {
    String log = Programs.run(line.directory(), command, input, process -> {
      line.listen();
      line.later(Duration.ofSeconds(3));
    });
    throw new IllegalStateException(lastLines(log));
  }

  /** What a program says in the end is what it has to complain of. */
  private static String lastLines(String log) {
    List<String> lines = log.lines().filter(line -> line.matches("(?i).*(error|alert|fail|verif|warn).*")).toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  /** One after the other. */
  static LabClient both(LabClient first, LabClient second) {
    return line -> {
      try {
        first.connect(line);
      } finally {
        second.connect(line);
      }
    };
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
