package dev.plumbline.engine;

import java.util.Optional;

/** The engine could not do what it was asked: a local failure, never the peer's fault. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure this is; only {@link #BUSY} is worth another try. */
  public enum Kind {
    /** Somebody else holds the engine. Nothing was changed: the same call may be repeated. */
    BUSY,
    /** The engine can't use a key of this kind, size or format. */
    BAD_KEY,
    /** An operand breaks the engine's memory rules. */
    BAD_BUFFER,
    /** The engine doesn't have this operation. */
    UNSUPPORTED,
    /** Anything else inside the engine. */
    INTERNAL
  }

  private final Kind kind;
  private final transient DeviceStatus status;

  public EngineException(Kind kind, String what) {
    this(kind, what, null, null);
  }

  public EngineException(Kind kind, String what, Throwable cause) {
    this(kind, what, null, cause);
  }

  public EngineException(Kind kind, String what, DeviceStatus status, Throwable cause) {
    super(what, cause);
    this.kind = kind;
    this.status = status;
  }

  public Kind kind() {
    return kind;
  }

  /** The device's own words for it, when the engine models a device. */
  public Optional<DeviceStatus> status() {
    return Optional.ofNullable(status);
  }
}
