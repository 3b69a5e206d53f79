package dev.plumbline.diagnose.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What stands around the content of every page: head with policy, style and script, banner, foot. */
final class PageFrame {
  private final Html html;
  private final String style = resource("report.css");
  private final String script = resource("report.js");

  PageFrame(Html html) {
    this.html = html;
  }

  void begin(String title, ReportContext context) throws IOException {
    html.verbatim("<!doctype html>\n").open("html", "lang", "en").line().open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy()).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    html.element("title", title).line();
    // An icon of our own keeps browsers from asking the server for one.
    html.empty("link", "rel", "icon", "href", "data:,").line();
    html.open("style").verbatim(style).close().line();
    html.close().line().open("body").line();
    html.element("a", "Skip to the finding", "class", "skip", "href", "#main").line();
    banner(context);
  }

  void end() throws IOException {
    html.open("footer").element(
        "p",
        "Left out: passwords, tokens, application data, session tickets and keys. Names of hosts and "
            + "certificates are as they were sent.");
    html.element("p", "Made by Plumbline. The file needs no network.").close().line();
    html.open("script").verbatim(script).close().line();
    html.close().close().line();
  }

  private void banner(ReportContext context) throws IOException {
    html.open("header", "class", "banner").open("p", "class", "brand");
    html.open("svg", "viewBox", "0 0 12 24", "width", "12", "height", "24", "aria-hidden", "true");
    html.open("path", "d", "M6 0v13", "class", "line").close();
    html.open("path", "d", "M6 12l4 4-4 8-4-8z", "class", "bob").close();
    html.close().text("Plumbline").close();
    html.open("p", "class", "subject");
    if (!context.capture().isEmpty()) {
      html.element("code", context.capture()).text(" · ");
    }
    html.text("report of " + Times.minute(context.created())).close();
    html.element("button", "Dark", "type", "button", "id", "theme", "hidden", "", "aria-label", "Switch the colours");
    html.close().line();
  }

  private String policy() {
    return "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
        + "'; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cannotRead) {
      throw new IllegalStateException(name, cannotRead);
    }
  }
}
