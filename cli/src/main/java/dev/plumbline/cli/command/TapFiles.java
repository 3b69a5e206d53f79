package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.tls.io.PcapngWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a tap writes: opened before it begins, so that nobody learns only afterwards that one can't be. */
final class TapFiles implements Closeable {
  private final Optional<Path> capturePath;
  private final Optional<Path> reportPath;
  private final Optional<PcapngWriter> capture;
  private final Optional<Writer> report;

  private TapFiles(
      Optional<Path> capturePath, Optional<PcapngWriter> capture, Optional<Path> reportPath, Optional<Writer> report) {
    this.capturePath = capturePath;
    this.capture = capture;
    this.reportPath = reportPath;
    this.report = report;
  }

  static TapFiles open(Optional<Path> capture, Optional<Path> report) throws CommandFailure {
    Optional<Writer> writer = report.isEmpty() ? Optional.empty() : Optional.of(reportWriter(report.get()));
    Optional<PcapngWriter> packets = capture.isEmpty() ? Optional.empty() : Optional.of(captureWriter(capture.get()));
    return new TapFiles(capture, packets, report, writer);
  }

  private static Writer reportWriter(Path path) throws CommandFailure {
    try {
      return Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw InputFiles.unwritable(path, "--report", e);
    }
  }

  private static PcapngWriter captureWriter(Path path) throws CommandFailure {
    try {
      return PcapngWriter.create(path);
    } catch (IOException e) {
      throw InputFiles.unwritable(path, "--pcap", e);
    }
  }

  Optional<Path> capturePath() {
    return capturePath;
  }

  Optional<Path> reportPath() {
    return reportPath;
  }

  Optional<PcapngWriter> capture() {
    return capture;
  }

  Optional<Writer> report() {
    return report;
  }

  /** Throws what kept a file from being complete. */
  @Override
  public void close() throws IOException {
    if (report.isPresent()) {
      report.get().close();
    }
    if (capture.isPresent()) {
      capture.get().close();
    }
  }
}
