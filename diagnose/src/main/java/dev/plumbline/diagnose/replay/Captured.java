package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;

/**
 * What the device made of the server's flight, by the capture.
 *
 * @param course how the flight ended
 * @param ending how the connection ended
 */
public record Captured(Course course, Ending ending) {
  private static final int CERTIFICATE = 11;
  private static final int CLIENT_KEY_EXCHANGE = 16;

  /** How the server's flight ended. */
  public enum Course {
    /** The device took it, and sent its own flight. */
    TAKEN,
    /** The device gave up on it. */
    GIVEN_UP,
    /** The device took it, and gave up before its own flight was out: over its signature, or its keys. */
    GIVEN_UP_LATER,
    /** The server ended the connection before its flight was complete. */
    REFUSED,
    /** The capture ends before that. */
    OPEN
  }

  static Captured of(Conversation conversation) {
    Ending ending = Ending.of(conversation);
    boolean changed = conversation.all(Event.ChangeCipherSpec.class, Side.CLIENT).findAny().isPresent();
    boolean began = conversation.handshake(Side.CLIENT, CERTIFICATE).isPresent()
        || conversation.handshake(Side.CLIENT, CLIENT_KEY_EXCHANGE).isPresent();
    return new Captured(course(ending, changed, began), ending);
  }

  private static Course course(Ending ending, boolean changed, boolean began) {
    if (changed || began && !ending.by(Side.CLIENT)) {
      return Course.TAKEN;
    }
    if (ending.by(Side.CLIENT)) {
      return began ? Course.GIVEN_UP_LATER : Course.GIVEN_UP;
    }
    return ending.by(Side.SERVER) ? Course.REFUSED : Course.OPEN;
  }

  /** Whether the device failed, by itself. */
  public boolean failed() {
    return course == Course.GIVEN_UP || course == Course.GIVEN_UP_LATER;
  }

  /** Whether a run ends as the device did. */
  boolean sameAs(ReplayRun run) {
    return switch (course) {
      case TAKEN -> run.accepts();
      case GIVEN_UP -> !run.accepts() && !run.unplayable() && sameAlert(run);
      case REFUSED -> !run.accepts();
      case GIVEN_UP_LATER, OPEN -> false;
    };
  }

  /** A device that sent no alert may have failed over anything. */
  private boolean sameAlert(ReplayRun run) {
    return ending.kind() != Ending.Kind.ALERT || ending.alert() == run.alert();
  }
}
