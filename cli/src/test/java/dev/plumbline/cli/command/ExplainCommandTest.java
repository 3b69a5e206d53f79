package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.cli.testing.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

  @Test
  void saysWhatACodeMeansAndWhatItExcludes() {
    Outcome outcome = Outcome.of("explain", "0x10005");
    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    for (String part : List.of(
        "NXD_MQTT_CONNECT_FAILURE", "SSP_ERR_CRYPTO_SCE_VERIFY_FAIL", "excluded  connack, session", "C01",
        "which function returned it")) {
      assertTrue(outcome.out().contains(part), () -> part + "\n" + outcome);
    }
    assertEquals(List.of(), outcome.out().lines().filter(line -> line.length() > 101).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-9", "-0x2700", "-9984", "flag 0x208", "+QSSLOPEN: 1,5,-9", "bad_certificate"})
  void takesCodesThatLookLikeOptionsAndCodesOfSeveralWords(String code) {
    assertEquals(0, Outcome.of("explain", code).status());
    List<String> words = new ArrayList<>(List.of(code.split(" ")));
    words.add(0, "explain");
    assertEquals(Outcome.of("explain", code).out(), Outcome.of(words.toArray(String[]::new)).out());
  }

  @Test
  void tellsTheVersionsApart() {
    Outcome old = Outcome.of("explain", "0x148", "--stack", "netx", "--stack-version", "1.7");
    assertTrue(old.out().contains("NX_SECURE_TLS_UNSUPPORTED_ECC_CURVE (0x148)"), old::toString);
    assertFalse(old.out().contains("PSK"), old::toString);
    assertTrue(old.out().replaceAll("\\s+", " ").contains("0x148 in SSP 1.7.x and 0x14B in 6.x"), old::toString);
  }

  @Test
  void manyMeaningsTakeALineEach() {
    Outcome outcome = Outcome.of("explain", "5");
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().contains("MOSQ_ERR_CONN_REFUSED") && outcome.out().contains("not authorized"));
    assertFalse(outcome.out().contains("excluded"));
  }

  @Test
  void theDocumentHasItsFields() throws IOException {
    JsonNode root = new ObjectMapper().readTree(Outcome.of("explain", "0x117", "--json").bytes());
    assertEquals("plumbline.explain/1", root.get("schema").asText());
    assertTrue(root.get("known").asBoolean());
    JsonNode meaning = root.get("meanings").get(0);
    assertEquals("bad_certificate", meaning.get("alert").get("name").asText());
    assertEquals("certificate", meaning.get("possibleStages").get(0).asText());
    for (String field : List.of(
        "stack", "title", "versions", "name", "number", "meaning", "excludedStages", "findings", "cases", "next",
        "basis", "source")) {
      assertTrue(meaning.has(field), field);
    }
  }

  @Test
  void anUnknownCodeHasADocumentAndStatusTwo() throws IOException {
    Outcome outcome = Outcome.of("explain", "0x10042", "--stack", "netx", "--json");
    assertEquals(2, outcome.status());
    JsonNode root = new ObjectMapper().readTree(outcome.bytes());
    assertFalse(root.get("known").asBoolean());
    assertEquals(3, root.get("nearest").size());
    assertEquals(1, outcome.errLines().size());
  }
}
