package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.KeyType;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of C2SP x509-limbo. {@code limbo-verdicts.txt} says for each how it ends here, and where that is not
 * the published verdict, why; no case may be missing there, and none may have a reason that it doesn't need.
 */
class LimboTest {
  private static final String NOT_RUN = "NOT_RUN";

  private record Verdict(String outcome, String reason) {}

  @TestFactory
  Stream<DynamicTest> endsAsTheTableSays() throws IOException {
    JsonNode cases = cases();
    Map<String, Verdict> verdicts = verdicts();
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode limbo : cases) {
      String id = limbo.get("id").asText();
      ids.add(id);
      tests.add(DynamicTest.dynamicTest(id, () -> judge(limbo, verdicts.get(id))));
    }
    tests.add(DynamicTest.dynamicTest("no verdict without case", () -> assertEquals(ids, verdicts.keySet())));
    return tests.stream();
  }

  private static JsonNode cases() throws IOException {
    Path file = Path.of(System.getProperty("limbo.dir", "../../shared/limbo"), "limbo.json").normalize();
    if (Files.isReadable(file)) {
      return new ObjectMapper().readTree(file.toFile()).get("testcases");
    }
    System.out.println("SKIPPED: no x509-limbo cases at " + file.toAbsolutePath() + " (set -Dlimbo.dir)");
    return Assumptions.abort("no x509-limbo cases");
  }

  /** Lines of {@code id outcome [reason]}. */
  private static Map<String, Verdict> verdicts() throws IOException {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    try (InputStream in = LimboTest.class.getResourceAsStream("limbo-verdicts.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.strip().split("\\s+", 3);
          verdicts.put(parts[0], new Verdict(parts[1], parts.length > 2 ? parts[2] : ""));
        }
      }
    }
    return verdicts;
  }

  private static void judge(JsonNode limbo, Verdict verdict) throws Exception {
    String outcome = limbo.get("validation_kind").asText().equals("CLIENT") ? NOT_RUN : outcome(limbo);
    assertEquals(verdict == null ? "to be in the table" : verdict.outcome(), outcome);
    boolean accepts = limbo.get("expected_result").asText().equals("SUCCESS");
    boolean agreed = !outcome.equals(NOT_RUN) && outcome.equals("SUCCESS") == accepts;
    assertEquals(agreed, verdict.reason().isEmpty(), "a reason for each difference, and for nothing else");
  }

  /** {@code SUCCESS}, or the fault. */
  private static String outcome(JsonNode limbo) throws Exception {
    LeakCheckingEngine engine = new LeakCheckingEngine(Engines.software());
    try {
      return outcome(limbo, engine);
    } finally {
      assertEquals(List.of(), engine.leaks());
      assertFalse(engine.misuses().size() > 0, () -> engine.misuses().toString());
    }
  }

  private static String outcome(JsonNode limbo, CryptoEngine engine) throws Exception {
    List<ParsedCertificate> trusted = certificates(limbo.get("trusted_certs"));
    PathPolicy policy =
        limbo.hasNonNull("max_chain_depth")
            ? PathPolicy.ideal().withMaxDepth(limbo.get("max_chain_depth").asInt())
            : PathPolicy.ideal();
    Instant now =
        limbo.hasNonNull("validation_time")
            ? OffsetDateTime.parse(limbo.get("validation_time").asText()).toInstant()
            : Instant.parse("2026-01-01T00:00:00Z");
    try (TrustAnchors anchors = TrustAnchors.of(engine, trusted)) {
      PathBuilder builder = new PathBuilder(anchors, policy);
      List<Bytes> list = new ArrayList<>();
      list.add(der(limbo.get("peer_certificate")));
      limbo.get("untrusted_intermediates").forEach(pem -> list.add(der(pem)));
      List<ParsedCertificate> sent = builder.read(list);
      boolean rsa = sent.get(0).keyType().filter(type -> type == KeyType.RSA).isPresent();
      VerifiedPath path =
          builder.verify(
              sent,
              rsa
                  ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                  : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
              HostName.of(limbo.get("expected_peer_name").get("value").asText()),
              now);
      path.leafKey().close();
      return "SUCCESS";
    } catch (TlsAlert e) {
      return e.fault().orElseThrow().name();
    }
  }

  private static List<ParsedCertificate> certificates(JsonNode list) throws CertificateFileException {
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (JsonNode pem : list) {
      certificates.addAll(CertificateFiles.parse(pem.asText().getBytes(StandardCharsets.US_ASCII), "the case"));
    }
    return certificates;
  }

  private static Bytes der(JsonNode pem) {
    return Bytes.of(Base64.getDecoder().decode(pem.asText().replaceAll("-----[A-Z ]+-----|\\s", "")));
  }
}
