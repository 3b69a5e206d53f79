package dev.plumbline.diagnose.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** What is known of each finding beforehand: its case, its source, and the fix in the words of each stack. */
final class Casebook {
  private final JsonNode advice;

  Casebook() {
    try (InputStream in = Casebook.class.getResourceAsStream("advice.json")) {
      advice = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A finding with its case, its source, and the fix for that family of stacks. */
  Finding.Builder finding(FindingId id, Family family) {
    JsonNode entry = advice.get(id.id());
    return Finding.of(id)
        .caseId(entry.path("case").asText(""))
        .source(entry.path("source").asText())
        .fix(fix(entry, family));
  }

  private static String fix(JsonNode entry, Family family) {
    JsonNode fixes = entry.get("fix");
    JsonNode own = fixes.get(family.name().toLowerCase(Locale.ROOT));
    return (own == null ? fixes.get("any") : own).asText();
  }
}
