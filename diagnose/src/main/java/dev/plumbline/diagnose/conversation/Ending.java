package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.names.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a connection ended, and who ended it: the first sign of it, since what follows is only its echo (evidence rule
 * 3).
 *
 * @param by who ended it; nobody if it is {@link Kind#OPEN}
 * @param alert the alert's number; -1 if none was sent or it could not be read
 * @param silence how long nothing had been said before
 */
public record Ending(Kind kind, Optional<Side> by, int alert, Place place, Optional<Instant> time, Duration silence) {

  /** How it ended. */
  public enum Kind {
    /** A fatal alert that can be read. */
    ALERT,
    /** An encrypted alert: close_notify, or anything else. */
    HIDDEN_ALERT,
    CLOSE_NOTIFY,
    FIN,
    RST,
    /** The capture ends before the connection does. */
    OPEN
  }

  /** The end of a conversation. */
  public static Ending of(Conversation conversation) {
    Event before = null;
    for (Event event : conversation.events()) {
      Kind kind = kindOf(event);
      if (kind != null) {
        Duration silence = before == null ? Duration.ZERO : Duration.between(before.time(), event.time());
        int alert = event instanceof Event.Alert one ? one.description() : -1;
        return new Ending(
            kind, Optional.of(event.from()), alert, event.place(), Optional.of(event.time()), silence);
      }
      if (says(event)) {
        before = event;
      }
    }
    return new Ending(Kind.OPEN, Optional.empty(), -1, Place.NONE, Optional.empty(), Duration.ZERO);
  }

  private static Kind kindOf(Event event) {
    if (event instanceof Event.Alert alert) {
      if (!alert.readable()) {
        return Kind.HIDDEN_ALERT;
      }
      return alert.closeNotify() ? Kind.CLOSE_NOTIFY : alert.fatal() ? Kind.ALERT : null;
    }
    if (event instanceof Event.Tcp tcp) {
      return tcp.signal() == TcpSignal.FIN ? Kind.FIN : tcp.signal() == TcpSignal.RST ? Kind.RST : null;
    }
    return null;
  }

  /** Whether an event is something that a side said, not only TCP's housekeeping or the record that holds it. */
  private static boolean says(Event event) {
    if (event instanceof Event.Record record) {
      return !record.complete();
    }
    return !(event instanceof Event.Tcp tcp)
        || tcp.signal() == TcpSignal.SYN_ACK
        || tcp.signal() == TcpSignal.OPEN;
  }

  /** Whether that side ended it. */
  public boolean by(Side side) {
    return by.filter(one -> one == side).isPresent();
  }

  /** A fatal alert of that side. */
  public boolean alertBy(Side side) {
    return kind == Kind.ALERT && by(side);
  }

  /** A fatal alert of that side with one of these numbers. */
  public boolean alertBy(Side side, int... descriptions) {
    if (!alertBy(side)) {
      return false;
    }
    for (int description : descriptions) {
      if (description == alert) {
        return true;
      }
    }
    return false;
  }

  /** That side left without saying why: no alert, or one that can't be read, or close_notify. */
  public boolean leftSilently(Side side) {
    return by(side) && kind != Kind.ALERT;
  }

  /** In words: {@code the client sent the alert unknown_ca (48)}. */
  public String words() {
    if (kind == Kind.OPEN) {
      return "the capture ends before the connection does";
    }
    String who = by.orElseThrow() == Side.CLIENT ? "the client" : "the server";
    return who + switch (kind) {
      case ALERT -> " sent the alert " + Names.alert(alert);
      case HIDDEN_ALERT -> " sent an encrypted alert";
      case CLOSE_NOTIFY -> " closed in good order (close_notify)";
      case FIN -> " closed the connection without an alert (FIN)";
      case RST -> " reset the connection without an alert (RST)";
      case OPEN -> "";
    };
  }
}
