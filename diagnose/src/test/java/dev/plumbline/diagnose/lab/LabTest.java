package dev.plumbline.diagnose.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.lab.Bench.Result;
import dev.plumbline.tls.testing.peer.Peers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real stacks talk to each other over a tap, in order and not, and the recording is diagnosed: with what a user knows
 * the right finding comes first, without it no finding that is plainly wrong.
 */
@Timeout(300)
class LabTest {
  /** Most of the time a case waits for somebody. */
  private static final int AT_ONCE = 6;

  /** Findings that need a capture taken in the wrong way, or a stack that nobody can start here. */
  private static final Set<FindingId> ONLY_CAPTURED =
      EnumSet.of(FindingId.CAPTURE_UNUSABLE, FindingId.PATH_BUILDING_LIMIT);

  private static List<LabCase> cases;

  @TempDir private Path directory;

  @BeforeAll
  static void makeCases() {
    Peers.require(Peers.openSsl());
    World world = new World();
    cases = new ArrayList<>();
    cases.addAll(HealthyCases.of(world));
    cases.addAll(CertificateCases.of(world));
    cases.addAll(NegotiationCases.of(world));
    cases.addAll(ClientCertificateCases.of(world));
    cases.addAll(DeviceCases.of(world));
    cases.addAll(MqttCases.of(world));
    cases.addAll(ServerCases.of(world));
  }

  @Test
  void everyConnectionIsDiagnosedRight() throws Exception {
    Bench bench = new Bench(directory);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Result>> results = new ArrayList<>();
      for (LabCase each : runnable()) {
        results.add(pool.submit(() -> bench.run(each)));
      }
      List<String> wrong = new ArrayList<>();
      System.out.printf("%-56s %-36s %-36s %s%n", "connection", "right", "answer", "with the capture alone");
      for (Future<Result> each : results) {
        Result result = each.get();
        System.out.printf("%-56s %-36s %-36s %s%n", result.one().name(), result.one().answer().id(),
            result.answer().id().id(), result.bareAnswer().id().id() + (result.right() ? "" : "  WRONG"));
        if (!result.right()) {
          wrong.add(result.one().name() + ": " + Result.ids(result.known()) + "; with the capture alone: "
              + Result.ids(result.bare()) + "; the client said: " + result.trouble());
        }
      }
      System.out.printf("%d connections, %d wrong%n", results.size(), wrong.size());
      assertEquals(List.of(), wrong);
    } finally {
      pool.shutdownNow();
      pool.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /** Those whose programs are here. */
  private static List<LabCase> runnable() {
    Set<String> missing = new HashSet<>();
    List<LabCase> runnable = new ArrayList<>();
    for (LabCase each : cases) {
      Optional<String> reason = Tools.missing(each.name());
      if (reason.isEmpty()) {
        runnable.add(each);
      } else if (missing.add(reason.get())) {
        System.err.println("SKIPPED: part of the lab, because " + reason.get());
        assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), reason.get());
      }
    }
    return runnable;
  }

  @Test
  void everyFindingIsTheAnswerToSomething() throws Exception {
    Set<FindingId> exercised = EnumSet.copyOf(ONLY_CAPTURED);
    cases.forEach(each -> exercised.add(each.answer()));
    assertEquals(EnumSet.allOf(FindingId.class), exercised);
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (Files.isDirectory(captures)) {
      assertTrue(expected(captures).containsAll(ONLY_CAPTURED), () -> "not captured either: " + ONLY_CAPTURED);
    }
  }

  private static Set<FindingId> expected(Path captures) throws Exception {
    Set<FindingId> expected = EnumSet.noneOf(FindingId.class);
    try (Stream<Path> folders = Files.list(captures)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        String id = new ObjectMapper().readTree(folder.resolve("case.json").toFile())
            .get("expected").get("finding").asText();
        expected.add(FindingId.of(id).orElseThrow());
      }
    }
    return expected;
  }
}
