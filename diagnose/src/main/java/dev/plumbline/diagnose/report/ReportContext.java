package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.tls.Dialect.RandomPrefix;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report shows besides the diagnosis. Immutable.
 *
 * @param capture name of the file that was read, without its folder; empty if there was none
 * @param created when the report is made
 * @param evidence what the device trusts, its own certificates, the name that it asked for
 * @param deviceClock what the device took for the time, if that is known; without it, what a profile that puts the time
 *     into the ClientHello's random leads to
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

  /** The device's time in one connection, as far as it is known. */
  Optional<Instant> deviceClock(Conversation conversation) {
    boolean told =
        evidence.profile().filter(one -> one.hello().dialect().randomPrefix() == RandomPrefix.UNIX_TIME).isPresent();
    return deviceClock.or(
        () -> conversation.clientHello()
            .filter(hello -> told)
            .map(hello -> ByteBuffer.wrap(hello.random()).getInt() & 0xFFFF_FFFFL)
            .filter(seconds -> seconds != 0)
            .map(Instant::ofEpochSecond));
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
