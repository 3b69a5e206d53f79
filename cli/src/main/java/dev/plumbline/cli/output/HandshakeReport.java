package dev.plumbline.cli.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.device.DeviceReport;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The outcome of one handshake, as a JSON document whose fields are fixed, and as a line.
 *
 * @param failure what ended it; empty if it completed
 * @param device what it was for the device
 * @param bytesIn received from the server, records and all
 * @param bytesOut sent to the server
 */
public record HandshakeReport(
    ConnectionFacts facts,
    Optional<TlsAlert> failure,
    DeviceReport device,
    long bytesIn,
    long bytesOut,
    List<HandshakeSteps.Step> steps) {
  /** Changes when a field changes its meaning or goes away; new fields don't change it. */
  public static final String SCHEMA = "plumbline.handshake/1";

  /** The document, ready to be printed; ends without a line's end. */
  public String toJson() {
    ObjectNode root = document(failure.isEmpty() ? "completed" : "failed");
    root.set("fault", failure.flatMap(HandshakeReport::fault).orElse(null));
    return pretty(root);
  }

  /** The same for a connection that the network ended, or that never began: nothing of TLS failed. */
  public String toJsonOfNetworkFailure(String sentence) {
    ObjectNode root = document("network-failed");
    root.putObject("fault").put("id", "network-failed").putNull("clause").put("sentence", sentence);
    return pretty(root);
  }

  private ObjectNode document(String result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("result", result);
    root.put("suite", facts.suite().map(Enum::name).orElse(null));
    root.put("group", facts.group().map(group -> group.ianaName()).orElse(null));
    root.put("signatureScheme", facts.signatureScheme().map(scheme -> scheme.ianaName()).orElse(null));
    root.put("resumed", facts.resumed().orElse(null));
    root.put("extendedMasterSecret", facts.extendedMasterSecret().orElse(null));
    root.set("alert", alert().orElse(null));
    root.putNull("fault");
    ArrayNode chain = root.putArray("chain");
    facts.serverChain().forEach(certificate -> describe(certificate, chain.addObject()));
    root.put("bytesIn", bytesIn);
    root.put("bytesOut", bytesOut);
    ArrayNode list = root.putArray("steps");
    steps.forEach(step -> describe(step, list.addObject()));
    ObjectNode asDevice = root.putObject("device");
    new DeviceLines(device).writeTo(asDevice);
    asDevice.put("alertOfFault", failure.filter(alert -> alert.fault().isPresent())
        .flatMap(TlsAlert::description).map(AlertDescription::rfcName).orElse(null));
    return root;
  }

  private static String pretty(ObjectNode root) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  /** The alert that ended it, as it went over the wire; empty if none did. */
  private Optional<ObjectNode> alert() {
    return failure.flatMap(alert -> onWire(alert).map(description -> {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("direction", alert.direction().name().toLowerCase(Locale.ROOT));
      node.put("level", alert.level().name().toLowerCase(Locale.ROOT));
      node.put("description", description.rfcName());
      return node;
    }));
  }

  private Optional<AlertDescription> onWire(TlsAlert alert) {
    return alert.direction() == TlsAlert.Direction.SENT ? facts.ourAlert() : alert.description();
  }

  private static Optional<ObjectNode> fault(TlsAlert alert) {
    return alert.fault().map(fault -> {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("id", fault.id());
      node.put("clause", fault.clause().toString());
      node.put("sentence", alert.sentence());
      return node;
    });
  }

  private static void describe(ParsedCertificate certificate, ObjectNode node) {
    node.put("subject", certificate.subject());
    node.put("issuer", certificate.issuer());
    node.put("notBefore", certificate.notBefore().toString());
    node.put("notAfter", certificate.notAfter().toString());
    node.put("keyType", certificate.keyType().map(Enum::name).orElseGet(certificate::keyName));
    node.put("keyBits", certificate.keyBits());
    node.put("signature", certificate.signatureName());
  }

  private static void describe(HandshakeSteps.Step step, ObjectNode node) {
    node.put("message", step.message());
    node.put("direction", step.direction().name().toLowerCase(Locale.ROOT));
    node.put("bytes", step.bytes());
    ArrayNode decisions = node.putArray("decisions");
    for (HandshakeSteps.Decision decision : step.decisions()) {
      decisions.addObject().put("clause", decision.clause().toString()).put("sentence", decision.sentence());
    }
  }

  /** The verdict in one line, without a full stop. */
  public String verdict() {
    return failure.map(this::failed).orElseGet(this::completed)
        + "; " + bytesIn + " bytes in, " + bytesOut + " bytes out";
  }

  /**
   * What a client says of its own connection, in sentences: how it ended, and what that is for the device.
   *
   * @param client what the client was like
   * @param completed whether the handshake was
   * @param trouble what went wrong, in the handshake or after it
   */
  public List<String> remarks(String client, boolean completed, Optional<String> trouble) {
    String ending = failure.isPresent() ? verdict()
        : completed ? verdict() + trouble.map(after -> "; then " + after).orElse("") : trouble.orElseGet(this::verdict);
    List<String> remarks = new ArrayList<>();
    remarks.add("Made by this client (" + client + "): " + ending + ".");
    new DeviceLines(device).verdict().ifPresent(line -> remarks.add(sentence(line)));
    device.limitsExceeded().forEach(limit -> remarks.add(sentence("over the device's limit: " + limit.sentence())));
    return remarks;
  }

  private static String sentence(String line) {
    return Character.toUpperCase(line.charAt(0)) + line.substring(1) + ".";
  }

  private String completed() {
    StringBuilder text = new StringBuilder("completed: ");
    facts.suite().ifPresent(suite -> text.append(suite.name()).append(" (").append(suite.opensslName()).append(')'));
    facts.group().ifPresent(group -> text.append(", ").append(group.ianaName()));
    facts.signatureScheme().ifPresent(scheme -> text.append(", ").append(scheme.ianaName()));
    if (facts.resumed().orElse(false)) {
      text.append(", resumed");
    }
    text.append(facts.extendedMasterSecret().orElse(false) ? ", " : ", no ").append("extended master secret");
    facts.alpn().ifPresent(protocol -> text.append(", ALPN ").append(protocol));
    return text.toString();
  }

  private String failed(TlsAlert alert) {
    String clause = alert.fault().map(Fault::clause).map(text -> " (" + text + ")").orElse("");
    return "failed: " + alert.sentence() + clause + (alert.direction() == TlsAlert.Direction.SENT ? said(alert) : "");
  }

  /** What the server was told, and where a device's words took the place of ours. */
  private String said(TlsAlert alert) {
    if (alert.description().isEmpty()) {
      return "";
    }
    String sent = facts.ourAlert().map(one -> "; we sent the alert " + one.rfcName()).orElse("; we sent no alert");
    return facts.ourAlert().equals(alert.description()) || device.verdict().isEmpty()
        ? sent
        : sent + ", as the device does, in place of " + alert.description().get().rfcName();
  }
}
