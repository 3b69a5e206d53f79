package dev.plumbline.diagnose.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs. */
final class Programs {
  private static final int LONGEST_SECONDS = 10;

  private Programs() {}

  /** What is done while a program runs. */
  interface Meanwhile {
    void run(Process process) throws InterruptedException;
  }

  static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  /** Runs one to its end, which comes at last when its time is up; returns what it printed. */
  static String run(Path directory, List<String> command) throws IOException, InterruptedException {
    return run(directory, command, new byte[0], process -> { });
  }

  /**
   * Runs one with an input.
   *
   * @param before what is done before the input ends, if the program is still there
   */
  static String run(Path directory, List<String> command, byte[] input, Meanwhile before)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "program", ".log");
    Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
      in.flush();
      if (process.isAlive()) {
        before.run(process);
      }
    } catch (IOException alreadyGone) {
      // It said why in its log.
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  /** Starts one that serves a port of 127.0.0.1, and waits until it does. */
  static Process serve(Path directory, List<String> command, int port) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "program", ".log");
    Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile()).start();
    for (int i = 0; i < 400 && process.isAlive(); i++) {
      try {
        new Socket(InetAddress.getByName("127.0.0.1"), port).close();
        return process;
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
    process.destroyForcibly();
    throw new IOException(command + ": " + Files.readString(log, StandardCharsets.ISO_8859_1));
  }

  /** A port on which nobody listens just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
