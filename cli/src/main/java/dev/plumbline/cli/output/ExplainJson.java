package dev.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.code.CodeMeaning;
import dev.plumbline.diagnose.code.Explanation;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.tls.alert.AlertDescription;
import java.util.Collection;
import java.util.Locale;

/** What a code means, as a JSON document whose fields are fixed. */
public record ExplainJson(Explanation explanation) {
  /** Changes when a field changes its meaning or goes away; new fields don't change it. */
  public static final String SCHEMA = "plumbline.explain/1";

  /** The document, ready to be printed; ends without a line's end. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("code", explanation.asked());
    root.put("known", explanation.known());
    ArrayNode meanings = root.putArray("meanings");
    explanation.meanings().forEach(meaning -> describe(meaning, meanings.addObject()));
    texts(root.putArray("remarks"), explanation.remarks());
    texts(root.putArray("nearest"), explanation.nearest());
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void describe(CodeMeaning meaning, ObjectNode node) {
    node.put("stack", meaning.stack());
    node.put("title", meaning.title());
    node.put("versions", meaning.versions());
    node.put("name", meaning.name());
    node.put("number", meaning.number());
    node.put("meaning", meaning.meaning());
    node.set("alert", null);
    meaning.alert().ifPresent(code -> {
      ObjectNode alert = node.putObject("alert");
      alert.put("code", code);
      alert.put("name", AlertDescription.of(code).map(AlertDescription::rfcName).orElse(null));
    });
    texts(node.putArray("possibleStages"), meaning.possibleStages().stream().map(Stage::word).toList());
    texts(node.putArray("excludedStages"), meaning.excludedStages().stream().map(Stage::word).toList());
    texts(node.putArray("findings"), meaning.findings().stream().map(FindingId::id).toList());
    texts(node.putArray("cases"), meaning.cases());
    node.put("next", meaning.next());
    node.put("basis", meaning.basis().map(basis -> basis.name().toLowerCase(Locale.ROOT)).orElse(null));
    node.put("source", meaning.source());
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }
}
