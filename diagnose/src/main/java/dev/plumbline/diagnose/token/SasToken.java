package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a shared access signature as Azure IoT Hub takes it for a password:
 * {@code SharedAccessSignature sr=…&sig=…&se=…}. Its signature is a MAC, so it can't be verified without the device's
 * key. Stateless.
 */
public final class SasToken {
  private static final String PREFIX = "SharedAccessSignature";
  private static final int MAC_LENGTH = 32;
  private static final int MAX_LENGTH = 16 * 1024;
  private static final int MAX_RESOURCE = 200;
  private static final double MILLISECONDS_FROM = 1e11;

  private SasToken() {}

  /**
   * Everything that can be said of it. Never fails: what is no such token is said to be none.
   *
   * @param password as sent; read and neither kept nor changed
   * @param now when it was sent
   */
  public static SasReport inspect(byte[] password, Instant now) {
    String text = new String(password, StandardCharsets.ISO_8859_1);
    if (!text.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || text.length() > MAX_LENGTH) {
      return SasReport.NONE;
    }
    List<TokenProblem> problems = new ArrayList<>();
    Map<String, String> fields = fields(text.substring(PREFIX.length()).strip());
    for (String wanted : List.of("sr", "sig", "se")) {
      if (!fields.containsKey(wanted)) {
        problems.add(new TokenProblem(Kind.FIELD_MISSING, "the shared access signature has no " + wanted + "="));
      }
    }
    encoding(fields, problems);
    Optional<Instant> expires = expiry(fields, now, problems);
    Optional<String> resource = Optional.ofNullable(fields.get("sr")).map(SasToken::decoded).map(SasToken::printable);
    return new SasReport(
        true, resource, Optional.ofNullable(fields.get("skn")).filter(name -> !name.isEmpty()).map(SasToken::printable),
        expires, problems);
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals).strip(), field.substring(equals + 1));
      }
    }
    return fields;
  }

  private static void encoding(Map<String, String> fields, List<TokenProblem> problems) {
    String resource = fields.getOrDefault("sr", "");
    if (resource.indexOf('/') >= 0) {
      problems.add(new TokenProblem(Kind.NOT_URL_ENCODED, "sr has a '/' that is not URL-encoded (%2F)"));
    }
    String signature = fields.get("sig");
    if (signature == null) {
      return;
    }
    if (signature.matches(".*[+/=].*")) {
      problems.add(new TokenProblem(Kind.NOT_URL_ENCODED, "sig has '+', '/' or '=' that is not URL-encoded"));
    } else if (resource.contains("%25") || signature.contains("%25")) {
      problems.add(new TokenProblem(Kind.NOT_URL_ENCODED, "sr or sig is URL-encoded twice"));
    } else if (Base64Text.decode(decoded(signature)).length != MAC_LENGTH) {
      problems.add(new TokenProblem(
          Kind.MAC_LENGTH, "sig is not the Base64 of 32 bytes, which HMAC-SHA-256 has: it was cut off or mangled"));
    }
  }

  private static Optional<Instant> expiry(Map<String, String> fields, Instant now, List<TokenProblem> problems) {
    String text = fields.get("se");
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,13}")) {
      problems.add(new TokenProblem(Kind.TIME_UNREADABLE, "se is no time in seconds since 1970"));
      return Optional.empty();
    }
    long number = Long.parseLong(text);
    boolean milliseconds = number >= MILLISECONDS_FROM;
    if (milliseconds) {
      problems.add(new TokenProblem(Kind.MILLISECONDS, "se is in milliseconds; it counts seconds since 1970"));
    }
    Instant end = milliseconds ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    if (end.isBefore(now)) {
      problems.add(new TokenProblem(
          Kind.EXPIRED,
          "the shared access signature ended at " + end + ", " + Times.words(Duration.between(end, now))
              + " before it was sent"));
    }
    return Optional.of(end);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a lone percent sign
    }
  }

  private static String printable(String text) {
    String cut = text.length() > MAX_RESOURCE ? text.substring(0, MAX_RESOURCE) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
