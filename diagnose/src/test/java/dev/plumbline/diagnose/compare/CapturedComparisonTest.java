package dev.plumbline.diagnose.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.dissect.Field;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real captures side by side. */
class CapturedComparisonTest {

  @Test
  void ofTwoRunsOfOneDeviceTheServerNameMattersAndThenTheCertificate() throws Exception {
    Comparison comparison =
        Comparison.of(run("netx-two-runs-no-sni-then-ok", 0), run("netx-two-runs-no-sni-then-ok", 1));
    List<String> places = comparison.mattering().stream().map(Difference::place).toList();
    assertEquals("ClientHello, extensions/server_name", places.get(0));
    assertTrue(places.contains("server's Certificate, certificate_list/leaf/subjectAltName"), places::toString);
    assertTrue(places.contains("client's Alert"), places::toString);
    assertEquals("connection, ending", places.get(places.size() - 1));
  }

  @Test
  void ofTwoHandshakesOfOneDeviceWithOneServerNothingMatters() throws Exception {
    Comparison comparison = Comparison.of(run("netx-same-random-twice", 0), run("netx-same-random-twice", 1));
    assertTrue(comparison.same(), () -> comparison.mattering().toString());
  }

  @Test
  void aSmallBufferIsSeenInTheLongestRecord() throws Exception {
    Difference record = Comparison.of(run("netx-4k-buffer-long-chain", 0), run("netx-chain-healthy", 0)).mattering()
        .stream().filter(one -> one.field().startsWith("longest record")).findFirst().orElseThrow();
    assertEquals("7099 bytes", record.a());
    assertTrue(record.why().contains("4096"), record::why);
  }

  @Test
  void everyWholeMessageOfEveryCaptureIsUnderstoodAndEveryConnectionIsTheSameAsItself() throws Exception {
    Run last = run("netx-two-runs-no-sni-then-ok", 0);
    for (Run run : all()) {
      assertEquals(List.of(), Comparison.of(run, run).differences(), run.name());
      Comparison.of(last, run);
      last = run;
      for (RunMessage message : run.messages()) {
        boolean whole = !run.incomplete() && !message.tree().meaning().endsWith(" are there");
        assertFalse(whole && hasRest(message.tree()), () -> run.name() + ": " + message.title());
      }
    }
  }

  private static boolean hasRest(Field field) {
    return field.notUnderstood() || field.children().stream().anyMatch(CapturedComparisonTest::hasRest);
  }

  private static Run run(String name, int stream) throws Exception {
    return runs(captures().resolve(name)).get(stream);
  }

  private static List<Run> all() throws Exception {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(captures())) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        runs.addAll(runs(folder));
      }
    }
    return runs;
  }

  private static List<Run> runs(Path folder) throws Exception {
    Path pcap = folder.resolve("capture.pcap");
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog());
    try (InputStream in = Files.newInputStream(Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng"))) {
      CaptureReader.read(in, -1, recorder, CaptureProgress.NONE);
    }
    List<Run> runs = new ArrayList<>();
    for (Conversation conversation : recorder.conversations()) {
      runs.add(Run.of(folder.getFileName() + "#" + conversation.stream(), conversation));
    }
    return runs;
  }

  private static Path captures() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }
}
