package dev.plumbline.diagnose.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a client and a server of the lab are given: where to connect to, a place for files, and the recording's clock.
 */
final class Line {
  private static final int TICK = 10;
  private static final int MOST_TICKS = 800;

  private final Path directory;
  private final LabClock clock;
  private final ByteArrayOutputStream secrets = new ByteArrayOutputStream();
  private int port;
  private BooleanSupplier answered = () -> true;

  Line(Path directory, LabClock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Where the tap listens on 127.0.0.1. */
  int port() {
    return port;
  }

  void tap(Recorder tap) throws IOException {
    this.port = tap.port();
    this.answered = tap::answered;
  }

  /** Waits until the server has answered, or is gone, or nobody expects it any more; and a little longer. */
  void listen() {
    for (int i = 0; i < MOST_TICKS && !answered.getAsBoolean(); i++) {
      pause(TICK);
    }
    pause(150);
  }

  Path directory() {
    return directory;
  }

  LabClock clock() {
    return clock;
  }

  /** A connection to the tap that waits for ten seconds and no longer. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** What the packets recorded from now on are later by; what was said before is on its way by then. */
  void later(Duration time) {
    pause(80);
    clock.skip(time);
  }

  /** Lets bytes reach the tap. */
  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines in the NSS key log format. */
  synchronized void secrets(byte[] keyLog) {
    secrets.writeBytes(keyLog);
  }

  /** All that came, and what programs wrote into {@code keys.log}. */
  synchronized byte[] secrets() {
    try {
      Path file = directory.resolve("keys.log");
      byte[] more = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(secrets.toByteArray());
      all.writeBytes("\n".getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(more);
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
