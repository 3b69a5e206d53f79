package dev.plumbline.diagnose.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A page in {@link Chromium}, used as a person would: with pointer and keyboard. */
final class Page {
  private static final int HEIGHT = 900;
  private static final int TALLEST = 12_000;

  private final Chromium browser;
  private final String session;
  private final int width;

  Page(Chromium browser, String session, int width, boolean dark) {
    this.browser = browser;
    this.session = session;
    this.width = width;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    size(HEIGHT);
    media("", dark);
  }

  /** Opens a file and waits until it is there. */
  Page open(Path file) {
    int before = browser.events(session, "Page.loadEventFired").size();
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    for (int i = 0; i < Chromium.SECONDS * 50; i++) {
      if (browser.events(session, "Page.loadEventFired").size() > before) {
        return this;
      }
      pause();
    }
    throw new AssertionError("not loaded: " + file);
  }

  /** What an expression comes to. */
  JsonNode eval(String expression) {
    JsonNode answer =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  String text(String expression) {
    return eval(expression).asText();
  }

  /** Brings the first element that a selector finds into view and moves the pointer over it. */
  void hover(String selector) {
    mouse("mouseMoved", selector);
  }

  void click(String selector) {
    mouse("mousePressed", selector);
    mouse("mouseReleased", selector);
  }

  void key(String key) {
    call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key));
    call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key));
  }

  /** {@code print}, or nothing for the screen. */
  void media(String media, boolean dark) {
    String scheme = dark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        Map.of("media", media, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Everything that went wrong or out: exceptions, messages on the console, requests but the file's own. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (String method : List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")) {
      browser.events(session, method).forEach(each -> complaints.add(each.get("params").toString()));
    }
    for (JsonNode each : browser.events(session, "Network.requestWillBeSent")) {
      String url = each.path("params").path("request").path("url").asText();
      if (!url.startsWith("file:") && !url.startsWith("data:")) {
        complaints.add("request of " + url);
      }
    }
    return complaints;
  }

  /** The whole page as a PNG, up to a height that can still be looked at. */
  void screenshot(Path file) throws IOException {
    int height = Math.min(TALLEST, eval("document.documentElement.scrollHeight").asInt());
    Map<String, ?> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    JsonNode answer = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
    Files.write(file, Base64.getDecoder().decode(answer.get("data").asText()));
  }

  private void size(int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  private void mouse(String type, String selector) {
    JsonNode at =
        eval(
            "(() => { const e = document.querySelector(" + quoted(selector) + ");"
                + "e.scrollIntoView({block: 'center', behavior: 'instant'});"
                + "const r = e.getClientRects()[0];"
                + "return {x: r.left + Math.min(6, r.width / 2), y: r.top + r.height / 2}; })()");
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", type, "x", at.get("x").asDouble(), "y", at.get("y").asDouble(), "button",
            type.equals("mouseMoved") ? "none" : "left", "clickCount", type.equals("mouseMoved") ? 0 : 1));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return browser.call(session, method, parameters);
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
