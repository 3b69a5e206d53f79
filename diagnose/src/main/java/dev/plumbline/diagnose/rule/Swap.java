package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.replay.ReplayRun;

/**
 * A flight replayed with big-endian words and anchors in ROM, and with anchors in RAM.
 *
 * @param inRom what the engine made of it with the anchors in ROM
 * @param inRam and with the anchors in RAM
 */
record Swap(ReplayRun inRom, ReplayRun inRam) {

  /** Whether the first ends as the device did and the second does not. */
  boolean reproduces(Ending ending) {
    boolean same = ending.alertBy(Side.CLIENT, inRom.alert()) || ending.leftSilently(Side.CLIENT);
    return !inRom.accepts() && inRam.accepts() && same;
  }

  String failing() {
    return inRom.engine();
  }

  String failingWords() {
    return "ends as follows: " + inRom.verdict().sentence();
  }

  String working() {
    return inRam.engine();
  }
}
