package dev.plumbline.tls.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A mosquitto of its own on loopback, with TLS 1.2 only; skipped loudly where it is not installed. */
final class MosquittoBroker implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final int ATTEMPTS = 200;

  private final Process process;
  private final int port;

  private MosquittoBroker(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static void require() {
    boolean there = Files.isExecutable(PROGRAM);
    if (!there) {
      System.err.println("SKIPPED: mosquitto is not installed, so no MQTT client is run against it (apt-get install mosquitto)");
      if ("1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
        throw new AssertionError("mosquitto is required but not installed");
      }
    }
    Assumptions.assumeTrue(there, "mosquitto is not installed");
  }

  /** Starts one with the certificate of {@link Trust#SERVER}; its files go into the directory. */
  static MosquittoBroker start(Path directory) throws IOException, InterruptedException {
    Path chain = Files.writeString(directory.resolve("server.pem"), Trust.SERVER.chainPem());
    Path key = Files.writeString(directory.resolve("server.key"), Trust.SERVER.key().pkcs8Pem());
    int port = freePort();
    Path configuration =
        Files.writeString(
            directory.resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            certfile %s
            keyfile %s
            tls_version tlsv1.2
            ciphers ECDHE-ECDSA-AES128-GCM-SHA256
            allow_anonymous true
            max_inflight_messages 1000
            max_queued_messages 100000
            user root
            """
                .formatted(port, chain, key));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("mosquitto.log").toFile())
            .start();
    MosquittoBroker broker = new MosquittoBroker(process, port);
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      try {
        new Socket(InetAddress.getByName("127.0.0.1"), port).close();
        return broker;
      } catch (IOException notYet) {
        Thread.sleep(50);
      }
    }
    broker.close();
    throw new IOException("mosquitto did not start: " + Files.readString(directory.resolve("mosquitto.log")));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException impatient) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }
}
