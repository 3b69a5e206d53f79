package dev.plumbline.cli.testing;

import dev.plumbline.cli.command.Plumbline;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a command line came to.
 *
 * @param status its exit status
 * @param bytes what it printed on standard output
 * @param err what it printed on standard error
 */
public record Outcome(int status, byte[] bytes, String err) {

  /** Runs a command line in this process, without input. */
  public static Outcome of(String... arguments) {
    return with(new byte[0], Map.of(), arguments);
  }

  /** Runs a command line in this process. */
  public static Outcome with(byte[] input, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(new ByteArrayInputStream(input), out, environment, arguments);
  }

  /** Runs a command line whose output goes elsewhere. */
  public static Outcome into(OutputStream out, String... arguments) {
    return run(InputStream.nullInputStream(), out, Map.of(), arguments);
  }

  private static Outcome run(InputStream in, OutputStream out, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(in, out, err, environment, false);
    int status = Plumbline.run(arguments, console, new Interrupts());
    console.out().flush();
    byte[] printed = out instanceof ByteArrayOutputStream memory ? memory.toByteArray() : new byte[0];
    return new Outcome(status, printed, err.toString(StandardCharsets.UTF_8));
  }

  public String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public List<String> errLines() {
    return err.lines().toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outcome that && status == that.status && Arrays.equals(bytes, that.bytes)
        && err.equals(that.err);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes) + status;
  }

  /** For the message of an assertion that fails. */
  @Override
  public String toString() {
    return "status " + status + "\n--- out:\n" + out() + "\n--- err:\n" + err;
  }
}
