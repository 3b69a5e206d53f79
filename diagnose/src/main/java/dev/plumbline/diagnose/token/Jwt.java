package dev.plumbline.diagnose.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks a JSON Web Token (RFC 7519) that was sent as an MQTT password. Stateless. */
public final class Jwt {
  /** Longer ones are not looked into: no service takes them. */
  static final int MAX_LENGTH = 16 * 1024;

  static final int SEGMENTS = 3;

  private static final List<String> NAMES = List.of("header", "claims", "signature");
  /** How any JSON object begins in Base64: <code>{"</code>. */
  private static final String OBJECT = "eyJ";

  private Jwt() {}

  /**
   * Everything that can be said of it. Never fails: what is no token is said to be none.
   *
   * @param password as sent; read and neither kept nor changed
   * @param key the public key that the service holds for the device
   * @param now when it was sent
   */
  public static JwtReport inspect(byte[] password, Optional<PublicKey> key, Instant now, TokenLimits limits) {
    String text = new String(password, StandardCharsets.ISO_8859_1);
    List<String> parts = List.of(text.split("\\.", -1));
    Optional<JsonNode> header = JsonText.object(Base64Text.decode(parts.get(0)), parts.get(0).length() <= MAX_LENGTH);
    boolean token = header.filter(one -> one.has("alg")).isPresent() || text.strip().startsWith(OBJECT);
    if (!token) {
      return JwtReport.none(password.length);
    }
    List<TokenProblem> problems = new ArrayList<>();
    if (password.length > MAX_LENGTH) {
      problems.add(new TokenProblem(Kind.TOO_LONG, "the token has " + password.length + " bytes; no service takes it"));
      return partial(text, parts, header, problems);
    }
    JwtEncoding.problems(parts.size(), segments(parts), header.isPresent(), problems);
    if (parts.size() != SEGMENTS) {
      return partial(text, parts, header, problems);
    }
    return whole(text, parts, header, key, now, limits, problems);
  }

  private static JwtReport whole(
      String text, List<String> parts, Optional<JsonNode> header, Optional<PublicKey> key, Instant now,
      TokenLimits limits, List<TokenProblem> problems) {
    Optional<JsonNode> body = JsonText.object(Base64Text.decode(parts.get(1)), true);
    if (body.isEmpty()) {
      problems.add(new TokenProblem(Kind.CLAIMS_UNREADABLE, "the claims are no JSON object"));
    }
    Optional<JwtClaims> claims = body.map(json -> JwtTimes.claims(json, now, limits, problems));
    Optional<String> algorithm = header.flatMap(json -> JsonText.text(json, "alg"));
    byte[] signature = Base64Text.decode(parts.get(2));
    JwtSignature checked = JwtSignature.of(parts, algorithm.orElse(""), signature, key);
    JwtSignatureProblems.add(checked, limits, key, problems);
    problems.sort(Comparator.comparing(one -> one.kind().topic()));
    return new JwtReport(
        true, text.length(), checked.signed().length(), segments(parts), algorithm,
        header.flatMap(json -> JsonText.text(json, "typ")), header.filter(json -> json.has("kid")).isPresent(), claims,
        checked.form(), signature.length, checked.check(), problems);
  }

  private static JwtReport partial(
      String text, List<String> parts, Optional<JsonNode> header, List<TokenProblem> problems) {
    return new JwtReport(
        true, text.length(), 0, segments(parts), header.flatMap(json -> JsonText.text(json, "alg")),
        header.flatMap(json -> JsonText.text(json, "typ")), header.filter(json -> json.has("kid")).isPresent(),
        Optional.empty(), JwtReport.SignatureForm.MISSING, 0, SignatureCheck.NOT_CHECKABLE, problems);
  }

  private static List<JwtSegment> segments(List<String> parts) {
    List<JwtSegment> segments = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < parts.size() && i < SEGMENTS; i++) {
      segments.add(JwtSegment.of(NAMES.get(i), parts.get(i), at));
      at += parts.get(i).length() + 1;
    }
    return segments;
  }
}
