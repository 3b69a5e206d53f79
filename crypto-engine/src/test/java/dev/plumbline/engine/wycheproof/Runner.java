package dev.plumbline.engine.wycheproof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;

/** Puts one case to the engine. */
interface Runner {
  /**
   * Answers with what the engine made of it; a wrong result, as opposed to a refusal, is an {@link AssertionError}.
   *
   * @param group the test group that the case is in
   */
  Outcome run(JsonNode group, JsonNode test) throws Exception;

  static byte[] hex(JsonNode object, String field) {
    return HexFormat.of().parseHex(object.get(field).asText());
  }
}
