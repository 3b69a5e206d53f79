package dev.plumbline.cli.output;

import dev.plumbline.diagnose.tap.EndedConnection;
import dev.plumbline.diagnose.tap.TapTally;

/** Tells what a tap has heard. */
public interface TapTeller {

  /** A connection is over. */
  void accept(EndedConnection ended);

  /**
   * The tap is.
   *
   * @param leftOut how many connections ended too fast to be told
   */
  void summary(TapTally tally, long leftOut);
}
