package dev.plumbline.cli.mqtt;

import java.io.IOException;

/** A connection ended that was still needed, and nobody said why. */
public final class ConnectionEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How it ended. */
  public enum How {
    /** The server closed it in good order. */
    CLOSED_BY_SERVER,
    /** The server did not take what was sent, for too long. */
    STALLED
  }

  private final How how;

  ConnectionEndedException(How how) {
    super(how.name());
    this.how = how;
  }

  public How how() {
    return how;
  }
}
