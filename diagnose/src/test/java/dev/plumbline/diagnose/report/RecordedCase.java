package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plumbline.diagnose.capture.CaptureProgress;
import dev.plumbline.diagnose.capture.CaptureReader;
import dev.plumbline.diagnose.capture.CaptureSummary;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.diagnose.rule.Surroundings;
import dev.plumbline.tls.x509.CertificateFiles;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real capture from beside the checkout, diagnosed with the device's anchors. */
record RecordedCase(String name, Diagnosis diagnosis, ReportContext context) {
  private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");

  /** Every capture, in the order of names; skips the test that runs where there are none. */
  static List<RecordedCase> all() throws Exception {
    Diagnostician diagnostician = new Diagnostician();
    List<RecordedCase> cases = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder())) {
      for (Path each : folders.filter(Files::isDirectory).sorted().toList()) {
        cases.add(of(diagnostician, each));
      }
    }
    return cases;
  }

  static RecordedCase named(String name) throws Exception {
    return of(new Diagnostician(), folder().resolve(name));
  }

  /** The connections of a capture's bytes. */
  static List<Conversation> read(byte[] capture, KeyLog keys) throws Exception {
    ConversationRecorder recorder = new ConversationRecorder(keys);
    CaptureReader.read(new ByteArrayInputStream(capture), capture.length, recorder, CaptureProgress.NONE);
    return recorder.conversations();
  }

  private static RecordedCase of(Diagnostician diagnostician, Path folder) throws Exception {
    Path pcap = folder.resolve("capture.pcap");
    Path file = Files.exists(pcap) ? pcap : folder.resolve("capture.pcapng");
    Path log = folder.resolve("keylog.txt");
    ConversationRecorder recorder =
        new ConversationRecorder(Files.exists(log) ? KeyLog.of(Files.readAllBytes(log)) : new KeyLog());
    byte[] bytes = Files.readAllBytes(file);
    CaptureSummary summary =
        CaptureReader.read(new ByteArrayInputStream(bytes), bytes.length, recorder, CaptureProgress.NONE);
    Evidence evidence = evidence(folder.resolve("context/device-anchors.pem"));
    Surroundings capture =
        new Surroundings(
            recorder.conversations(), Map.of(), Optional.of(Instant.ofEpochSecond(0, summary.lastNanos())));
    Diagnosis diagnosis = diagnostician.diagnose(capture, evidence, List.of());
    return new RecordedCase(
        folder.getFileName().toString(), diagnosis,
        ReportContext.of(file.getFileName().toString(), CREATED).with(evidence));
  }

  private static Evidence evidence(Path anchors) throws Exception {
    Optional<List<ParsedCertificate>> trusted =
        Files.exists(anchors) ? Optional.of(CertificateFiles.read(anchors)) : Optional.empty();
    Evidence none = Evidence.none();
    return new Evidence(
        trusted, Optional.of("mqtt.harbor.example"), none.profile(), none.code(), none.stackVersion(),
        none.deviceCertificates(), none.tokenKey(), none.settings(), none.receiveBuffer(), none.longestChain(),
        none.verifier());
  }

  private static Path folder() {
    Path captures = Path.of(System.getProperty("captures.dir", "../../shared/captures"));
    if (!Files.isDirectory(captures)) {
      System.err.println("SKIPPED: there are no captures in " + captures.toAbsolutePath() + " (-Dcaptures.dir)");
      assertTrue(!"1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS")), "captures are required");
    }
    assumeTrue(Files.isDirectory(captures));
    return captures;
  }
}
