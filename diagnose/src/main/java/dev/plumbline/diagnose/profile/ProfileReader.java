package dev.plumbline.diagnose.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.diagnose.profile.DeviceProfile.Buffers;
import dev.plumbline.diagnose.profile.DeviceProfile.Clock;
import dev.plumbline.diagnose.profile.DeviceProfile.Engine;
import dev.plumbline.diagnose.profile.DeviceProfile.ExplicitNonce;
import dev.plumbline.diagnose.profile.DeviceProfile.Hello;
import dev.plumbline.diagnose.profile.DeviceProfile.Keys;
import dev.plumbline.diagnose.profile.DeviceProfile.Paths;
import dev.plumbline.diagnose.profile.DeviceProfile.Records;
import dev.plumbline.diagnose.profile.DeviceProfile.Status;
import dev.plumbline.diagnose.profile.DeviceProfile.Time;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.Dialect.Slot;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.x509.PathPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a profile's JSON, its switches applied, into a {@link DeviceProfile}. Knows the schema of {@code
 * docs/profiles.md}.
 */
final class ProfileReader {
  /** The version of the schema that this reader knows. */
  static final int SCHEMA = 1;

  private static final int MAX_RECORD = 1 << 14;
  private static final int MAX_MESSAGE = 1 << 24;
  private static final int MAX_BUFFER = 1 << 16;
  private static final int MAX_CERTIFICATE_BYTES = 1 << 18;

  private ProfileReader() {}

  static DeviceProfile read(JsonSection file, Map<String, String> settings, List<ProfileSwitch> switches)
      throws ProfileException {
    if (file.number("schema", 1, Integer.MAX_VALUE) != SCHEMA) {
      throw file.wrong("schema", "is none that this version reads; it reads " + SCHEMA);
    }
    String name = file.text("name");
    DeviceProfile profile =
        new DeviceProfile(
            name,
            file.text("title"),
            settings,
            engine(file.section("engine")),
            hello(name, file.section("hello")),
            records(file.section("records")),
            buffers(file.section("buffers")),
            paths(file.section("paths")),
            clock(file.section("clock")),
            keys(file.section("keys")),
            status(file.section("status")),
            switches);
    file.end();
    return profile;
  }

  private static Engine engine(JsonSection json) throws ProfileException {
    Evidence evidence = json.evidence();
    try {
      Engine engine = new Engine(EngineSpec.parse(json.text("spec")), evidence);
      json.end();
      return engine;
    } catch (IllegalArgumentException e) {
      throw new ProfileException(json.wrong("spec", "is no engine").getMessage() + ": " + e.getMessage(), e);
    }
  }

  private static Hello hello(String name, JsonSection json) throws ProfileException {
    List<Integer> groups = json.codePoints("groups");
    Dialect dialect =
        new Dialect(
            name,
            json.codePoint("recordVersion"),
            json.choice("random", Dialect.RandomPrefix.class),
            json.choice("sessionId", Dialect.SessionIdPolicy.class),
            json.codePoints("suites"),
            groups,
            json.codePoints("schemes"),
            bytes(json, "pointFormats", json.value("pointFormats").asText()),
            extensions(json));
    Hello hello =
        new Hello(dialect, json.flag("serverName"), json.flag("resumes"), groups.isEmpty(), json.evidence());
    json.end();
    return hello;
  }

  private static List<Slot> extensions(JsonSection json) throws ProfileException {
    List<Slot> slots = new ArrayList<>();
    List<String> omitted = json.texts("omit");
    for (JsonNode item : json.items("extensions")) {
      if (item.isObject()) {
        JsonSection raw = JsonSection.of("extension", item);
        slots.add(new Slot.Raw(new Extension(raw.codePoint("type"), bytes(raw, "data", raw.value("data").asText()))));
        raw.text("name");
        raw.end();
      } else if (!omitted.contains(item.asText())) {
        slots.add(new Slot.Known(extensionType(json, item.asText())));
      }
    }
    return slots;
  }

  private static ExtensionType extensionType(JsonSection json, String name) throws ProfileException {
    return Arrays.stream(ExtensionType.values())
        .filter(type -> type.ianaName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                json.wrong(
                    "extensions",
                    "has '" + name + "'; give {type, name, data} for what is none of "
                        + Arrays.stream(ExtensionType.values()).map(ExtensionType::ianaName).toList()));
  }

  private static Bytes bytes(JsonSection json, String field, String hex) throws ProfileException {
    try {
      return Bytes.fromHex(hex);
    } catch (IllegalArgumentException e) {
      throw new ProfileException(json.wrong(field, "is not hexadecimal").getMessage(), e);
    }
  }

  private static Records records(JsonSection json) throws ProfileException {
    Records records = new Records(json.choice("explicitNonce", ExplicitNonce.class), json.evidence());
    json.end();
    return records;
  }

  private static Buffers buffers(JsonSection json) throws ProfileException {
    Buffers buffers =
        new Buffers(
            json.number("receiveRecord", 64, MAX_RECORD),
            json.number("sendRecord", 64, MAX_RECORD),
            json.number("handshakeMessage", 64, MAX_MESSAGE),
            json.number("maxFragmentLength", 0, 4096),
            json.flag("reassembly"),
            json.number("packetBuffer", 0, MAX_BUFFER),
            json.number("packetBufferMinimum", 0, MAX_BUFFER),
            json.number("certificateStructure", 0, MAX_BUFFER),
            json.evidence());
    json.end();
    return buffers;
  }

  private static Paths paths(JsonSection json) throws ProfileException {
    PathPolicy policy =
        PathPolicy.ideal()
            .withMaxDepth(json.number("maxIntermediates", 0, 100))
            .withMaxBytes(
                json.number("maxCertificateBytes", 1, MAX_CERTIFICATE_BYTES),
                json.number("maxListBytes", 1, MAX_CERTIFICATE_BYTES));
    if (!json.flag("backtracking")) {
      policy = policy.withoutBacktracking();
    }
    if (json.flag("orderRequired")) {
      policy = policy.withOrderRequired();
    }
    if (json.flag("anchorDates")) {
      policy = policy.withAnchorDates();
    }
    Paths paths = new Paths(policy, json.texts("notModelled"), json.evidence());
    json.end();
    return paths;
  }

  private static Clock clock(JsonSection json) throws ProfileException {
    Clock clock = new Clock(json.choice("time", Time.class), json.evidence());
    json.end();
    return clock;
  }

  private static Keys keys(JsonSection json) throws ProfileException {
    Keys keys = new Keys(Set.copyOf(json.choices("accepts", KeyFormat.class)), json.evidence());
    json.end();
    return keys;
  }

  private static Status status(JsonSection json) throws ProfileException {
    Status status = new Status(json.text("vocabulary"), json.evidence());
    json.end();
    return status;
  }
}
