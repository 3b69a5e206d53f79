package dev.plumbline.diagnose.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The claims of a JWT, and what is wrong with its times and its audience. */
final class JwtTimes {
  /** In seconds this is the year 5138, in milliseconds it was 1973. */
  private static final double MILLISECONDS_FROM = 1e11;

  private static final double END_OF_9999 = 253_402_300_799d;
  /** The first draft of JWT is from 2010; a clock that says less was never set. */
  private static final Instant UNSET_BEFORE = Instant.parse("2010-01-01T00:00:00Z");

  private final JsonNode json;
  private final List<TokenProblem> problems;
  private boolean milliseconds;

  private JwtTimes(JsonNode json, List<TokenProblem> problems) {
    this.json = json;
    this.problems = problems;
  }

  /** The claims; what is wrong with them is added to {@code problems}. */
  static JwtClaims claims(JsonNode json, Instant now, TokenLimits limits, List<TokenProblem> problems) {
    JwtTimes times = new JwtTimes(json, problems);
    JwtClaims claims =
        new JwtClaims(
            JsonText.text(json, "aud"), JsonText.text(json, "iss"), JsonText.text(json, "sub"), times.time("iat"),
            times.time("nbf"), times.time("exp"));
    if (times.milliseconds) {
      problems.add(new TokenProblem(
          Kind.MILLISECONDS, "the times are milliseconds; a JWT counts seconds (RFC 7519 §2, NumericDate)"));
    }
    times.missing(limits);
    expiry(claims, now, limits, problems);
    lifetime(claims, limits, problems);
    audience(claims, limits, problems);
    return claims;
  }

  /** A NumericDate, also if it is written as a text. */
  private Optional<Instant> time(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    double number = number(value);
    boolean divided = number >= MILLISECONDS_FROM;
    double seconds = divided ? number / 1000 : number;
    if (Double.isNaN(seconds) || seconds < 0 || seconds > END_OF_9999) {
      problems.add(new TokenProblem(Kind.TIME_UNREADABLE, "the claim " + field + " is no time in seconds since 1970"));
      return Optional.empty();
    }
    milliseconds |= divided;
    return Optional.of(Instant.ofEpochSecond((long) seconds));
  }

  private static double number(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    try {
      return value.isTextual() ? Double.parseDouble(value.textValue()) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private void missing(TokenLimits limits) {
    for (String field : limits.maxLifetime().isPresent() ? List.of("iat", "exp") : List.of("exp")) {
      if (!json.has(field)) {
        problems.add(new TokenProblem(Kind.TIME_MISSING, "the claim " + field + " is missing"));
      }
    }
  }

  private static void expiry(JwtClaims claims, Instant now, TokenLimits limits, List<TokenProblem> problems) {
    Duration skew = limits.clockSkew();
    claims.expires().filter(end -> end.plus(skew).isBefore(now)).ifPresent(end -> problems.add(new TokenProblem(
        Kind.EXPIRED,
        "the token ended at " + end + ", " + Times.words(Duration.between(end, now)) + " before it was sent"
            + unset(claims))));
    Optional<Instant> begin = claims.notBefore().or(claims::issuedAt);
    begin.filter(start -> start.minus(skew).isAfter(now)).ifPresent(start -> problems.add(new TokenProblem(
        Kind.NOT_YET_VALID,
        "the token begins at " + start + ", " + Times.words(Duration.between(now, start)) + " after it was sent: the "
            + "device's clock is ahead, or not in UTC")));
  }

  private static String unset(JwtClaims claims) {
    return claims.issuedAt().filter(UNSET_BEFORE::isAfter).isPresent()
        ? ": the device's clock was not set when it made the token"
        : "";
  }

  private static void lifetime(JwtClaims claims, TokenLimits limits, List<TokenProblem> problems) {
    Optional<Duration> lifetime = claims.lifetime();
    if (lifetime.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      problems.add(new TokenProblem(Kind.ENDS_BEFORE_IT_BEGINS, "exp is not after iat"));
    }
    Optional<Duration> most = limits.maxLifetime();
    if (lifetime.isPresent() && most.isPresent() && lifetime.get().compareTo(most.get()) > 0) {
      problems.add(new TokenProblem(
          Kind.LIFETIME_TOO_LONG,
          "from iat to exp it is " + Times.words(lifetime.get()) + "; the service takes no more than "
              + Times.words(most.get())));
    }
  }

  private static void audience(JwtClaims claims, TokenLimits limits, List<TokenProblem> problems) {
    limits.audience().filter(wanted -> !claims.audience().equals(Optional.of(wanted))).ifPresent(
        wanted -> problems.add(new TokenProblem(
            Kind.AUDIENCE_WRONG,
            "aud is " + claims.audience().map(is -> "'" + is + "'").orElse("missing") + " and must be '" + wanted
                + "'")));
  }
}
