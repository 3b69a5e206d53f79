package dev.plumbline.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.statistics.Statistics;

/** Does a file say what the vector says, and do loader and schema agree on what a file may say? */
class VectorFilePropertiesTest {
  private ObjectMapper json;

  @BeforeProperty
  void setUp() {
    json = new ObjectMapper();
  }

  @Property(tries = 200)
  void readingWhatWasWrittenGivesTheVectorBack(@ForAll("vectors") HandshakeVector vector)
      throws JsonProcessingException {
    String text = VectorFile.format(vector);

    HandshakeVector read = VectorFile.parse(text);

    assertEquals(vector, read);
    assertEquals(text, VectorFile.format(read), "the text is a function of the vector");
  }

  @Property(tries = 200)
  void whatWasWrittenIsValidUnderTheSchema(@ForAll("vectors") HandshakeVector vector) throws JsonProcessingException {
    assertEquals(Set.of(), VectorSchema.validate(VectorFile.format(vector)));
  }

  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void loaderAndSchemaRefuseTheSameDocuments(
      @ForAll("vectors") HandshakeVector vector, @ForAll Random random, @ForAll("values") JsonNode value)
      throws JsonProcessingException {
    JsonNode document = json.readTree(VectorFile.format(vector));
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    mutate(containers.get(random.nextInt(containers.size())), random, value);
    String text = json.writeValueAsString(document);

    boolean valid = VectorSchema.validate(text).isEmpty();

    Statistics.collect(valid ? "still valid" : "refused");
    assertEquals(valid, loads(text), () -> "schema: " + VectorSchema.validate(text) + "\nloader: " + complaint(text));
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  /** Removes a member, replaces one, or adds one. */
  private static void mutate(JsonNode container, Random random, JsonNode value) {
    int kind = random.nextInt(3);
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (kind == 0) {
        object.remove(name);
      } else {
        object.set(kind == 1 ? name : "surplus", value);
      }
    } else if (container instanceof ArrayNode array) {
      int index = random.nextInt(array.size());
      if (kind == 0) {
        array.remove(index);
      } else if (kind == 1) {
        array.set(index, value);
      } else {
        array.insert(index, value);
      }
    }
  }

  private static boolean loads(String text) {
    return complaint(text).isEmpty();
  }

  private static String complaint(String text) {
    try {
      VectorFile.parse(text);
      return "";
    } catch (JsonProcessingException e) {
      return e.getOriginalMessage();
    }
  }

  @Provide
  Arbitrary<HandshakeVector> vectors() {
    return RandomVectors.vectors();
  }

  @Provide
  Arbitrary<JsonNode> values() {
    JsonNodeFactory f = JsonNodeFactory.instance;
    return Arbitraries.of(
        f.nullNode(), f.booleanNode(true), f.numberNode(0), f.numberNode(512), f.numberNode(-1), f.numberNode(0.5),
        f.textNode(""), f.textNode(" "), f.textNode("ab"), f.textNode("abc"), f.textNode("AB"), f.textNode("512"),
        f.textNode("client"), f.textNode("CLIENT"), f.textNode("OFFER"), f.textNode("2026-11-20T00:00:00Z"),
        f.textNode("2026-11-20T01:00:00+01:00"), f.textNode("ab".repeat(33)), f.arrayNode(), f.objectNode(),
        f.arrayNode().add("ab"), f.arrayNode().add("AB"), f.arrayNode().addNull(), f.objectNode().put("bytes", "ab"));
  }
}
