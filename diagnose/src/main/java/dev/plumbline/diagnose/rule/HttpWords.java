package dev.plumbline.diagnose.rule;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** How HTTP begins, on either side; MQTT may be carried in WebSockets, which begin so (MQTT 3.1.1 §6, RFC 6455). */
final class HttpWords {
  private static final int LONGEST_REQUEST = 2048;
  private static final Pattern REQUEST = Pattern.compile("(GET|POST|HEAD|PUT|OPTIONS|CONNECT) [^ ]+ HTTP/");
  private static final Pattern SWITCHED = Pattern.compile("HTTP/1\\.[01] 101");

  private HttpWords() {}

  /** Whether a request of HTTP begins so. */
  static boolean isRequest(byte[] words) {
    return REQUEST.matcher(text(words)).lookingAt();
  }

  /** Whether the request is for WebSocket (RFC 6455 §4.1). */
  static boolean asksForWebSocket(byte[] words) {
    return isRequest(words) && text(words).toLowerCase(Locale.ROOT).contains("websocket");
  }

  /** Whether the server goes over to WebSocket with these words (RFC 6455 §4.2.2). */
  static boolean switches(byte[] words) {
    return SWITCHED.matcher(text(words)).lookingAt();
  }

  private static String text(byte[] words) {
    return new String(words, 0, Math.min(words.length, LONGEST_REQUEST), StandardCharsets.ISO_8859_1);
  }
}
