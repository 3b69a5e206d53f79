package dev.plumbline.diagnose.tap;

import java.nio.channels.SelectionKey;

/** Looks after the channels of one device's connection, on the tap's thread. */
interface Attendant {

  /** One of its channels can do something. */
  void ready(SelectionKey key, long now);

  /** A time that it asked for has come; perhaps it does not matter any more. */
  void wake(long now);

  /** The tap stops: everything is closed at once. */
  void stop(long now);
}
