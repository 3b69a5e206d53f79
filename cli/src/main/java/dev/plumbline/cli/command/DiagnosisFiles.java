package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.report.Bundle;
import dev.plumbline.diagnose.report.DiffTable;
import dev.plumbline.diagnose.report.HtmlReport;
import dev.plumbline.diagnose.report.ReportContext;
import dev.plumbline.diagnose.report.SideBySide;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Writes a diagnosis into the files that a user asks for; an option that was not given has a null path. */
final class DiagnosisFiles {
  private final Console console;
  private final String name;

  /** @param name what was diagnosed: a capture's name, without its folder */
  DiagnosisFiles(Console console, String name) {
    this.console = console;
    this.name = name;
  }

  void report(Path report, Diagnosis diagnosis, Evidence known) throws CommandFailure {
    if (report != null) {
      try (Writer out = Files.newBufferedWriter(report)) {
        HtmlReport.write(diagnosis, context(diagnosis, known), out);
      } catch (IOException e) {
        throw InputFiles.unwritable(report, "--report", e);
      }
      console.err().println("The report is in " + report + ".");
    }
  }

  void bundle(Path bundle, Diagnosis diagnosis, Evidence known) throws CommandFailure {
    if (bundle != null) {
      try (OutputStream out = Files.newOutputStream(bundle)) {
        Bundle.write(diagnosis, context(diagnosis, known), false, out);
      } catch (IOException e) {
        throw InputFiles.unwritable(bundle, "--bundle", e);
      }
      console.err().println("The bundle is in " + bundle + "; removed.txt in it says what was left out.");
    }
  }

  private ReportContext context(Diagnosis diagnosis, Evidence known) {
    List<DiffTable> tables = SideBySide.of(diagnosis, known);
    return ReportContext.of(name, Instant.now()).with(known).withDiffs(tables);
  }
}
