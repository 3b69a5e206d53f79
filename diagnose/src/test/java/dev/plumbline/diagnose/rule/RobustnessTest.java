package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.plumbline.diagnose.capture.CaptureException;
import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Captures that are cut short, out of order, doubled or damaged get an answer, and none that claims too much. */
class RobustnessTest {
  private final Diagnostician diagnostician = new Diagnostician();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void aCaptureThatEndsAfterAnyOfItsPacketsProvesNothingWrong() throws Exception {
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      PacketPieces pieces = PacketPieces.of(Files.readAllBytes(each.capture));
      for (int kept = 0; kept < pieces.packets().size(); kept++) {
        judge(each, "first " + kept + " packets", pieces.with(pieces.packets().subList(0, kept)));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aCaptureWhosePacketsAreDoubledHasTheSameAnswer() throws Exception {
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      PacketPieces pieces = PacketPieces.of(Files.readAllBytes(each.capture));
      List<byte[]> doubled = new ArrayList<>();
      pieces.packets().forEach(packet -> doubled.addAll(List.of(packet, packet)));
      Diagnosis once = each.diagnose(diagnostician);
      Diagnosis twice = each.diagnose(diagnostician, pieces.with(doubled));
      if (answer(once).id() != answer(twice).id()) {
        wrong.add(each + ": " + answer(once).id() + " becomes " + answer(twice).id());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aCaptureWhosePacketsAreShuffledProvesNothingWrong() throws Exception {
    Random random = new Random(1);
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      PacketPieces pieces = PacketPieces.of(Files.readAllBytes(each.capture));
      for (int i = 0; i < 5; i++) {
        List<byte[]> shuffled = new ArrayList<>(pieces.packets());
        Collections.shuffle(shuffled, random);
        judge(each, "shuffled", pieces.with(shuffled));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aCaptureCutAtAnyByteGetsAnAnswer() throws Exception {
    Random random = new Random(2);
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      byte[] file = Files.readAllBytes(each.capture);
      for (int i = 0; i < 20; i++) {
        judge(each, "cut", Arrays.copyOf(file, random.nextInt(file.length)));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void aDamagedCaptureGetsAnAnswer() throws Exception {
    Random random = new Random(3);
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      byte[] file = Files.readAllBytes(each.capture);
      for (int i = 0; i < 20; i++) {
        byte[] damaged = file.clone();
        for (int flips = random.nextInt(8) + 1; flips > 0; flips--) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertFalse(answers(each, damaged).isEmpty(), each.name);
      }
    }
  }

  /** No answer that would be wrong for the whole capture may be proved by a part of it. */
  private void judge(GivenCase each, String how, byte[] file) throws Exception {
    for (Finding finding : answers(each, file)) {
      boolean provedCause = finding.confidence() == Confidence.PROVED && finding.role() == Role.CAUSE;
      boolean claims = finding.id() != FindingId.HEALTHY && finding.id() != FindingId.CAPTURE_UNUSABLE;
      if (provedCause && claims && each.mustNot.contains(finding.id().id())) {
        wrong.add(each + " (" + how + "): " + finding.id().id() + " proved");
      }
    }
  }

  /** Empty is no answer; a file that is no capture any more gets none, and that is one. */
  private List<Finding> answers(GivenCase each, byte[] file) throws Exception {
    try {
      return each.diagnose(diagnostician, file).connections().get(0).findings();
    } catch (CaptureException noCapture) {
      return List.of(Finding.of(FindingId.CAPTURE_UNUSABLE).build());
    }
  }

  private static Finding answer(Diagnosis diagnosis) {
    return diagnosis.connections().get(0).findings().get(0);
  }
}
