package dev.plumbline.diagnose.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.RuledOut;
import java.util.Optional;

/**
 * A diagnosis as a JSON document for programs. Its form is fixed ({@code docs/diagnosis.schema.json}) and named by
 * {@link #SCHEMA}; every field is always there, and is null where nothing is known. The answer is the first finding of
 * the first connection.
 */
public final class DiagnosisJson {
  /** What the field {@code schema} says. */
  public static final String SCHEMA = "plumbline.diagnosis/1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DiagnosisJson() {}

  /** The document, indented, with a newline at its end. */
  public static String write(Diagnosis diagnosis) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("schema", SCHEMA);
    document.put("verdict", diagnosis.verdict().word());
    ArrayNode connections = document.putArray("connections");
    diagnosis.connections().forEach(each -> connection(connections.addObject(), each));
    ArrayNode notes = document.putArray("notes");
    diagnosis.notes().forEach(notes::add);
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    try {
      return MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(indenter)).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void connection(ObjectNode out, ConnectionDiagnosis connection) {
    Optional<Conversation> seen = connection.conversation();
    out.put("stream", seen.map(Conversation::stream).orElse(null));
    out.put("client", seen.map(each -> each.clientEnd().toString()).orElse(null));
    out.put("server", seen.map(each -> each.serverEnd().toString()).orElse(null));
    out.put("stack", unlessEmpty(connection.stack()));
    out.put("stage", connection.stage().word());
    ArrayNode findings = out.putArray("findings");
    connection.findings().forEach(each -> finding(findings.addObject(), each));
  }

  private static void finding(ObjectNode out, Finding finding) {
    out.put("id", finding.id().id());
    out.put("case", unlessEmpty(finding.caseId()));
    out.put("role", finding.role().word());
    out.put("confidence", finding.confidence().word());
    out.put("summary", finding.summary());
    ArrayNode evidence = out.putArray("evidence");
    finding.evidence().forEach(each -> evidence(evidence.addObject(), each));
    ArrayNode ruledOut = out.putArray("ruledOut");
    for (RuledOut each : finding.ruledOut()) {
      ruledOut.addObject().put("what", each.what()).put("by", each.by());
    }
    out.put("undecided", unlessEmpty(finding.undecided()));
    out.put("fix", unlessEmpty(finding.fix()));
    out.put("source", unlessEmpty(finding.source()));
  }

  private static void evidence(ObjectNode out, EvidenceItem item) {
    boolean placed = item.place().frame() > 0;
    out.put("frame", placed ? item.place().frame() : null);
    out.put("offset", placed ? item.place().offset() : null);
    out.put("length", placed ? item.place().length() : null);
    out.put("text", item.text());
  }

  private static String unlessEmpty(String text) {
    return text.isEmpty() ? null : text;
  }
}
