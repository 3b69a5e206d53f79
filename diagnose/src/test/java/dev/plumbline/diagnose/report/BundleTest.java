package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.x509.CertificateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final ReportContext CONTEXT =
      ReportContext.of("capture.pcapng", Instant.parse("2026-11-21T10:00:00Z"));
  private static final int NEW_SESSION_TICKET = 4;

  @TempDir private Path folder;

  @Test
  void holdsReportDocumentCertificatesCaptureAndWhatIsMissing() throws Exception {
    Map<String, byte[]> files = bundle(SessionWithSecrets.diagnosis(), false);
    assertEquals(
        Set.of(
            "report.html", "report.json", "capture.pcapng", "certificates/server-1.pem", "certificates/client-1.pem",
            "removed.txt"),
        files.keySet());
    byte[] leaf = CertificateFiles.parse(files.get("certificates/server-1.pem"), "leaf").get(0).der().toArray();
    assertArrayEquals(SessionWithSecrets.LEAF.der(), leaf);
    String removed = text(files, "removed.txt");
    for (String part : List.of("6 records of application data", "session tickets", "2 addresses", "no key log")) {
      assertTrue(removed.contains(part), removed);
    }
  }

  @Test
  void noSecretIsInAnyOfItsFiles() throws Exception {
    for (boolean keepAddresses : List.of(true, false)) {
      bundle(SessionWithSecrets.diagnosis(), keepAddresses).forEach(
          (name, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            for (String secret : SessionWithSecrets.all()) {
              assertFalse(text.contains(secret), name + ": " + secret);
            }
          });
    }
  }

  @Test
  void addressesAreReplacedEverywhereUnlessTheyAreToStay() throws Exception {
    bundle(SessionWithSecrets.diagnosis(), false).forEach(
        (name, content) -> assertFalse(
            new String(content, StandardCharsets.ISO_8859_1).replace("1.192.168.7.20", "").contains("192.168.7.20:"),
            name));
    String json = text(bundle(SessionWithSecrets.diagnosis(), false), "report.json");
    assertTrue(json.contains("\"192.0.2.1:49152\"") && json.contains("\"192.0.2.2:8883\""), json);
    assertTrue(json.contains("sent by 192.0.2.1:49152."), json);
    assertTrue(json.contains("192.168.7.200 and 1.192.168.7.20 are others"), "other addresses are not touched");
    Conversation masked =
        RecordedCase.read(bundle(SessionWithSecrets.diagnosis(), false).get("capture.pcapng"), new KeyLog()).get(0);
    assertEquals("192.0.2.1:49152", masked.clientEnd().toString());
    assertTrue(text(bundle(SessionWithSecrets.diagnosis(), true), "report.json").contains("192.168.7.20:49152"));
  }

  @Test
  void theSameDiagnosisMakesTheSameBytes() throws Exception {
    assertArrayEquals(zip(SessionWithSecrets.diagnosis(), CONTEXT), zip(SessionWithSecrets.diagnosis(), CONTEXT));
  }

  @Test
  void withoutAConnectionThereIsNoCapture() throws Exception {
    assertEquals(Set.of("report.html", "report.json", "removed.txt"), bundle(Samples.unusable(), false).keySet());
  }

  @Test
  void everyRealCaptureKeepsItsHandshakeAndLosesItsContent() throws Exception {
    for (RecordedCase each : RecordedCase.all()) {
      Map<String, byte[]> files = unzip(zip(each.diagnosis(), each.context()));
      List<Conversation> before =
          each.diagnosis().connections().stream().flatMap(one -> one.conversation().stream()).toList();
      List<Conversation> after =
          files.containsKey("capture.pcapng")
              ? RecordedCase.read(files.get("capture.pcapng"), new KeyLog())
              : List.of();
      assertEquals(before.size(), after.size(), each.name());
      for (Conversation original : before) {
        Conversation copy =
            after.stream().filter(one -> one.start().equals(original.start())).findFirst().orElseThrow();
        assertSameHandshake(each.name(), original, copy);
        assertNothingReadable(each.name(), original, files.get("capture.pcapng"));
      }
    }
  }

  @Test
  void wiresharkReadsTheCaptureWithoutAnyWarning() throws Exception {
    Path tshark = Path.of("/usr/bin/tshark");
    Peers.require(
        Files.isExecutable(tshark)
            ? Optional.empty()
            : Optional.of("tshark is not installed (Debian package tshark)"));
    RecordedCase one = RecordedCase.named("netx-wrong-root");
    Path file = folder.resolve("capture.pcapng");
    Files.write(file, unzip(zip(one.diagnosis(), one.context())).get("capture.pcapng"));
    String lines =
        output(
            tshark.toString(), "-r", file.toString(), "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
            "-T", "fields", "-e", "tls.handshake.type", "-e", "tls.alert_message.desc", "-e", "_ws.expert.message",
            "-e", "frame.comment", "-e", "ip.checksum.status", "-e", "tcp.checksum.status");
    for (String type : List.of("1\t", "2", "11", "12", "14", "48")) {
      assertTrue(lines.contains(type), type + " in\n" + lines);
    }
    assertTrue(lines.contains("frame 4 of the original"), lines);
    assertFalse(lines.contains("Bad checksum") || lines.toLowerCase().contains("malformed"), lines);
  }

  /** Messages in clear are the same, except for tickets; records have the same types and lengths. */
  private static void assertSameHandshake(String name, Conversation original, Conversation copy) {
    for (Side side : Side.values()) {
      List<Event.Handshake> before =
          original.all(Event.Handshake.class, side).filter(each -> !each.deciphered()).toList();
      List<Event.Handshake> after = copy.all(Event.Handshake.class, side).toList();
      assertEquals(before.size(), after.size(), name);
      for (int i = 0; i < before.size(); i++) {
        assertEquals(before.get(i).type(), after.get(i).type(), name);
        if (before.get(i).type() != NEW_SESSION_TICKET && Secrets.of(before.get(i)).isEmpty()) {
          assertArrayEquals(before.get(i).body(), after.get(i).body(), name);
        }
      }
      assertEquals(
          original.all(Event.Record.class, side).map(each -> each.contentType() + " " + each.length()).toList(),
          copy.all(Event.Record.class, side).map(each -> each.contentType() + " " + each.length()).toList(),
          name);
      assertEquals(
          original.all(Event.Alert.class, side).filter(Event.Alert::readable).filter(each -> each.fatal()).count(),
          copy.all(Event.Alert.class, side).filter(Event.Alert::readable).filter(each -> each.fatal()).count(), name);
    }
  }

  /** No packet of MQTT that says something, in clear or deciphered, is in the file. */
  private static void assertNothingReadable(String name, Conversation original, byte[] capture) {
    String all = new String(capture, StandardCharsets.ISO_8859_1);
    original.all(Event.Mqtt.class)
        .filter(packet -> packet.bytes().length > 8)
        .map(packet -> new String(packet.bytes(), 6, packet.bytes().length - 6, StandardCharsets.ISO_8859_1))
        .forEach(content -> assertFalse(all.contains(content), name));
  }

  private static Map<String, byte[]> bundle(Diagnosis diagnosis, boolean keepAddresses) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bundle.write(diagnosis, CONTEXT, keepAddresses, out);
    return unzip(out.toByteArray());
  }

  private static byte[] zip(Diagnosis diagnosis, ReportContext context) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bundle.write(diagnosis, context, false, out);
    return out.toByteArray();
  }

  private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static String output(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
