package dev.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.probe.Answer;
import dev.plumbline.diagnose.probe.Attempt;
import dev.plumbline.diagnose.probe.Change;
import dev.plumbline.diagnose.probe.ProbeResult;
import dev.plumbline.diagnose.service.ServiceProfile;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A probe as a JSON document; every field is always there, and null where nothing is known. Numbers are IANA's. */
public final class ProbeJson {
  private static final String SCHEMA = "plumbline.probe/1";

  private final ObjectMapper mapper = new ObjectMapper();
  private final ObjectNode root = mapper.createObjectNode();

  private ProbeJson() {}

  /** The document, indented. */
  public static String write(ProbeResult result, String host, String profile, Optional<ServiceProfile> service,
      List<String> obstacles) {
    ProbeJson json = new ProbeJson();
    json.fill(result, host, profile);
    json.root.put("service", service.map(ServiceProfile::name).orElse(null));
    obstacles.forEach(json.root.putArray("obstacles")::add);
    try {
      return json.mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json.root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private void fill(ProbeResult result, String host, String profile) {
    root.put("schema", SCHEMA);
    root.put("host", host);
    root.put("profile", profile);
    root.put("works", result.works());
    answer(root.putObject("result"), result.answer());
    if (result.minimalChange().isPresent()) {
      changes(root.putArray("minimalChange"), result.minimalChange().get());
    } else {
      root.putNull("minimalChange");
    }
    root.put("minimal", result.minimal());
    root.put("stopped", result.stopped().orElse(null));
    root.put("serverName", word(result.serverName()));
    ObjectNode versions = root.putObject("otherVersions");
    result.otherVersions().forEach((version, spoken) -> versions.put(String.format("%04x", version), spoken));
    root.put("connections", result.attempts().size());
    ArrayNode attempts = root.putArray("attempts");
    for (Attempt attempt : result.attempts()) {
      ObjectNode node = attempts.addObject();
      changes(node.putArray("change"), attempt.changes());
      Answer answer = attempt.answer();
      node.put("outcome", word(answer.outcome()));
      node.put("alert", number(answer.alert()));
      node.put("suite", number(answer.suite()));
      node.put("group", number(answer.group()));
      node.put("leaf", answer.leaf().map(ParsedCertificate::subject).orElse(null));
      node.put("remark", answer.remark());
    }
  }

  private static void changes(ArrayNode list, List<Change> changes) {
    for (Change change : changes) {
      list.addObject().put("kind", word(change.kind())).put("value", change.value()).put("text", change.text())
          .put("sentence", change.toString());
    }
  }

  private static void answer(ObjectNode node, Answer answer) {
    node.put("outcome", word(answer.outcome()));
    node.put("alert", number(answer.alert()));
    node.put("version", number(answer.version()));
    node.put("suite", number(answer.suite()));
    node.put("group", number(answer.group()));
    node.put("signatureScheme", number(answer.scheme()));
    node.put("wantsClientCertificate", answer.wantsCertificate());
    node.put("distrust", answer.distrust().orElse(null));
    ArrayNode exceeded = node.putArray("limitsExceeded");
    answer.exceeded().forEach(limit -> exceeded.addObject().put("name", limit.name()).put("limit", limit.limit())
        .put("needed", limit.needed()).put("sentence", limit.sentence()));
    node.put("largestRecord", answer.observed().largestRecord());
    node.put("largestMessage", answer.observed().largestMessage());
    node.put("certificateMessage", answer.observed().certificateMessage());
    ArrayNode chain = node.putArray("chain");
    for (ParsedCertificate each : answer.chain()) {
      chain.addObject().put("subject", each.subject()).put("issuer", each.issuer())
          .put("notBefore", each.notBefore().toString()).put("notAfter", each.notAfter().toString())
          .put("keyType", each.keyType().map(Enum::name).orElseGet(each::keyName)).put("keyBits", each.keyBits())
          .put("signature", each.signatureName()).put("bytes", each.der().length());
    }
    node.put("remark", answer.remark());
  }

  private static Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
