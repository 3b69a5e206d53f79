package dev.plumbline.diagnose.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.replay.Captured.Course;
import dev.plumbline.diagnose.replay.SwitchResult;
import dev.plumbline.diagnose.replay.SwitchRun;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.spec.EngineSpec;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which settings of the device reproduce what it did, for each real session of NetX Secure. */
class SwitchSearchTest {
  private static final String SOFTWARE = "software";

  /**
   * The settings with the fewest changes that end as the device did; a device that failed for none of them is not here.
   */
  private static final Map<String, Set<String>> REPRODUCED = Map.ofEntries(
      Map.entry("netx-4k-buffer-long-chain", Set.of(SOFTWARE)),
      Map.entry("netx-big-endian-root-in-rom", Set.of("sce7:preset=ssp-2.x,endian=big,anchors=rom")),
      Map.entry("netx-certificate-check-fails-in-engine", Set.of("sce7:preset=ssp-2.x,anchors=rom")),
      Map.entry("netx-clock-years-behind", Set.of(SOFTWARE)),
      Map.entry("netx-expired-leaf", Set.of(SOFTWARE)),
      Map.entry("netx-hostname-mismatch", Set.of(SOFTWARE)),
      Map.entry("netx-leaf-not-yet-valid", Set.of(SOFTWARE)),
      Map.entry("netx-missing-intermediate", Set.of(SOFTWARE)),
      Map.entry("netx-p384-root", Set.of("sce7:preset=ssp-2.x")),
      Map.entry("netx-small-packet-buffer", Set.of("synergy-ssp2:packet-buffer=1341")),
      Map.entry("netx-two-runs-no-sni-then-ok", Set.of(SOFTWARE)),
      Map.entry("netx-wrong-root", Set.of(SOFTWARE)));

  /** Devices of which no setting is known to do what they did; what would look the same are limits and hypotheses. */
  private static final Set<String> ONLY_SIMILAR =
      Set.of("netx-ecdh-fails-in-engine", "netx-key-exchange-check-fails-in-engine");

  private static final Set<String> REFUSED =
      Set.of(
          "netx-ecc-not-initialised", "netx-no-shared-suite", "netx-no-sni", "netx-p384-leaf",
          "netx-rsa-only-against-ecdsa", "netx-server-tls13-only");

  private final Diagnostician diagnostician = new Diagnostician();

  @Test
  void theSettingThatReproducesWhatEachRealDeviceDidIsFound() throws Exception {
    Map<String, Set<String>> reproduced = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    System.out.printf("%-42s %-15s %5s  %s%n", "capture", "flight", "runs", "as captured, with the fewest changes");
    for (GivenCase each : GivenCase.all(ScoreboardTest.captures())) {
      if (!each.name.startsWith("netx-")) {
        continue;
      }
      SwitchResult result = search(each, each.evidence());
      Course course = result.captured().course();
      Set<String> fits = fewest(result);
      System.out.printf("%-42s %-15s %5d  %s%n", each.name, course, result.runs().size(), fits);
      assertFalse(result.explanation().isEmpty(), each.name);
      if (REFUSED.contains(each.name) != (course == Course.REFUSED)) {
        wrong.add(each.name + ": " + course);
      }
      if (result.captured().failed() && !fits.isEmpty() && !ONLY_SIMILAR.contains(each.name)) {
        reproduced.put(each.name, fits);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(new TreeMap<>(REPRODUCED), reproduced);
  }

  @Test
  void aDeviceWhoseSignerFailedIsNotReproduced() throws Exception {
    SwitchResult result = search(given("netx-client-sign-fails-in-engine"));
    assertEquals(Course.GIVEN_UP_LATER, result.captured().course());
    assertTrue(result.unexplained());
    assertTrue(result.explanation().get(0).contains("own key is not in a capture"), result.explanation()::toString);
  }

  @Test
  void theStatusThatWasReportedLeavesOneOfSeveralThatSendTheSameAlert() throws Exception {
    GivenCase given = given("netx-small-packet-buffer");
    SwitchResult told = search(given, coded(given, Optional.of("0x12D")));
    assertEquals(Set.of("synergy-ssp2:packet-buffer=1341"), fewest(told));
    SwitchResult folded = search(given, coded(given, Optional.of("0x10005")));
    assertTrue(fewest(folded).size() > 1, fewest(folded)::toString);
    assertTrue(folded.undecided().contains("0x20009 or 0x135 or 0x12D"), folded.undecided());
  }

  @Test
  void aConfigurationRulesOutWhatContradictsIt() throws Exception {
    GivenCase given = given("netx-big-endian-root-in-rom");
    SwitchResult big = search(given, configured(given, WordOrder.BIG, MemoryRegion.ROM));
    assertFalse(big.unexplained());
    assertTrue(big.explanation().get(0).startsWith("On sce7:preset=ssp-2.x,endian=big,anchors=rom"),
        big.explanation()::toString);
    assertTrue(big.explanation().get(1).contains("endian=little"), big.explanation()::toString);
    SwitchResult little = search(given, configured(given, WordOrder.LITTLE, MemoryRegion.ROM));
    assertTrue(little.unexplained());
    assertTrue(little.explanation().get(0).contains("little-endian"), little.explanation()::toString);
  }

  @Test
  void withoutAProfileTheStackThatIsRecognisedIsTaken() throws Exception {
    GivenCase given = given("netx-big-endian-root-in-rom");
    Evidence none = Evidence.none();
    Evidence anchors = new Evidence(
        given.evidence().anchors(), none.serverName(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
        Optional.empty(), DeviceSettings.NONE, Optional.empty(), Optional.empty(), none.verifier());
    assertEquals(Set.of("sce7:preset=ssp-2.x,anchors=rom"), fewest(search(given, anchors)));
    SwitchResult nothing = search(given, none);
    assertTrue(nothing.notes().toString().contains("--cafile"), nothing.notes()::toString);
  }

  @Test
  void aSuiteThatPlumblineLacksIsSaidAndBlamesNobody() throws Exception {
    for (String name : List.of(
        "mosquitto-pub-leaf-for-clients-only", "bearssl-chain-out-of-order", "jsse-warning-alert")) {
      SwitchResult result = search(given(name));
      assertTrue(result.unexplained(), name);
      assertTrue(result.explanation().get(0).contains("which Plumbline does not implement"),
          result.explanation()::toString);
    }
    SwitchResult healthy = search(given("netx-cbc-healthy"));
    assertFalse(healthy.unexplained());
    assertTrue(healthy.runs().stream().noneMatch(SwitchRun::reproduces));
  }

  @Test
  void enginesThatAreNamedAreTriedAndNoOthers() throws Exception {
    GivenCase given = given("netx-big-endian-root-in-rom");
    List<EngineSpec> engines =
        List.of(EngineSpec.parse("sce7:endian=little,anchors=rom"), EngineSpec.parse("sce9:busy-every=3"));
    Conversation conversation = given.surroundings(Files.readAllBytes(given.capture)).conversations().get(0);
    SwitchResult result = diagnostician
        .replay(conversation, Surroundings.of(conversation), given.evidence()).orElseThrow().run(engines);
    assertEquals(
        List.of("software", "sce7:preset=ssp-2.x", "sce7:endian=little,anchors=rom", "sce9:busy-every=3"),
        result.runs().stream().map(SwitchRun::label).toList());
    assertTrue(result.runs().stream().allMatch(run -> run.run().accepts()), result.runs()::toString);
  }

  private static Evidence coded(GivenCase given, Optional<String> code) throws Exception {
    Evidence one = given.evidence();
    return new Evidence(
        one.anchors(), one.serverName(), one.profile(), code, Optional.empty(), List.of(), Optional.empty(),
        DeviceSettings.NONE, Optional.empty(), Optional.empty(), one.verifier());
  }

  private static Evidence configured(GivenCase given, WordOrder order, MemoryRegion anchors) throws Exception {
    Evidence one = given.evidence();
    DeviceSettings settings =
        new DeviceSettings(Optional.of(order), Optional.of(anchors), Optional.empty(), List.of());
    return new Evidence(
        one.anchors(), one.serverName(), one.profile(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
        settings, Optional.empty(), Optional.empty(), one.verifier());
  }

  private SwitchResult search(GivenCase given) throws Exception {
    return search(given, given.evidence());
  }

  private SwitchResult search(GivenCase given, Evidence evidence) throws Exception {
    Surroundings capture = given.surroundings(Files.readAllBytes(given.capture));
    return diagnostician.replay(capture.conversations().get(0), capture, evidence).orElseThrow().run();
  }

  private static GivenCase given(String name) throws Exception {
    return GivenCase.all(ScoreboardTest.captures()).stream()
        .filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  private static Set<String> fewest(SwitchResult result) {
    int fewest = result.runs().stream().filter(SwitchRun::explains).mapToInt(SwitchSearchTest::changes).min().orElse(0);
    return result.runs().stream()
        .filter(run -> run.explains() && changes(run) == fewest)
        .map(SwitchRun::label)
        .collect(Collectors.toSet());
  }

  /** Software before everything: what fails there needs no engine. */
  private static int changes(SwitchRun run) {
    return run.label().equals(SOFTWARE) ? -1 : run.changes().size();
  }
}
