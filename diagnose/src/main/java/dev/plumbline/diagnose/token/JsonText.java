package dev.plumbline.diagnose.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON from strangers: what is not there or not as it should be is absent. Stateless. */
final class JsonText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TEXT = 120;

  private JsonText() {}

  /** The object, if it is one and {@code wanted}. */
  static Optional<JsonNode> object(byte[] json, boolean wanted) {
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(json)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A text, an array of texts or a number, fit for a sentence. */
  static Optional<String> text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull() || value.isObject()) {
      return Optional.empty();
    }
    if (value.isArray()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < value.size() && all.length() < MAX_TEXT; i++) {
        all.append(i == 0 ? "" : ",").append(value.get(i).asText());
      }
      return Optional.of(printable(all.toString()));
    }
    return Optional.of(printable(value.asText()));
  }

  private static String printable(String text) {
    String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
