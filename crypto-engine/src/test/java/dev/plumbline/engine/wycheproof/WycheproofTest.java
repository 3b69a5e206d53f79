package dev.plumbline.engine.wycheproof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.engine.EngineCase;
import dev.plumbline.engine.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of every Wycheproof file is put to the engines, or it is written down why not. */
@ParameterizedClass
@MethodSource("dev.plumbline.engine.EngineCases#distinct")
class WycheproofTest {
  private static final Path DIRECTORY = Path.of(System.getProperty("wycheproof.dir", "../../shared/wycheproof"));
  private static final Path REPORT = Path.of("../docs/wycheproof.md");

  private static final Map<String, String> EXCLUDED =
      Map.of(
          "ecdh_secp521r1_ecpoint_test.json", "secp521r1 is not in the profile.",
          "ecdsa_secp521r1_sha512_test.json", "secp521r1 is not in the profile.",
          "primality_test.json", "No verb tests numbers for primality: RSA keys are made elsewhere.");

  private static final String INTRODUCTION =
      """
      # Wycheproof

      The vectors of C2SP Wycheproof as the software and jca engines answer them; written by `WycheproofTest`, which
      fails when this page is not what it saw. Every `valid` case is accepted with the expected result and every
      `invalid` one rejected. For `acceptable` ones the second table has the decision.

      | file | cases | accepted | rejected | outside the profile, and why |
      |---|---|---|---|---|
      """;

  private static final String DECISIONS =
      """

      ## Acceptable cases

      A case with several flags is accepted if all of them are.

      | flag | decision | reason |
      |---|---|---|
      """;

  private final Map<String, Runner> runners = new LinkedHashMap<>();

  WycheproofTest(EngineCase with) throws Exception {
    SignatureRunners signatures = new SignatureRunners(with.engine());
    AgreementRunners agreements = new AgreementRunners(with);
    SymmetricRunners symmetric = new SymmetricRunners(with);
    runners.put("AeadTest", symmetric::aesGcm);
    runners.put("EcdhEcpointTest", agreements::ecPoint);
    runners.put("EcdhTest", agreements::ecSpki);
    runners.put("EcdhPemTest", agreements::ecPem);
    runners.put("XdhComp", agreements::x25519);
    runners.put("XdhAsnComp", agreements::x25519Spki);
    runners.put("EcdsaVerify", signatures::ecdsa);
    runners.put("EcdsaP1363Verify", signatures::ecdsaP1363);
    runners.put("RsassaPkcs1Verify", signatures::rsaPkcs1);
    runners.put("RsassaPkcs1Generate", signatures::signPkcs1);
    runners.put("RsassaPssVerify", signatures::rsaPss);
    runners.put("RsaesPkcs1Decrypt", symmetric::rsaEncryption);
    runners.put("MacTest", (group, test) -> symmetric.hmac(group, test, HashAlgorithm.SHA256));
    runners.put("MacTest384", (group, test) -> symmetric.hmac(group, test, HashAlgorithm.SHA384));
  }

  @Test
  void everyCaseOfEveryFileEndsAsDecided() throws Exception {
    List<Path> files = files();
    List<String> failures = new ArrayList<>();
    StringBuilder table = new StringBuilder();
    Set<AcceptableFlag> met = new TreeSet<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (EXCLUDED.containsKey(name)) {
        table.append("| ").append(name).append(" | not run | | | ").append(EXCLUDED.get(name)).append(" |\n");
      } else {
        table.append(run(file, failures, met));
      }
    }
    assertEquals(List.of(), failures);
    if (!files.isEmpty()) {
      assertEquals(Set.of(AcceptableFlag.values()), met, "a decision without a case");
      compareWithReport(table.toString());
    }
  }

  @Test
  void everyExcludedFileExists() throws Exception {
    Set<String> names = files().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    assertTrue(names.isEmpty() || names.containsAll(EXCLUDED.keySet()));
  }

  private String run(Path file, List<String> failures, Set<AcceptableFlag> met) throws Exception {
    String name = file.getFileName().toString();
    int accepted = 0;
    int rejected = 0;
    Map<String, Integer> outside = new TreeMap<>();
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
    int cases = 0;
    for (JsonNode group : json.get("testGroups")) {
      String type = group.get("type").asText();
      Runner runner = runners.get(name.startsWith("hmac_sha384") ? type + "384" : type);
      if (runner == null) {
        fail(name + " has tests of a type that nothing runs: " + type);
      }
      for (JsonNode test : group.get("tests")) {
        cases++;
        Outcome outcome = outcome(runner, group, test, name, failures);
        switch (outcome.kind()) {
          case ACCEPTED -> accepted++;
          case REJECTED -> rejected++;
          case OUTSIDE -> outside.merge(outcome.reason(), 1, Integer::sum);
        }
        judge(name, test, outcome, failures, met);
      }
    }
    assertEquals(json.get("numberOfTests").asInt(), cases, name);
    String reasons =
        outside.entrySet().stream().map(e -> e.getValue() + ": " + e.getKey()).collect(Collectors.joining("; "));
    return "| " + name + " | " + cases + " | " + accepted + " | " + rejected + " | " + reasons + " |\n";
  }

  private static Outcome outcome(Runner runner, JsonNode group, JsonNode test, String name, List<String> failures) {
    try {
      return runner.run(group, test);
    } catch (AssertionError | Exception e) {
      failures.add(describe(name, test) + " threw " + e);
      return Outcome.outside("failed");
    }
  }

  private static void judge(
      String name, JsonNode test, Outcome outcome, List<String> failures, Set<AcceptableFlag> met) {
    boolean expected = test.get("result").asText().equals("valid");
    if (test.get("result").asText().equals("acceptable")) {
      expected = true;
      for (JsonNode flag : test.get("flags")) {
        AcceptableFlag decision = AcceptableFlag.valueOf(flag.asText());
        met.add(decision);
        expected &= decision.accepted();
      }
    }
    if (outcome.kind() != Outcome.Kind.OUTSIDE && (outcome.kind() == Outcome.Kind.ACCEPTED) != expected) {
      failures.add(describe(name, test) + " was " + outcome.kind());
    }
  }

  private static String describe(String name, JsonNode test) {
    return name + " tcId " + test.get("tcId") + " (" + test.get("result").asText() + ", " + test.get("flags") + ")";
  }

  /** {@code -Dwycheproof.report.update=true} rewrites the page. */
  private static void compareWithReport(String files) throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append(files);
    page.append(DECISIONS);
    for (AcceptableFlag flag : AcceptableFlag.values()) {
      page.append("| ").append(flag.name()).append(" | ").append(flag.accepted() ? "accept" : "reject");
      page.append(" | ").append(flag.reason()).append(" |\n");
    }
    if (Boolean.getBoolean("wycheproof.report.update")) {
      Files.writeString(REPORT, page);
    }
    assertEquals(
        Files.readString(REPORT), page.toString(), "if meant, rewrite the page with -Dwycheproof.report.update=true");
  }

  private static List<Path> files() throws IOException {
    if (!Files.isDirectory(DIRECTORY)) {
      System.out.println("SKIPPED: no Wycheproof vectors in " + DIRECTORY.toAbsolutePath()
          + "; give their directory with -Dwycheproof.dir");
      return List.of();
    }
    try (Stream<Path> entries = Files.list(DIRECTORY)) {
      return entries.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    }
  }
}
