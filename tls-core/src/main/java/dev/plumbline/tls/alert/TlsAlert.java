package dev.plumbline.tls.alert;

import java.util.Optional;

/**
 * The connection is over: by a fault that we found, or by an alert that the server sent.
 *
 * <p>What we found carries its {@link Fault} and the alert that this client has for it, which goes to the server unless
 * the client stands for a stack with other words; what the server sent carries only its alert.
 */
public final class TlsAlert extends Exception {
  private static final long serialVersionUID = 1L;

  /** Who said it. */
  public enum Direction {
    SENT,
    RECEIVED
  }

  private final Direction direction;
  private final AlertLevel level;
  private final AlertDescription description;
  private final Fault fault;
  private final String limit;

  TlsAlert(Fault fault, String sentence, Throwable cause) {
    this(fault, sentence, cause, null);
  }

  private TlsAlert(Fault fault, String sentence, Throwable cause, String limit) {
    super(sentence, cause);
    this.direction = Direction.SENT;
    this.level = AlertLevel.FATAL;
    this.description = fault.alert().orElse(null);
    this.fault = fault;
    this.limit = limit;
  }

  private TlsAlert(AlertLevel level, AlertDescription description) {
    super("the server sent the alert " + description.rfcName() + " (" + description.code() + ")");
    this.direction = Direction.RECEIVED;
    this.level = level;
    this.description = description;
    this.fault = null;
    this.limit = null;
  }

  /** An alert that the server sent. */
  public static TlsAlert received(AlertLevel level, AlertDescription description) {
    return new TlsAlert(level, description);
  }

  /**
   * A modelled device has no room for something.
   *
   * @param limit a name for the limit
   * @param sentence why, without a full stop
   */
  public static TlsAlert overLimit(String limit, String sentence) {
    return new TlsAlert(
        Fault.DEVICE_LIMIT_EXCEEDED, Fault.DEVICE_LIMIT_EXCEEDED.with(sentence).sentence(), null, limit);
  }

  public Direction direction() {
    return direction;
  }

  public AlertLevel level() {
    return level;
  }

  /**
   * The alert itself, for a fault of ours as this client has it; empty only for a fault that leaves nobody to send one
   * to. What was really sent is in the facts of the connection.
   */
  public Optional<AlertDescription> description() {
    return Optional.ofNullable(description);
  }

  /** What we found; empty when the alert came from the server. */
  public Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  /** Which limit of a modelled device it was; empty for everything else. */
  public Optional<String> limit() {
    return Optional.ofNullable(limit);
  }

  /** The sentence alone, for people. */
  public String sentence() {
    return super.getMessage();
  }

  /** Fault, clause and sentence: {@code SUITE_NOT_OFFERED (RFC 5246 §7.4.1.3): the server chose …}. */
  @Override
  public String getMessage() {
    return fault == null ? sentence() : fault + " (" + fault.clause() + "): " + sentence();
  }
}
