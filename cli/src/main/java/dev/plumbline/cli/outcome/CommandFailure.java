package dev.plumbline.cli.outcome;

/** The end of a command that did not work: an exit status, and one sentence that says what to do next. */
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  private CommandFailure(int exitStatus, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitStatus = exitStatus;
  }

  /** The command line or a file that it names is at fault. */
  public static CommandFailure usage(String sentence) {
    return new CommandFailure(ExitStatus.USAGE, sentence, null);
  }

  /** As {@link #usage(String)}, with what brought it up. */
  public static CommandFailure usage(String sentence, Throwable cause) {
    return new CommandFailure(ExitStatus.USAGE, sentence, cause);
  }

  /** TLS or MQTT failed. */
  public static CommandFailure failed(String sentence, Throwable cause) {
    return new CommandFailure(ExitStatus.FAILED, sentence, cause);
  }

  /** The network failed below TLS. */
  public static CommandFailure network(String sentence, Throwable cause) {
    return new CommandFailure(ExitStatus.NETWORK, sentence, cause);
  }

  public int exitStatus() {
    return exitStatus;
  }
}
