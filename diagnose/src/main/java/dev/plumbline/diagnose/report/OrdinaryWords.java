package dev.plumbline.diagnose.report;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words that somebody picks as a password and that our own sentences need. Blanked wherever they stand, they would
 * spoil every text, and the blanks would give away which word it is; so they are withheld only where a sentence gives
 * a value. Stateless.
 */
final class OrdinaryWords {
  private static final Set<String> WORDS = Set.of(
      "admin", "alert", "anonymous", "board", "broker", "certificate", "changeme", "client", "connect", "connection",
      "data", "default", "demo", "device", "devices", "empty", "engine", "example", "gateway", "guest", "handshake",
      "hardware", "hello", "home", "host", "internet", "letmein", "local", "localhost", "login", "message",
      "mosquitto", "mqtt", "name", "network", "none", "null", "openssl", "pass", "passphrase", "password", "plumbline",
      "private", "proof", "public", "publish", "raspberry", "root", "secret", "secure", "security", "sensor", "server",
      "service", "session", "simple", "subscribe", "system", "temp", "temperature", "test", "testing", "thing",
      "things", "time", "token", "topic", "user", "username", "value", "welcome", "wifi", "word", "world");

  /** What stands before a value: a quotation mark, an equals sign, or the noun that it is the value of. */
  private static final String BEFORE =
      "((?:['\"`=\\u201c\\u2018\\u00ab]|(?i:passwords?|passphrase|secret|token|credentials?|will message)"
          + "(?: (?:is|was|of|reads))?:? ['\"`\\u201c\\u2018\\u00ab]?))";

  private OrdinaryWords() {}

  static boolean contains(String secret) {
    return WORDS.contains(secret.toLowerCase(Locale.ROOT));
  }

  /** Where the word is a value; what stands before it is group 1. */
  static Pattern asValue(String word) {
    return Pattern.compile(BEFORE + Pattern.quote(word) + "\\b");
  }
}
