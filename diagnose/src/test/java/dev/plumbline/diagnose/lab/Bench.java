package dev.plumbline.diagnose.lab;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.diagnose.rule.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Runs a case, and has it diagnosed with what a user knows and without. */
final class Bench {
  private final Diagnostician diagnostician = new Diagnostician();
  private final Path directory;

  Bench(Path directory) {
    this.directory = directory;
  }

  /**
   * What was said of a case.
   *
   * @param known with what the user knows, the session's keys among it
   * @param bare with the capture alone
   * @param trouble what the client said of its end; for people
   */
  record Result(LabCase one, Diagnosis known, Diagnosis bare, byte[] capture, String trouble) {
    Finding answer() {
      return known.connections().get(0).findings().get(0);
    }

    Finding bareAnswer() {
      return bare.connections().get(0).findings().get(0);
    }

    boolean right() {
      return one.answers().contains(answer().id()) && one.bare().contains(bareAnswer().id());
    }

    static String ids(Diagnosis diagnosis) {
      return diagnosis.connections().get(0).findings().stream()
          .map(each -> each.id().id() + "/" + each.role().word().charAt(0) + each.confidence().word().charAt(0))
          .collect(Collectors.joining(" "));
    }
  }

  Result run(LabCase one) throws Exception {
    LabClock clock = new LabClock();
    Line line = new Line(Files.createTempDirectory(directory, "case"), clock);
    String trouble = "";
    try (LabServer server = one.server().on(line); Recorder recorder = new Recorder(server.port(), clock)) {
      line.tap(recorder);
      try {
        one.client().connect(line);
      } catch (Exception refused) {
        trouble = refused.toString();
      }
      recorder.settle();
      Surroundings opened = recorder.read(one.port(), line.secrets());
      Surroundings bare = recorder.read(one.port(), new byte[0]);
      return new Result(
          one, diagnostician.diagnose(opened, one.known(), List.of()),
          diagnostician.diagnose(bare, Evidence.none(), List.of()), recorder.capture(), trouble);
    }
  }
}
