package dev.plumbline.tls.testing.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another program that serves while a test runs, and what it prints. Thread-safe.
 *
 * <p>The program runs under a shell that waits on a pipe from this JVM: when the pipe closes, because {@link #close} was called or
 * because the JVM is gone for whatever reason, the shell kills the program.
 */
final class ServerProcess implements AutoCloseable {
  private static final String GUARD =
      """
      exec 3<&0
      "$@" 3<&- </dev/null & server=$!
      { read -r end <&3; kill -9 $server 2>/dev/null; } & guard=$!
      wait $server; status=$?
      kill $guard 2>/dev/null
      exit $status
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  private final List<String> command;
  private final Process guard;
  private final StringBuilder log = new StringBuilder();
  private boolean silent;

  private ServerProcess(List<String> command, Process guard) {
    this.command = command;
    this.guard = guard;
  }

  static ServerProcess start(Path directory, List<String> command) throws IOException {
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
    guarded.addAll(command);
    Process process =
        new ProcessBuilder(guarded).directory(directory.toFile()).redirectErrorStream(true).start();
    ServerProcess server = new ServerProcess(command, process);
    Thread reader = new Thread(server::collect, "log of " + command.get(0));
    reader.setDaemon(true);
    reader.start();
    return server;
  }

  /** Runs a program to its end and returns what it printed, both streams. */
  static String run(Path directory, List<String> command) throws IOException {
    try (ServerProcess process = start(directory, command)) {
      if (!process.guard.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(command + " does not end:\n" + process.log());
      }
      process.awaitSilence();
      if (process.guard.exitValue() != 0) {
        throw new IOException(command + " failed with " + process.guard.exitValue() + ":\n" + process.log());
      }
      return process.log();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The first line of what a program prints; empty when it fails. */
  static String firstLine(String... command) {
    try {
      return run(Path.of("."), List.of(command)).lines().findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the program is on the path, or where Debian puts servers. */
  static boolean installed(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin";
    for (String directory : path.split(":")) {
      if (Path.of(directory, program).toFile().canExecute()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits until the program has printed this.
   *
   * @throws IOException if it ends, or says nothing of the kind for half a minute
   */
  Matcher await(Pattern printed) throws IOException {
    await(printed.toString(), () -> printed.matcher(log()).find());
    Matcher matcher = printed.matcher(log());
    matcher.find();
    return matcher;
  }

  /**
   * Waits until something has happened, whether or not the program prints anything then.
   *
   * @throws IOException if the program ends, or half a minute passes
   */
  synchronized void await(String what, BooleanSupplier happened) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      if (silent || System.nanoTime() > deadline) {
        throw new IOException(command + (silent ? " ended before " : " is still without ") + what + ":\n" + log);
      }
      pause(POLL_MILLIS);
    }
  }

  synchronized String log() {
    return log.toString();
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      if (!guard.waitFor(5, TimeUnit.SECONDS)) {
        guard.descendants().forEach(ProcessHandle::destroyForcibly);
        guard.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      guard.descendants().forEach(ProcessHandle::destroyForcibly);
      guard.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitSilence() throws IOException {
    while (!silent) {
      pause(PATIENCE.toMillis());
    }
  }

  private void pause(long millis) throws IOException {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void collect() {
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        append(line);
      }
    } catch (IOException e) {
      append("(its output ended: " + e.getMessage() + ")");
    }
    synchronized (this) {
      silent = true;
      notifyAll();
    }
  }

  private synchronized void append(String line) {
    log.append(line).append('\n');
    notifyAll();
  }
}
