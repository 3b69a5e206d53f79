package dev.plumbline.cli.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.trace.Trace;
import dev.plumbline.tls.trace.TraceEntry;
import dev.plumbline.tls.trace.TraceJson;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON form of a trace ({@code docs/trace.md}). */
final class JsonTrace {
  private JsonTrace() {}

  /** @throws IllegalArgumentException with a sentence on what is wrong with it */
  static Trace read(String text) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON (" + e.getOriginalMessage() + ")", e);
    }
    if (!root.path("schema").asText().equals(TraceJson.SCHEMA)) {
      throw new IllegalArgumentException("its schema is not " + TraceJson.SCHEMA);
    }
    List<TraceEntry> entries = new ArrayList<>();
    for (JsonNode entry : root.path("entries")) {
      entries.add(entry(entry, entries.size()));
    }
    return new Trace(entries, root.path("dropped").asLong());
  }

  private static TraceEntry entry(JsonNode entry, int seq) {
    String name = entry.path("name").asText();
    TracePoint point = TracePoint.of(name)
        .orElseThrow(() -> new IllegalArgumentException("no value is called '" + name + "'"));
    if (entry.has("opaque")) {
      return new TraceEntry.Opaque(seq, point, entry.get("opaque").asText());
    }
    if (entry.has("decision")) {
      Clause clause = Clause.parse(entry.path("clause").asText())
          .orElseThrow(() -> new IllegalArgumentException("a decision about " + name + " has no clause"));
      return new TraceEntry.Decision(seq, point, clause, entry.get("decision").asText());
    }
    try {
      return new TraceEntry.Value(seq, point, Bytes.fromHex(entry.path("hex").asText()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the value of " + name + " is not hexadecimal", e);
    }
  }
}
