package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with the letters of a JWT (RFC 7515 §2, RFC 7519 §7.2). Stateless. */
final class JwtEncoding {
  private JwtEncoding() {}

  static void problems(int count, List<JwtSegment> segments, boolean header, List<TokenProblem> problems) {
    if (count != Jwt.SEGMENTS) {
      problems.add(new TokenProblem(
          Kind.NOT_THREE_SEGMENTS,
          "the token has " + count + (count == 1 ? " segment" : " segments")
              + " where there are three with a dot between them"
              + (count < Jwt.SEGMENTS ? ": it was cut off, or copied into a buffer that is too small" : "")));
    }
    if (!header) {
      problems.add(new TokenProblem(Kind.HEADER_UNREADABLE, "the header is no JSON object"));
    }
    alphabet(segments, problems);
  }

  private static void alphabet(List<JwtSegment> segments, List<TokenProblem> problems) {
    String padded = names(segments.stream().filter(one -> one.padding() > 0).toList());
    if (!padded.isEmpty()) {
      problems.add(new TokenProblem(
          Kind.PADDING, "the " + padded + " ends with '=', and a JWT's base64url has no padding (RFC 7515 §2)"));
    }
    String standard = names(segments.stream().filter(one -> one.standard() > 0).toList());
    if (!standard.isEmpty()) {
      problems.add(new TokenProblem(
          Kind.STANDARD_BASE64,
          "the " + standard + " has '+' or '/', which is standard Base64; base64url has '-' and '_' there"));
    }
    List<JwtSegment> foreign = segments.stream().filter(one -> one.foreign() > 0).toList();
    if (!foreign.isEmpty()) {
      problems.add(new TokenProblem(
          Kind.FOREIGN_CHARACTERS,
          "the " + names(foreign) + " has characters of no Base64 alphabet (a blank, a line end, a zero byte): the"
              + " first that should not be there is at byte " + foreign.get(0).firstBad()));
    }
  }

  private static String names(List<JwtSegment> segments) {
    return segments.stream().map(JwtSegment::name).collect(Collectors.joining(" and the "));
  }
}
