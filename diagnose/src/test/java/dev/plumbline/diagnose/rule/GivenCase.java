package dev.plumbline.diagnose.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.evidence.Evidence.Verifier;
import dev.plumbline.diagnose.evidence.PublicKeyFile;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.profile.Profiles;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One of the given captures: what is to be read with it, and which finding is right. */
final class GivenCase {
  final String name;
  final Path folder;
  final Path capture;
  final String expected;
  final List<String> acceptable;
  final List<String> mustNot;
  private final JsonNode options;

  private GivenCase(Path folder) throws Exception {
    this.folder = folder;
    JsonNode json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
    this.name = json.get("name").asText();
    this.options = json.get("options");
    this.expected = json.get("expected").get("finding").asText();
    this.acceptable = strings(json.get("expected").get("also_acceptable"));
    this.mustNot = strings(json.get("expected").get("must_not"));
    Path pcap = folder.resolve("capture.pcap");
    this.capture = Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng");
  }

  static List<GivenCase> all(Path captures) throws Exception {
    List<GivenCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(captures)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        cases.add(new GivenCase(folder));
      }
    }
    return cases;
  }

  Diagnosis diagnose(Diagnostician diagnostician) throws Exception {
    return diagnose(diagnostician, Files.readAllBytes(capture));
  }

  /** The same case with other bytes for its capture. */
  Diagnosis diagnose(Diagnostician diagnostician, byte[] bytes) throws Exception {
    return diagnostician.diagnose(surroundings(bytes), evidence(), List.of());
  }

  Surroundings surroundings(byte[] bytes) throws Exception {
    ConversationRecorder recorder = new ConversationRecorder(KeyLog.of(keyLog()));
    CaptureSummary summary =
        CaptureReader.read(new ByteArrayInputStream(bytes), bytes.length, recorder, CaptureProgress.NONE);
    Instant end = Instant.ofEpochSecond(0, summary.lastNanos());
    return new Surroundings(recorder.conversations(), recorder.names(), Optional.of(end));
  }

  private byte[] keyLog() throws Exception {
    return options.get("keylog").isNull() ? new byte[0] : Files.readAllBytes(folder.resolve("keylog.txt"));
  }

  Evidence evidence() throws Exception {
    return new Evidence(
        anchors(),
        text("host"),
        text("profile").filter(profile -> !profile.equals("none")).map(GivenCase::profile),
        text("code"),
        Optional.empty(),
        List.of(),
        options.has("jwtkey")
            ? Optional.of(PublicKeyFile.read(folder.resolve(options.get("jwtkey").asText()))) : Optional.empty(),
        options.has("config")
            ? DeviceSettingsReader.read(Files.readString(folder.resolve(options.get("config").asText())))
            : DeviceSettings.NONE,
        options.has("inbuf") ? Optional.of(options.get("inbuf").asInt()) : Optional.empty(),
        options.has("maxchain") ? Optional.of(options.get("maxchain").asInt()) : Optional.empty(),
        options.has("verifier") ? Verifier.P256_SHA256 : Verifier.ANY);
  }

  private Optional<List<ParsedCertificate>> anchors() throws Exception {
    Optional<String> file = text("cafile");
    return file.isEmpty() ? Optional.empty() : Optional.of(CertificateFiles.read(folder.resolve(file.get())));
  }

  private static dev.plumbline.diagnose.profile.DeviceProfile profile(String name) {
    try {
      return Profiles.parse(name);
    } catch (dev.plumbline.diagnose.profile.ProfileException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(options.get(field)).filter(node -> !node.isNull()).map(JsonNode::asText);
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(node -> all.add(node.asText()));
    return all;
  }

  @Override
  public String toString() {
    return name;
  }
}
