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
   * @param untold how many connections ended and could not be told any more
   */
  void summary(TapTally tally, long untold);
}
