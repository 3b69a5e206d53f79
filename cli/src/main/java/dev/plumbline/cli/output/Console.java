package dev.plumbline.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The three streams, the environment, and whether somebody watches. Text is UTF-8 whatever the locale says. What
 * nobody reads any more is dropped in silence: a reader that goes away is not an error of the command.
 */
public final class Console {
  private static final int BUFFER = 8192;

  private final InputStream in;
  private final OutputStream rawOut;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final boolean terminal;

  /**
   * @param out where results go; buffered here, so it need not be
   * @param terminal whether a person watches {@code out}
   */
  public Console(
      InputStream in, OutputStream out, OutputStream err, Map<String, String> environment, boolean terminal) {
    this.in = in;
    this.rawOut = new BufferedOutputStream(out, BUFFER);
    this.out = new PrintStream(rawOut, false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.environment = Map.copyOf(environment);
    this.terminal = terminal;
  }

  /**
   * The console of this process. The launcher says whether standard output is a terminal, which Java 17 can't find
   * out.
   */
  public static Console ofProcess() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.getenv(),
        Boolean.getBoolean("plumbline.terminal"));
  }

  public InputStream in() {
    return in;
  }

  /** For results, as text. Flush it when somebody may be waiting. */
  public PrintStream out() {
    return out;
  }

  /** For results, byte by byte; the same stream as {@link #out}, but it tells when nobody reads any more. */
  public OutputStream bytesOut() {
    return rawOut;
  }

  /** For progress, logs and what went wrong. */
  public PrintStream err() {
    return err;
  }

  /** A variable of the environment; an empty one counts as absent. */
  public Optional<String> environment(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** How to highlight: not at all unless a person watches and has not asked for plain text (NO_COLOR). */
  public Style style() {
    boolean plain = environment("NO_COLOR").isPresent() || environment("TERM").filter("dumb"::equals).isPresent();
    return terminal && !plain ? Style.COLOURED : Style.PLAIN;
  }
}
