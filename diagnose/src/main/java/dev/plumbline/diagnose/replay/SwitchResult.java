package dev.plumbline.diagnose.replay;

import java.util.List;

/**
 * What a search through the settings of a device came to.
 *
 * @param captured what the device did
 * @param runs every setting that was tried, in its order; the first is software
 * @param explanation what follows from it, the answer first
 * @param undecided what would separate the settings that fit; empty if nothing is left to separate
 * @param notes what the reader should know of how this was found
 */
public record SwitchResult(
    Captured captured, List<SwitchRun> runs, List<String> explanation, String undecided, List<String> notes) {
  public SwitchResult {
    runs = List.copyOf(runs);
    explanation = List.copyOf(explanation);
    notes = List.copyOf(notes);
  }

  /** Whether the device failed by itself and nothing that was tried fails as it did. */
  public boolean unexplained() {
    return captured.failed() && runs.stream().noneMatch(SwitchRun::explains);
  }
}
