package dev.plumbline.diagnose.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in a real browser, used as a person would. Screenshots are left in {@code target/report-screenshots} for
 * those who want to look.
 */
class ReportInBrowserTest {
  private static final Path SHOTS = Path.of("target/report-screenshots");
  private static final int PHONE = 360;
  private static final int DESK = 1200;
  private static final String FIRST = "#c0-message-0";

  private static Chromium browser;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    Peers.require(Chromium.missing());
    Files.createDirectories(SHOTS);
    browser = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void fitsAnyWidthInBothColoursWithoutAComplaintOrARequest() throws Exception {
    Path file = file("report.html", SessionWithSecrets.diagnosis());
    for (int width : List.of(PHONE, 768, DESK)) {
      for (boolean dark : List.of(false, true)) {
        Page page = browser.page(width, dark).open(file);
        page.eval("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        assertEquals(width, page.eval("document.documentElement.scrollWidth").asInt(), "no sideways scrolling");
        assertEquals(dark, luminance(page, "background-color") < luminance(page, "color"), "the system's colours");
        page.screenshot(SHOTS.resolve("report-" + width + (dark ? "-dark" : "-light") + ".png"));
        assertEquals(List.of(), page.complaints());
      }
    }
  }

  @Test
  void hostileTextRunsNothingAndBreaksNoLayout() throws Exception {
    Page page = browser.page(PHONE, false).open(file("hostile.html", Samples.hostile()));
    assertEquals(1, page.eval("document.scripts.length").asInt());
    assertEquals(PHONE, page.eval("document.documentElement.scrollWidth").asInt());
    assertEquals(List.of(), page.complaints());
  }

  @Test
  void markupThatGotInWouldNotRun() throws Exception {
    Path good = file("good.html", Samples.causeFound());
    String injected = "<main><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>";
    Path bad = folder.resolve("bad.html");
    Files.writeString(bad, Files.readString(good).replaceFirst("<main", injected + "<div"));
    Page page = browser.page(DESK, false).open(bad);
    assertTrue(page.eval("window.ran === undefined").asBoolean());
    assertFalse(page.complaints().isEmpty(), "the browser says that it refused");
  }

  @Test
  void pointingAtAByteShowsItsFieldAndPointingAtAFieldItsBytes() throws Exception {
    Page page = browser.page(DESK, false).open(file("report.html", SessionWithSecrets.diagnosis()));
    page.hover(FIRST + " .hex span:nth-child(3)");
    assertEquals("client_version", page.text(lit(FIRST) + ".querySelector('.name').textContent"));
    assertTrue(page.text(readout(FIRST)).startsWith("client_version · bytes 4 to 5 · TLS 1.2 (0303)"), readout(FIRST));
    page.hover(FIRST + " .fields > li:nth-child(1) .field");
    assertEquals("01", page.text("document.querySelector('" + FIRST + " .hex .on').textContent"));
    assertTrue(page.text(readout(FIRST)).startsWith("type · byte 0 · ClientHello"));
    assertEquals(List.of(), page.complaints());
  }

  @Test
  void aFieldThatHasPartsLightsAllOfTheirBytes() throws Exception {
    Page page = browser.page(DESK, false).open(file("report.html", SessionWithSecrets.diagnosis()));
    page.eval("document.querySelectorAll('" + FIRST + " .name').forEach((each, i) => { if (each.textContent === "
        + "'cipher_suites') each.closest('li').id = 'suites'; })");
    page.hover("#suites .field");
    assertEquals(
        "00 04 c0 2b c0 2f",
        page.text("[...document.querySelectorAll('" + FIRST + " .hex .on')].map(each => each.textContent).join(' ')"));
  }

  @Test
  void clickingHoldsAFieldUntilItIsClickedAgain() throws Exception {
    Page page = browser.page(PHONE, false).open(file("report.html", SessionWithSecrets.diagnosis()));
    page.click(FIRST + " .hex span:nth-child(3)");
    page.hover(FIRST + " .hex span:nth-child(1)");
    assertTrue(page.text(readout(FIRST)).startsWith("client_version"));
    page.click(FIRST + " .hex span:nth-child(3)");
    page.hover(FIRST + " .hex span:nth-child(1)");
    assertTrue(page.text(readout(FIRST)).startsWith("type"));
  }

  @Test
  void theKeyboardDoesWhatThePointerDoes() throws Exception {
    Page page = browser.page(DESK, false).open(file("report.html", SessionWithSecrets.diagnosis()));
    page.eval("document.querySelector('" + FIRST + " .hex').focus()");
    assertTrue(page.text(readout(FIRST)).startsWith("type"));
    page.key("ArrowRight");
    assertTrue(page.text(readout(FIRST)).startsWith("length"));
    page.key("ArrowRight");
    assertTrue(page.text(readout(FIRST)).startsWith("client_version"));
    page.eval("document.querySelector('" + FIRST + " [role=treeitem]').focus()");
    page.key("ArrowDown");
    assertTrue(page.text(readout(FIRST)).startsWith("length"));
    page.key("End");
    assertNotEquals("length", page.text("document.activeElement.querySelector('.name').textContent"));
    assertEquals("true", page.text("document.activeElement.getAttribute('aria-selected')"));
    assertEquals(1, page.eval("document.querySelectorAll('" + FIRST + " .fields [tabindex=\"0\"]').length").asInt());
    page.key("Home");
    assertTrue(page.text(readout(FIRST)).startsWith("type"));
  }

  @Test
  void evidenceLeadsToItsBytesAndUnfoldsThem() throws Exception {
    Page page = browser.page(DESK, false).open(file("cause.html", Samples.causeFound()));
    page.eval("document.querySelectorAll('details').forEach(each => { each.open = false; })");
    page.eval("document.querySelector('.evidence a.frame').href = '" + FIRST + "'");
    page.eval("document.querySelector('.evidence a.frame').dataset.bytes = '4-6'");
    page.click(".evidence a.frame");
    assertTrue(page.eval("document.querySelector('" + FIRST + "').open").asBoolean());
    assertTrue(page.text(readout(FIRST)).startsWith("client_version"));
  }

  @Test
  void theButtonTurnsTheColours() throws Exception {
    Page page = browser.page(DESK, false).open(file("report.html", Samples.causeFound()));
    page.click("#theme");
    assertTrue(luminance(page, "background-color") < luminance(page, "color"));
    page.click("#theme");
    assertTrue(luminance(page, "background-color") > luminance(page, "color"));
  }

  @Test
  void paperShowsEverythingOnWhite() throws Exception {
    Page page = browser.page(DESK, true).open(file("report.html", SessionWithSecrets.diagnosis()));
    page.eval("document.querySelectorAll('details').forEach(each => { each.open = false; })");
    page.media("print", true);
    assertEquals(255.0, luminance(page, "background-color"));
    assertTrue(page.eval("document.querySelector('" + FIRST + " .fields').offsetHeight > 200").asBoolean());
    assertTrue(
        page.eval("document.querySelector('" + FIRST + " .fields').checkVisibility({contentVisibilityAuto: true})")
            .asBoolean());
    assertTrue(
        page.eval("(e => e.scrollHeight <= e.clientHeight)(document.querySelector('" + FIRST + " .fields'))")
            .asBoolean(),
        "nothing is cut");
  }

  @Test
  void textStandsOutFromItsGroundInBothColours() throws Exception {
    Path file = file("report.html", SessionWithSecrets.diagnosis());
    for (boolean dark : List.of(false, true)) {
      Page page = browser.page(DESK, dark).open(file);
      page.eval("document.querySelectorAll('details').forEach(each => { each.open = true; })");
      page.hover(FIRST + " .hex span:nth-child(3)");
      assertEquals("", page.text(Contrast.TOO_LITTLE), dark ? "dark" : "light");
    }
  }

  @Test
  void theBonesOfThePageAreThereForThoseWhoDoNotSeeIt() throws Exception {
    Page page = browser.page(DESK, false).open(file("report.html", SessionWithSecrets.diagnosis()));
    for (String bone : List.of("html[lang]", "main", "header", "footer", "h1")) {
      assertEquals(1, page.eval("document.querySelectorAll('" + bone + "').length").asInt(), bone);
    }
    assertEquals(
        "",
        page.text(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))"
                + ".filter((level, i, all) => i > 0 && level > all[i - 1] + 1).join()"),
        "no level of headings is left out");
    assertEquals(
        0,
        page.eval("[...document.querySelectorAll('[role=tree],[role=group].hex')]"
            + ".filter(each => !each.getAttribute('aria-label')).length").asInt());
  }

  private Path file(String name, Diagnosis diagnosis) throws Exception {
    ParsedCertificate root = ParsedCertificate.parse(new TestPki().ca("Orchard Root R1").selfSigned().der());
    Evidence none = Evidence.none();
    Evidence known =
        new Evidence(
            Optional.of(List.of(root)), none.serverName(), none.profile(), none.code(), none.stackVersion(),
            none.deviceCertificates(), none.tokenKey(), none.settings(), none.receiveBuffer(), none.longestChain(),
            none.verifier());
    DiffTable.Row same = new DiffTable.Row("version", "TLS 1.2 (0303)", "TLS 1.2 (0303)", false, "");
    DiffTable.Row other =
        new DiffTable.Row("server_name", "", "mqtt.harbor.example", true, "It chooses the certificate (RFC 6066 §3).");
    DiffTable diff = new DiffTable("ClientHello", "this capture", "profile synergy-ssp2", List.of(same, other));
    ReportContext context =
        ReportContext.of("capture-with-a-rather-long-name-2026-11-20.pcapng", Instant.parse("2026-11-21T10:00:00Z"))
            .with(known)
            .withDiffs(List.of(diff));
    return Files.writeString(folder.resolve(name), HtmlReportTest.page(diagnosis, context));
  }

  private static String lit(String message) {
    return "document.querySelector('" + message + " .fields .on')";
  }

  private static String readout(String message) {
    return "document.querySelector('" + message + " .readout').textContent";
  }

  private static double luminance(Page page, String property) {
    return page.eval(
            "(c => (c[0] + c[1] + c[2]) / 3)(getComputedStyle(document.body).getPropertyValue('" + property
                + "').match(/[0-9.]+/g).map(Number))")
        .asDouble();
  }
}
