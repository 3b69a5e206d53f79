package dev.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.replay.SwitchResult;
import dev.plumbline.diagnose.replay.SwitchRun;
import dev.plumbline.tls.alert.AlertDescription;
import java.util.Locale;

/** What a replay came to, as a JSON document whose fields are fixed. */
public final class ReplayJson {
  /** Changes when a field changes its meaning or goes away; new fields don't change it. */
  public static final String SCHEMA = "plumbline.replay/1";

  private ReplayJson() {}

  /** The document, ready to be printed; ends without a line's end. Every field is always there. */
  public static String of(Conversation conversation, SwitchResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("stream", conversation.stream());
    root.put("client", conversation.clientEnd().toString());
    root.put("server", conversation.serverEnd().toString());
    Ending ending = result.captured().ending();
    ObjectNode captured = root.putObject("captured");
    captured.put("alert", ending.alert() < 0 ? null : ending.alert());
    captured.put("alertName", AlertDescription.of(ending.alert()).map(AlertDescription::rfcName).orElse(null));
    captured.put("by", ending.by().map(side -> side.name().toLowerCase(Locale.ROOT)).orElse(null));
    captured.put("flight", result.captured().course().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    captured.put("text", ending.words());
    ArrayNode runs = root.putArray("runs");
    result.runs().forEach(run -> describe(run, runs.addObject()));
    ArrayNode explanation = root.putArray("explanation");
    result.explanation().forEach(explanation::add);
    root.put("undecided", result.undecided().isEmpty() ? null : result.undecided());
    ArrayNode notes = root.putArray("notes");
    result.notes().forEach(notes::add);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void describe(SwitchRun run, ObjectNode node) {
    node.put("engine", run.label());
    ArrayNode changes = node.putArray("changes");
    run.changes().forEach(changes::add);
    node.put("accepts", run.run().accepts());
    node.put("playable", !run.run().unplayable());
    node.put("alert", run.run().alert() < 0 ? null : run.run().alert());
    node.put("status", run.run().verdict().hex().orElse(null));
    node.put("statusName", run.run().verdict().status().map(status -> status.name()).orElse(null));
    node.put("reproduces", run.reproduces());
    node.put("contradiction", run.contradiction().isEmpty() ? null : run.contradiction());
  }
}
