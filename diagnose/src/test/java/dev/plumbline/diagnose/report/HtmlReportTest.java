package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.tls.testing.TestPki;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void theFindingComesFirstAndEverythingOfItIsThere() {
    String page = page(Samples.causeFound());
    inOrder(
        page,
        "Cause found", "<h1>The device trusts no issuer of the server&#39;s certificates",
        "<code>trust-anchor-missing</code> · case C09", "computed from the evidence",
        "192.168.7.20:49152", "203.0.113.9:8883", "NetX Secure 6.x",
        "What to do", "nx_secure_x509_trusted_certificate_add",
        "Evidence", "frames 8-9", "The server sent 2 certificates.",
        "Ruled out", "hostname-mismatch", "Not decided", "Source", "RFC 5280 §6.1",
        "Also", "The device has no clock",
        "What was said", "ClientHello", "fatal unknown_ca (48)", "Every byte of the handshake",
        "Other connections", "healthy", "Notes", "--service had nothing to add.");
  }

  @Test
  void nothingFromTheWireBecomesMarkup() {
    byte[] certificate = new TestPki().ca("\\<script\\>alert()\\</script\\>").selfSigned().der();
    Conversation hostile =
        new SampleConversation(0).opened()
            .handshake(Side.CLIENT, 1, HandshakeBodies.clientHello(Samples.HOSTILE))
            .handshake(Side.SERVER, 2, HandshakeBodies.serverHello())
            .handshake(Side.SERVER, 11, HandshakeBodies.certificate(List.of(certificate)))
            .plain(Side.SERVER, ("HTTP/1.1 400 " + Samples.HOSTILE).getBytes(StandardCharsets.UTF_8))
            .build();
    List<ConnectionDiagnosis> connections = new ArrayList<>(Samples.hostile().connections());
    connections.add(
        0,
        new ConnectionDiagnosis(
            Optional.of(hostile), Samples.HOSTILE, Stage.CERTIFICATE, connections.get(0).findings()));
    DiffTable.Row row = new DiffTable.Row(Samples.HOSTILE, Samples.HOSTILE, "", true, Samples.HOSTILE);
    DiffTable diff = new DiffTable(Samples.HOSTILE, Samples.HOSTILE, Samples.HOSTILE, List.of(row));
    ReportContext context = ReportContext.of(Samples.HOSTILE, CREATED).withDiffs(List.of(diff));
    String page = page(new Diagnosis(Verdict.CAUSE_FOUND, connections, List.of(Samples.HOSTILE)), context);
    assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)"), "it is shown as text");
    assertEquals(1, count(page, "<script>"), "our own");
    assertFalse(page.contains("\u001b") || page.contains("\u202e"), "nothing unseen");
    String unescaped = Samples.HOSTILE.substring(0, 20);
    assertFalse(page.contains(unescaped), "never as it came");
  }

  @Test
  void noSecretIsInIt() {
    String page = page(SessionWithSecrets.diagnosis());
    String bytes = page.replaceAll("<[^>]*>|\\s", "");
    for (String secret : SessionWithSecrets.all()) {
      assertFalse(page.contains(secret), secret);
      assertFalse(bytes.contains(hex(secret)), "as hexadecimal: " + secret);
    }
    assertTrue(page.contains("··"), "its place is shown");
    assertTrue(page.contains("MQTT CONNECT"), "what it was is said");
  }

  @Test
  void theFileNeedsNothingElse() {
    String page = page(SessionWithSecrets.diagnosis());
    Matcher links = Pattern.compile("(?:\\s(?:href|src)=|url\\()\"?([^\">)]*)").matcher(page);
    while (links.find()) {
      assertTrue(links.group(1).startsWith("#") || links.group(1).equals("data:,"), links.group());
    }
    assertFalse(page.contains("@import"));
    assertFalse(page.contains("fetch(") || page.contains("XMLHttpRequest"));
  }

  @Test
  void thePolicyAllowsTheStyleAndTheScriptOfThePageAndNothingElse() throws Exception {
    String page = page(Samples.causeFound());
    String policy = all(page, "Content-Security-Policy\" content=\"([^\"]*)\"").get(0).replace("&#39;", "'");
    String expected =
        "default-src 'none'; style-src '" + hash(page, "style") + "'; script-src '" + hash(page, "script")
            + "'; img-src data:; base-uri 'none'; form-action 'none'";
    assertEquals(expected, policy);
    assertEquals(List.of(), all(page, "<[^>]* (style|on[a-z]+)="), "no style and no script in attributes");
  }

  @Test
  void idsAreUniqueAndEveryLinkLeadsSomewhere() {
    String page = page(SessionWithSecrets.diagnosis()) + page(Samples.causeFound()).replace("id=\"", "id=\"other-")
        .replace("href=\"#", "href=\"#other-");
    List<String> ids = all(page, " id=\"([^\"]*)\"");
    Set<String> unique = new HashSet<>(ids);
    ids.forEach(each -> assertEquals(1, Collections.frequency(ids, each), each));
    all(page, "href=\"#([^\"]*)\"").forEach(each -> assertTrue(unique.contains(each), each));
  }

  @Test
  void everyByteOfAMessageIsShownAndBelongsToAField() {
    String page = page(SessionWithSecrets.diagnosis());
    Matcher hellos = Pattern.compile("(?s)id=\"c0-message-0\".*?<div class=\"hex\"[^>]*>(.*?)</div>").matcher(page);
    assertTrue(hellos.find());
    int length = SessionWithSecrets.conversation().handshake(Side.CLIENT, 1).orElseThrow().body().length + 4;
    assertEquals(length, hellos.group(1).replaceAll("<[^>]*>", "").trim().split(" ").length);
    assertEquals(count(hellos.group(1), "<span"), count(hellos.group(1), "data-f="));
  }

  @Test
  void everyRealCaptureMakesAPageWithoutItsPasswordsAndPayloads() throws Exception {
    for (RecordedCase each : RecordedCase.all()) {
      String page = page(each.diagnosis(), each.context());
      String words = page.substring(page.indexOf("<body>"), page.indexOf("<script>")).replaceAll("<[^>]*>", "");
      each.diagnosis().connections().stream()
          .flatMap(one -> one.conversation().stream())
          .flatMap(conversation -> conversation.all(Event.Mqtt.class))
          .flatMap(packet -> secrets(packet).stream())
          .forEach(secret -> assertFalse(words.contains(secret), each.name() + ": " + secret));
      assertEquals(1, count(page, "<h1>"), each.name());
    }
  }

  private static List<String> secrets(Event.Mqtt packet) {
    List<String> secrets = new ArrayList<>();
    ConnectView.read(packet.bytes())
        .flatMap(ConnectView::password)
        .ifPresent(password -> secrets.add(new String(password, StandardCharsets.UTF_8)));
    if (packet.packet().orElse(null) instanceof Publish publish && publish.payload().length() > 5) {
      secrets.add(new String(publish.payload().toByteArray(), StandardCharsets.UTF_8));
    }
    return secrets;
  }

  @Test
  void aDiagnosisOfNothingIsAPageAllTheSame() {
    assertTrue(page(Samples.unusable()).contains("No packet of TCP is in the capture."));
    assertTrue(
        page(new Diagnosis(Verdict.HEALTHY, List.of(), List.of())).contains("Nothing is wrong with any connection."));
  }

  @Test
  void manyConnectionsDoNotMakeAnEndlessPage() {
    ConnectionDiagnosis one = SessionWithSecrets.diagnosis().connections().get(0);
    Diagnosis many = new Diagnosis(Verdict.CAUSE_FOUND, Collections.nCopies(20_000, one), List.of());
    String page = page(many);
    assertTrue(page.length() < 8 << 20, page.length() + " characters");
    assertTrue(page.contains("19500 more"));
  }

  static String page(Diagnosis diagnosis) {
    return page(diagnosis, ReportContext.of("capture.pcapng", CREATED));
  }

  static String page(Diagnosis diagnosis, ReportContext context) {
    StringWriter out = new StringWriter();
    try {
      HtmlReport.write(diagnosis, context, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }

  private static void inOrder(String text, String... parts) {
    int at = text.indexOf("<body>");
    for (String part : parts) {
      int found = text.indexOf(part, at);
      assertTrue(found >= 0, "missing: " + part);
      at = found + part.length();
    }
  }

  private static String hash(String page, String element) throws Exception {
    String content = page.replaceAll("(?s).*<" + element + ">(.*)</" + element + ">.*", "$1");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.substring(0, 12).getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
