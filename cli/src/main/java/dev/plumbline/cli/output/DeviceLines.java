package dev.plumbline.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.device.DeviceLimits;
import dev.plumbline.diagnose.device.DeviceReport;
import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.device.LimitExceeded;
import dev.plumbline.diagnose.device.Observed;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.engine.device.Operation;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.memory.Purpose;
import dev.plumbline.tls.alert.AlertDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A device's report, as lines for people and as the {@code device} object of a JSON document. */
public final class DeviceLines {
  private final DeviceReport report;

  public DeviceLines(DeviceReport report) {
    this.report = report;
  }

  /** What the device would report; empty without a profile. */
  public Optional<String> verdict() {
    return report.verdict().map(verdict -> "as the device: " + verdict.sentence());
  }

  /** All that there is to say of a device; nothing for an engine that models none, without a profile. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    verdict().ifPresent(lines::add);
    for (LimitExceeded limit : report.limitsExceeded()) {
      lines.add("over the device's limit: " + limit.sentence());
    }
    report.buffers().filter(buffers -> report.observed().largestRecord() > 0)
        .ifPresent(buffers -> lines.add(received(buffers)));
    if (!report.operations().isEmpty()) {
      lines.add("device memory: RAM peak " + report.ramPeak() + " bytes" + purposes() + ", " + report.romRead()
          + " bytes read from ROM" + lost());
      lines.add("engine: " + operations() + "; about " + Math.round(report.estimatedMillis()) + " ms");
    }
    return lines;
  }

  /** What came, beside what the device has room for. */
  private String received(Buffers buffers) {
    Observed observed = report.observed();
    String packet = buffers.packetBuffer() == 0 || observed.certificates().isEmpty() ? "" : "; the certificates need "
        + DeviceLimits.packetBufferFor(buffers, observed) + " of the packet buffer's " + buffers.packetBuffer();
    int record = buffers.packetBuffer() == 0
        ? buffers.receiveRecord() : Math.min(buffers.receiveRecord(), buffers.packetBuffer());
    return "from the server: largest record " + observed.largestRecord() + " bytes (the device takes " + record
        + "), largest message " + observed.largestMessage() + " (" + buffers.handshakeMessage()
        + "), certificates " + certificateBytes() + packet;
  }

  private int certificateBytes() {
    return report.observed().certificates().stream().mapToInt(Integer::intValue).sum();
  }

  private String purposes() {
    Map<Purpose, Integer> sorted = new TreeMap<>(report.ramPeakByPurpose());
    return sorted.isEmpty() ? "" : sorted.entrySet().stream()
        .map(each -> each.getKey().title() + " " + each.getValue())
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private String lost() {
    return (report.romWritesDropped() == 0 ? "" : ", " + report.romWritesDropped() + " bytes written into ROM in vain")
        + (report.bytesBounced() == 0 ? "" : ", " + report.bytesBounced() + " bytes copied for the engine's rules");
  }

  private String operations() {
    return new TreeMap<>(report.operations()).entrySet().stream()
        .map(each -> each.getKey().title() + " × " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Fills the object whose fields scripts rely on. */
  void writeTo(ObjectNode node) {
    node.put("engine", report.engine());
    node.set("status", status(node));
    node.put("alertAsDevice", report.verdict().flatMap(DeviceVerdict::alertAsDevice)
        .map(AlertDescription::rfcName).orElse(null));
    node.put("ramPeak", report.ramPeak());
    ObjectNode byPurpose = node.putObject("ramPeakByPurpose");
    new TreeMap<>(report.ramPeakByPurpose()).forEach((purpose, bytes) -> byPurpose.put(Switches.word(purpose), bytes));
    node.put("romRead", report.romRead());
    ObjectNode operations = node.putObject("operations");
    for (Map.Entry<Operation, Long> each : new TreeMap<>(report.operations()).entrySet()) {
      operations.put(Switches.word(each.getKey()), each.getValue());
    }
    node.put("estimatedMillis", report.estimatedMillis());
    node.put("largestRecord", report.observed().largestRecord());
    node.put("largestMessage", report.observed().largestMessage());
    node.put("certificateBytes", certificateBytes());
    ArrayNode limits = node.putArray("limitsExceeded");
    for (LimitExceeded limit : report.limitsExceeded()) {
      limits.addObject().put("name", limit.name()).put("limit", limit.limit()).put("needed", limit.needed())
          .put("sentence", limit.sentence());
    }
  }

  private ObjectNode status(ObjectNode factory) {
    return report.verdict().flatMap(DeviceVerdict::status).map(status -> {
      ObjectNode node = factory.objectNode();
      node.put("name", status.name());
      node.put("hex", report.verdict().flatMap(DeviceVerdict::hex)
          .orElseGet(() -> String.format(Locale.ROOT, "0x%X", status.code())));
      node.put("stage", status.stage());
      return node;
    }).orElse(null);
  }
}
