package dev.plumbline.diagnose.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.token.JwtReport.SignatureForm;
import dev.plumbline.diagnose.token.SignatureCheck.Result;
import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each way of breaking a token has a name. */
class JwtTest {
  private static final String CLAIMS = Tokens.claims("harbor-lab");
  private static final TokenLimits BRIDGE =
      new TokenLimits(
          Optional.of(Duration.ofHours(24)), Duration.ofMinutes(10), Set.of("ES256", "RS256"),
          Optional.of("harbor-lab"));

  @Test
  void findsNothingWrongWithTokensInOrder() {
    JwtReport es = Tokens.inspect(Tokens.good(CLAIMS), Tokens.EC.getPublic(), BRIDGE);
    assertEquals(List.of(), es.problems());
    assertEquals(Result.VALID, es.check().result());
    assertEquals(SignatureForm.RAW, es.signatureForm());
    assertEquals(Optional.of("harbor-lab"), es.claims().orElseThrow().audience());
    assertEquals(Optional.of(Duration.ofSeconds(3660)), es.claims().orElseThrow().lifetime());
    JwtReport rs = Tokens.inspect(rsa(CLAIMS), Tokens.RSA.getPublic(), BRIDGE);
    assertEquals(List.of(), rs.problems());
    assertEquals(Result.VALID, rs.check().result());
  }

  @Test
  void callsNoPasswordATokenThatIsNone() {
    for (String password : List.of(
        "", "a.b.c", "hunter2", "....", "MTIz.MTIz.MTIz", "SharedAccessSignature sr=a&sig=b")) {
      assertFalse(Tokens.inspect(password).token(), password);
    }
  }

  @Test
  void namesPaddingAndTheStandardAlphabetAndVerifiesAllTheSame() {
    String signed = Tokens.standard(Tokens.RS256.getBytes(StandardCharsets.UTF_8)) + "."
        + Tokens.standard(CLAIMS.getBytes(StandardCharsets.UTF_8));
    String token = signed + "." + Tokens.standard(Tokens.sign("SHA256withRSA", Tokens.RSA, signed));
    JwtReport report = Tokens.inspect(token, Tokens.RSA.getPublic(), BRIDGE);
    assertTrue(report.has(Kind.PADDING), report::toString);
    assertEquals(Result.VALID, report.check().result());
    assertEquals(2, report.segments().get(2).padding());
  }

  @Test
  void tellsWhichTextWasSignedIfItWasNotTheOneSent() {
    String url = Tokens.signed(Tokens.ES256, Tokens.claims("ab"));
    String padded = Tokens.standard(Tokens.ES256.getBytes(StandardCharsets.UTF_8)) + "."
        + Tokens.standard(Tokens.claims("ab").getBytes(StandardCharsets.UTF_8));
    JwtReport sentPadded = Tokens.inspect(padded + "." + Tokens.url(Tokens.raw(Tokens.sha256(url))));
    JwtReport sentClean = Tokens.inspect(url + "." + Tokens.url(Tokens.raw(Tokens.sha256(padded))));
    assertTrue(padded.contains("="), "the claims need padding");
    assertEquals(List.of(SignatureVariant.TEXT_WITHOUT_PADDING), sentPadded.check().variants());
    assertEquals(List.of(SignatureVariant.TEXT_STANDARD_BASE64), sentClean.check().variants());
    assertTrue(sentClean.has(Kind.SIGNATURE_OTHERWISE), sentClean::toString);
  }

  @Test
  void namesTheDerForm() {
    String signed = Tokens.signed(Tokens.ES256, CLAIMS);
    JwtReport report = Tokens.inspect(signed + "." + Tokens.url(Tokens.sign("SHA256withECDSA", Tokens.EC, signed)));
    assertEquals(SignatureForm.DER, report.signatureForm());
    assertEquals(List.of(SignatureVariant.DER), report.check().variants());
    assertEquals(List.of(Kind.SIGNATURE_IS_DER), kinds(report));
  }

  @Test
  void namesFormsThatHardwareMakes() {
    String signed = Tokens.signed(Tokens.ES256, CLAIMS);
    byte[] raw = Tokens.raw(Tokens.sha256(signed));
    byte[] exchanged = new byte[64];
    byte[] reversed = new byte[64];
    for (int i = 0; i < 32; i++) {
      exchanged[i] = raw[32 + i];
      exchanged[32 + i] = raw[i];
      reversed[i] = raw[31 - i];
      reversed[32 + i] = raw[63 - i];
    }
    assertEquals(List.of(SignatureVariant.EXCHANGED), variants(signed, exchanged));
    assertEquals(List.of(SignatureVariant.WORDS_SWAPPED), variants(signed, EcdsaForms.wordsSwapped(raw)));
    assertEquals(List.of(SignatureVariant.BYTES_REVERSED), variants(signed, reversed));
    byte[] longer = new byte[65];
    System.arraycopy(raw, 0, longer, 1, 64);
    assertEquals(List.of(SignatureVariant.UNEVEN), variants(signed, longer));
    byte[] swapped = Tokens.raw(EcdsaForms.wordsSwapped(Tokens.sha256(signed)));
    assertEquals(List.of(SignatureVariant.DIGEST_WORDS_SWAPPED), variants(signed, swapped));
  }

  @Test
  void namesADigestThatEndedAtItsFirstZero() {
    String signed = withZeroInDigest();
    byte[] digest = Tokens.sha256(signed);
    int zero = EcdsaCheck.firstZero(digest);
    byte[] cut = Arrays.copyOf(Arrays.copyOf(digest, zero), 32);
    byte[] small = new byte[32];
    System.arraycopy(digest, 0, small, 32 - zero, zero);
    assertEquals(List.of(SignatureVariant.DIGEST_CUT_AT_ZERO), variants(signed, Tokens.raw(cut)));
    assertEquals(List.of(SignatureVariant.DIGEST_CUT_AT_ZERO), variants(signed, Tokens.raw(small)));
  }

  private static String withZeroInDigest() {
    for (int i = 0; ; i++) {
      String signed = Tokens.signed(Tokens.ES256, Tokens.claims("try-" + i));
      int zero = EcdsaCheck.firstZero(Tokens.sha256(signed));
      if (zero > 0 && zero < 31) {
        return signed;
      }
    }
  }

  @Test
  void namesASignatureOfZeroes() {
    JwtReport report = Tokens.inspect(Tokens.signed(Tokens.ES256, CLAIMS) + "." + Tokens.url(new byte[64]));
    assertEquals(List.of(Kind.SIGNATURE_ALL_ZERO), kinds(report));
    assertEquals(SignatureForm.ALL_ZERO, report.signatureForm());
  }

  @Test
  void namesTheLengthForWhichTheSecureElementsLibrarySignsNothing() {
    String audience = "a".repeat(24);
    String signed = Tokens.signed(Tokens.ES256, "{\"aud\":\"" + audience + "\",\"iat\":1795176000,\"exp\":1795179600}");
    assertEquals(0, signed.length() % 64, "C74: 24 characters of project id fill whole blocks");
    JwtReport report = Tokens.inspect(signed + "." + Tokens.url(Tokens.raw(new byte[32])));
    assertTrue(report.wholeBlocks());
    assertTrue(report.problems().get(0).sentence().contains("multiple of 64"), report::toString);
  }

  @Test
  void tellsAWrongKeyFromAnotherTextWhereRsaAllowsIt() {
    String token = rsa(CLAIMS);
    String changed = Tokens.signed(Tokens.RS256, Tokens.claims("elsewhere")) + token.substring(token.lastIndexOf('.'));
    JwtReport report = Tokens.inspect(changed, Tokens.RSA.getPublic(), TokenLimits.UNKNOWN);
    assertEquals(List.of(SignatureVariant.OTHER_TEXT), report.check().variants());
    JwtReport wrongKey = Tokens.inspect(Tokens.good(CLAIMS), Tokens.OTHER_EC.getPublic(), TokenLimits.UNKNOWN);
    assertEquals(List.of(Kind.SIGNATURE_WRONG), kinds(wrongKey));
  }

  @Test
  void namesAnAlgorithmThatIsNotTheKeys() {
    String signed = Tokens.signed(Tokens.RS256, CLAIMS);
    JwtReport report = Tokens.inspect(signed + "." + Tokens.url(Tokens.raw(Tokens.sha256(signed))));
    assertTrue(report.has(Kind.ALGORITHM_AGAINST_KEY), report::toString);
    assertEquals(List.of(SignatureVariant.OTHER_ALGORITHM), report.check().variants());
    JwtReport refused = Tokens.inspect(Tokens.signed("{\"alg\":\"none\"}", CLAIMS) + ".", null, BRIDGE);
    assertEquals(List.of(Kind.ALGORITHM_NOT_TAKEN, Kind.SIGNATURE_MISSING), kinds(refused));
  }

  @Test
  void namesTimesThatDoNotFit() {
    long now = Tokens.NOW.getEpochSecond();
    assertEquals(List.of(Kind.EXPIRED), kinds(timed(now - 90_000, now - 86_400)));
    assertEquals(List.of(), kinds(timed(now - 3600, now - 300)), "within the skew");
    assertEquals(List.of(Kind.NOT_YET_VALID), kinds(timed(now + 7200, now + 10_800)));
    assertEquals(List.of(Kind.LIFETIME_TOO_LONG), kinds(timed(now, now + 86_401)));
    assertEquals(List.of(Kind.MILLISECONDS), kinds(timed(now * 1000, (now + 60) * 1000)));
    assertEquals(List.of(Kind.ENDS_BEFORE_IT_BEGINS), kinds(timed(now, now)));
    JwtReport unset = timed(60, 3660);
    assertEquals(List.of(Kind.EXPIRED), kinds(unset));
    assertTrue(unset.problems().get(0).sentence().contains("clock was not set"), unset::toString);
  }

  @Test
  void readsTimesThatAreWrittenAsTextAndNamesThoseThatAreNone() {
    long now = Tokens.NOW.getEpochSecond();
    String claims = "{\"iat\":\"" + now + "\",\"exp\":\"" + (now + 60) + ".5\"}";
    assertEquals(List.of(), kinds(Tokens.inspect(Tokens.good(claims))));
    JwtReport report = Tokens.inspect(Tokens.good("{\"iat\":[1],\"exp\":1e999999999}"));
    assertEquals(List.of(Kind.TIME_UNREADABLE, Kind.TIME_UNREADABLE), kinds(report));
    assertEquals(List.of(Kind.TIME_MISSING), kinds(Tokens.inspect(Tokens.good("{}"))));
  }

  @Test
  void namesAnAudienceThatIsNotTheProject() {
    JwtReport report = Tokens.inspect(Tokens.good(Tokens.claims("projects/1")), Tokens.EC.getPublic(), BRIDGE);
    assertEquals(List.of(Kind.AUDIENCE_WRONG), kinds(report));
  }

  @Test
  void namesATokenThatWasCutOff() {
    String token = Tokens.good(CLAIMS);
    assertTrue(Tokens.inspect(token.substring(0, token.lastIndexOf('.'))).has(Kind.NOT_THREE_SEGMENTS));
    assertTrue(Tokens.inspect(token.substring(0, 12)).has(Kind.HEADER_UNREADABLE));
    assertTrue(Tokens.inspect(token + "\n").has(Kind.FOREIGN_CHARACTERS));
    assertTrue(Tokens.inspect(token.substring(0, token.length() - 6)).has(Kind.SIGNATURE_LENGTH));
    assertTrue(Tokens.inspect(token + "A".repeat(20_000)).has(Kind.TOO_LONG));
  }

  @Test
  void saysNothingSecret() {
    String token = Tokens.good(CLAIMS) + "=";
    String report = Tokens.inspect(token).toString();
    for (String part : token.split("\\.")) {
      assertFalse(report.contains(part.substring(0, 12)), report);
    }
  }

  private static String rsa(String claims) {
    String signed = Tokens.signed(Tokens.RS256, claims);
    return signed + "." + Tokens.url(Tokens.sign("SHA256withRSA", Tokens.RSA, signed));
  }

  private static JwtReport timed(long from, long to) {
    PublicKey key = Tokens.EC.getPublic();
    return Tokens.inspect(Tokens.good(Tokens.claims("harbor-lab", from, to)), key, BRIDGE);
  }

  private static List<SignatureVariant> variants(String signed, byte[] signature) {
    return Tokens.inspect(signed + "." + Tokens.url(signature)).check().variants();
  }

  private static List<Kind> kinds(JwtReport report) {
    return report.problems().stream().map(TokenProblem::kind).toList();
  }
}
