package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.evidence.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * What a report shows besides the diagnosis. Immutable.
 *
 * @param capture name of the file that was read, without its folder; empty if there was none
 * @param created when the report is made
 * @param evidence what the device trusts, its own certificates, the name that it asked for
 * @param diffs comparisons to show
 */
public record ReportContext(String capture, Instant created, Evidence evidence, List<DiffTable> diffs) {
  public ReportContext {
    diffs = List.copyOf(diffs);
  }

  /** With nothing known besides the diagnosis. */
  public static ReportContext of(String capture, Instant created) {
    return new ReportContext(capture, created, Evidence.none(), List.of());
  }

  /** The same with what the user knows. */
  public ReportContext with(Evidence known) {
    return new ReportContext(capture, created, known, diffs);
  }

  /** The same with these comparisons. */
  public ReportContext withDiffs(List<DiffTable> tables) {
    return new ReportContext(capture, created, evidence, tables);
  }
}
