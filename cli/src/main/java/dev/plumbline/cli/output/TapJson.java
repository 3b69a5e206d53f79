package dev.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.report.DiagnosisJson;
import dev.plumbline.diagnose.tap.EndedConnection;
import dev.plumbline.diagnose.tap.LastWords;
import dev.plumbline.diagnose.tap.Passed;
import dev.plumbline.diagnose.tap.TapTally;
import java.util.Locale;

/**
 * Tells a tap's connections to programs: a JSON document on a line of its own for each, and one for the end. Every
 * field is always there.
 */
public final class TapJson implements TapTeller {
  private static final String SCHEMA = "plumbline.tap/1";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Console console;

  public TapJson(Console console) {
    this.console = console;
  }

  @Override
  public void accept(EndedConnection ended) {
    Passed passed = ended.passed();
    ObjectNode root = mapper.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("event", "connection");
    root.put("stream", passed.stream().isPresent() ? passed.stream().getAsInt() : null);
    root.put("client", passed.client().toString());
    root.put("server", passed.server().map(Object::toString).orElse(null));
    root.put("start", passed.start().toString());
    root.put("seconds", passed.duration().toMillis() / 1000.0);
    root.put("clientBytes", passed.clientBytes());
    root.put("serverBytes", passed.serverBytes());
    root.put("ending", passed.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    root.put("reason", passed.reason().isEmpty() ? null : passed.reason());
    root.put("clientLast", ended.conversation().flatMap(said -> LastWords.of(said, Side.CLIENT)).orElse(null));
    root.put("serverLast", ended.conversation().flatMap(said -> LastWords.of(said, Side.SERVER)).orElse(null));
    root.set("diagnosis", ended.diagnosis().map(DiagnosisJson::write).map(this::read).orElse(null));
    print(root);
  }

  @Override
  public void summary(TapTally tally, long untold) {
    ObjectNode root = mapper.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("event", "summary");
    root.put("connections", tally.connections() + untold);
    root.put("healthy", tally.healthy());
    root.put("unreachable", tally.unreachable());
    root.put("refused", tally.refused());
    root.put("untold", untold);
    root.put("bytes", tally.bytes());
    print(root);
  }

  private JsonNode read(String document) {
    try {
      return mapper.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own document is JSON", e);
    }
  }

  private void print(ObjectNode root) {
    console.out().println(root.toString());
    console.out().flush();
  }
}
