package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report shows besides the diagnosis. Immutable.
 *
 * @param capture name of the file that was read, without its folder; empty if there was none
 * @param created when the report is made
 * @param evidence what the device trusts, its own certificates, the name that it asked for
 * @param deviceClock what the device took for the time, if that is known
 * @param diffs comparisons to show
 */
public record ReportContext(
    String capture, Instant created, Evidence evidence, Optional<Instant> deviceClock, List<DiffTable> diffs) {
  public ReportContext {
    diffs = List.copyOf(diffs);
  }

  /** With nothing known besides the diagnosis. */
  public static ReportContext of(String capture, Instant created) {
    return new ReportContext(capture, created, Evidence.none(), Optional.empty(), List.of());
  }

  /** The same with what the user knows. */
  public ReportContext with(Evidence known) {
    return new ReportContext(capture, created, known, deviceClock, diffs);
  }

  /** The same with the device's time. */
  public ReportContext withDeviceClock(Instant time) {
    return new ReportContext(capture, created, evidence, Optional.of(time), diffs);
  }

  /** The same with these comparisons. */
  public ReportContext withDiffs(List<DiffTable> tables) {
    return new ReportContext(capture, created, evidence, deviceClock, tables);
  }
}
