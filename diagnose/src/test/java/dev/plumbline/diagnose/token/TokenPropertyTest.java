package dev.plumbline.diagnose.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the password, there is an answer; a changed token is never in order. */
class TokenPropertyTest {
  private static final byte[] GOOD =
      Tokens.good(Tokens.claims("harbor-lab")).getBytes(StandardCharsets.US_ASCII);

  @Property(tries = 500)
  void anyBytesAreAnswered(@ForAll @Size(max = 300) byte[] password) {
    assertFalse(inspect(password).token());
    assertNotNull(SasToken.inspect(password, Tokens.NOW));
  }

  @Property(tries = 500)
  void anyClaimsAreAnswered(@ForAll @Size(max = 60) byte[] claims, @ForAll @Size(max = 80) byte[] signature) {
    String token = Tokens.url(Tokens.ES256) + "." + Tokens.url(claims) + "." + Tokens.url(signature);
    JwtReport report = inspect(token.getBytes(StandardCharsets.US_ASCII));
    assertFalse(report.problems().isEmpty());
  }

  @Property(tries = 300)
  void aChangedByteIsAlwaysNamed(@ForAll @IntRange(max = 10_000) int where,
      @ForAll @IntRange(min = 1, max = 255) int by) {
    byte[] token = GOOD.clone();
    int at = where % token.length;
    token[at] ^= (byte) by;
    JwtReport report = inspect(token);
    boolean sameBits = at == token.length - 1; // the last character has bits that count for nothing
    assertFalse(report.token() && report.problems().isEmpty() && !sameBits, () -> "byte " + at);
  }

  @Property(tries = 200)
  void noPrefixOfATokenIsInOrder(@ForAll @IntRange(max = 10_000) int length) {
    byte[] token = Arrays.copyOf(GOOD, length % GOOD.length);
    JwtReport report = inspect(token);
    assertFalse(report.token() && report.problems().isEmpty());
  }

  @Property(tries = 200)
  void anySharedAccessSignatureIsAnswered(@ForAll @Size(max = 100) char[] rest) {
    byte[] password = ("SharedAccessSignature " + new String(rest)).getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(true, SasToken.inspect(password, Tokens.NOW).token());
  }

  private static JwtReport inspect(byte[] password) {
    return Jwt.inspect(password, Optional.of(Tokens.EC.getPublic()), Tokens.NOW, TokenLimits.UNKNOWN);
  }
}
