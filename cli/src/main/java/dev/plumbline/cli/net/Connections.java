package dev.plumbline.cli.net;

import java.io.Closeable;
import java.io.IOException;

/** Closing what is of no use any more. */
public final class Connections {
  private Connections() {}

  /** Closes a connection whose end nobody waits for. That this fails means only that it has ended already. */
  public static boolean abandon(Closeable connection) {
    try {
      connection.close();
      return true;
    } catch (IOException alreadyGone) {
      return false;
    }
  }
}
