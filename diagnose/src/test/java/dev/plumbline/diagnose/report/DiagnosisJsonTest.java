package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisJsonTest {
  private static final Path SCHEMA = Path.of("../docs/diagnosis.schema.json");

  @Test
  void everyKindOfDiagnosisFitsTheSchema() throws IOException {
    for (Diagnosis each : List.of(Samples.causeFound(), Samples.unusable(), Samples.hostile(), everyWord())) {
      assertEquals(Set.of(), validate(DiagnosisJson.write(each)));
    }
  }

  @Test
  void whatIsSaidOfEveryRealCaptureFitsTheSchema() throws Exception {
    for (RecordedCase each : RecordedCase.all()) {
      assertEquals(Set.of(), validate(DiagnosisJson.write(each.diagnosis())), each.name());
    }
  }

  @Test
  void theSchemaRefusesWhatIsNotOfThisForm() throws IOException {
    String good = DiagnosisJson.write(Samples.causeFound());
    assertFalse(validate(good.replace("\"cause-found\"", "\"perhaps\"")).isEmpty());
    assertFalse(validate(good.replace("\"ruledOut\"", "\"ruled_out\"")).isEmpty());
    assertFalse(validate(good.replace("\"C09\"", "\"9\"")).isEmpty());
  }

  @Test
  void theAnswerIsTheFirstFindingWithItsEvidence() throws IOException {
    JsonNode document = new ObjectMapper().readTree(DiagnosisJson.write(Samples.causeFound()));
    assertEquals("plumbline.diagnosis/1", document.get("schema").asText());
    assertEquals("cause-found", document.get("verdict").asText());
    JsonNode connection = document.get("connections").get(0);
    assertEquals("192.168.7.20:49152", connection.get("client").asText());
    assertEquals("203.0.113.9:8883", connection.get("server").asText());
    assertEquals("server-hello-done", connection.get("stage").asText());
    JsonNode answer = connection.get("findings").get(0);
    assertEquals("trust-anchor-missing", answer.get("id").asText());
    assertEquals("C09", answer.get("case").asText());
    assertEquals("proved", answer.get("confidence").asText());
    assertEquals(8, answer.get("evidence").get(0).get("frame").asInt());
    assertEquals(59, answer.get("evidence").get(0).get("offset").asInt());
    assertEquals(900, answer.get("evidence").get(0).get("length").asInt());
    assertEquals("hostname-mismatch", answer.get("ruledOut").get(0).get("what").asText());
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    JsonNode unusable = new ObjectMapper().readTree(DiagnosisJson.write(Samples.unusable()));
    JsonNode connection = unusable.get("connections").get(0);
    for (String name : List.of("stream", "client", "server", "stack")) {
      assertTrue(connection.get(name).isNull(), name);
    }
    JsonNode answer = new ObjectMapper().readTree(DiagnosisJson.write(Samples.causeFound()))
        .get("connections").get(0).get("findings").get(0);
    for (String name : List.of("frame", "offset", "length")) {
      assertTrue(answer.get("evidence").get(2).get(name).isNull(), name);
    }
  }

  @Test
  void hostileTextComesBackAsItWas() throws IOException {
    JsonNode document = new ObjectMapper().readTree(DiagnosisJson.write(Samples.hostile()));
    assertEquals(Samples.HOSTILE, document.get("notes").get(0).asText());
  }

  /** One finding of every id, one connection of every stage. */
  private static Diagnosis everyWord() {
    List<Finding> findings =
        Arrays.stream(FindingId.values()).map(id -> Finding.of(id).summary("It is so.").build()).toList();
    return new Diagnosis(
        Verdict.UNDECIDED,
        Arrays.stream(Stage.values())
            .map(stage -> new ConnectionDiagnosis(Optional.empty(), "", stage, findings))
            .toList(),
        List.of());
  }

  private static Set<ValidationMessage> validate(String json) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
    return schema.validate(json, InputFormat.JSON);
  }
}
