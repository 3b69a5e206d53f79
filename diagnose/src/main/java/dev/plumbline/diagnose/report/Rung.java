package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.util.Optional;

/**
 * One line of the ladder: an arrow from one end to the other, or something said of what lies between two arrows.
 *
 * @param from who sent it; empty for what is no arrow
 * @param at since the first event
 * @param gap since the event before
 * @param frame 0 without a capture
 * @param message the handshake message that it is
 */
record Rung(
    Kind kind,
    Optional<Side> from,
    Duration at,
    Duration gap,
    String title,
    String detail,
    long frame,
    Optional<Event.Handshake> message) {

  enum Kind {
    /** A sign of TCP in the ordinary course. */
    TCP,
    HANDSHAKE,
    /** What ends nothing and carries nothing: ChangeCipherSpec, close_notify. */
    SIGNAL,
    /** An alert that ends the connection, or a reset. */
    BREAK,
    DATA,
    /** Bytes that are not there. */
    LOST,
    /** Several events in one line. */
    FOLD
  }
}
