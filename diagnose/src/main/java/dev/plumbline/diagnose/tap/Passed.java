package dev.plumbline.diagnose.tap;

import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A connection that a tap has passed on, or could not pass on, and that is over.
 *
 * @param stream its number in the capture and for the flow's listener; empty if there was nothing to tell them
 * @param client the device
 * @param server the broker as it was reached; empty if its name could not be looked up
 * @param start when the device connected
 * @param duration how long it lasted
 * @param clientBytes what the device sent
 * @param serverBytes what the broker sent
 * @param ending how it ended
 * @param reason a sentence on an ending that is not the work of one of the two sides; empty otherwise
 */
public record Passed(
    OptionalInt stream,
    Endpoint client,
    Optional<Endpoint> server,
    Instant start,
    Duration duration,
    long clientBytes,
    long serverBytes,
    Ending ending,
    String reason) {

  /** How a connection ended, by what came first. */
  public enum Ending {
    CLIENT_CLOSED,
    CLIENT_RESET,
    SERVER_CLOSED,
    SERVER_RESET,
    /** The broker was not reached. */
    UNREACHABLE,
    /** There were too many connections. */
    REFUSED,
    /** It was open when the tap was stopped. */
    STOPPED;

    static Ending of(Side first, boolean reset) {
      if (first == Side.CLIENT) {
        return reset ? CLIENT_RESET : CLIENT_CLOSED;
      }
      return reset ? SERVER_RESET : SERVER_CLOSED;
    }
  }
}
