package dev.plumbline.cli.outcome;

/** What the process says to the shell. Scripts rely on these numbers. */
public final class ExitStatus {
  /** It worked. */
  public static final int WORKED = 0;
  /** TLS or MQTT failed: an alert, a certificate that is not trusted, a server that refuses. */
  public static final int FAILED = 1;
  /** The command line or a file that it names is at fault. */
  public static final int USAGE = 2;
  /** The network failed below TLS: unknown host, refused, unreachable, reset, silent. */
  public static final int NETWORK = 3;
  /** {@code sub -W} ran out before the messages that it waited for had come; the number is mosquitto_sub's. */
  public static final int TIMED_OUT = 27;

  private ExitStatus() {}
}
