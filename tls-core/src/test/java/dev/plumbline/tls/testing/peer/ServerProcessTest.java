package dev.plumbline.tls.testing.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  private static final Path HERE = Path.of(".");

  @Test
  void endsTheProgramWhenTheJvmIsKilled() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), ServerProcessTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = jvm.inputReader()) {
      ProcessHandle program = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertTrue(program.isAlive());
      jvm.destroyForcibly();
      assertTrue(ended(program), "the program outlives its JVM");
    }
  }

  /** Another JVM, which is killed while its program runs. */
  public static void main(String[] none) throws IOException, InterruptedException {
    try (ServerProcess program = ServerProcess.start(HERE, List.of("sh", "-c", "echo pid $$; exec sleep 1000"))) {
      System.out.println(program.await(Pattern.compile("pid (\\d+)")).group(1));
      new CountDownLatch(1).await();
    }
  }

  @Test
  void endsTheProgramWhenClosed() throws Exception {
    ServerProcess program = ServerProcess.start(HERE, List.of("sh", "-c", "echo pid $$; exec sleep 1000"));
    long pid = Long.parseLong(program.await(Pattern.compile("pid (\\d+)")).group(1));
    ProcessHandle running = ProcessHandle.of(pid).orElseThrow();
    program.close();
    assertTrue(ended(running));
  }

  @Test
  void saysWhatAProgramPrintedThatEndsBeforeItIsReady() throws IOException {
    try (ServerProcess program = ServerProcess.start(HERE, List.of("sh", "-c", "echo no such certificate; exit 3"))) {
      IOException failure = assertThrows(IOException.class, () -> program.await(Pattern.compile("ready")));
      assertTrue(failure.getMessage().contains("no such certificate"), failure.getMessage());
    }
  }

  @Test
  void refusesTheOutputOfAProgramThatFails() throws IOException {
    assertEquals("fine\n", ServerProcess.run(HERE, List.of("echo", "fine")));
    assertThrows(IOException.class, () -> ServerProcess.run(HERE, List.of("sh", "-c", "echo not fine; exit 1")));
    assertEquals("", ServerProcess.firstLine("false"));
  }

  @Test
  void knowsWhichProgramsAreInstalled() {
    assertTrue(ServerProcess.installed("sh"));
    assertFalse(ServerProcess.installed("no-such-server"));
  }

  private static boolean ended(ProcessHandle program) throws InterruptedException, ExecutionException {
    try {
      program.onExit().get(20, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      program.destroyForcibly();
      return false;
    }
  }
}
