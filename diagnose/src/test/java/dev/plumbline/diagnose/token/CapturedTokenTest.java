package dev.plumbline.diagnose.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.diagnose.evidence.EvidenceException;
import dev.plumbline.diagnose.evidence.PublicKeyFile;
import dev.plumbline.diagnose.token.SignatureCheck.Result;
import dev.plumbline.diagnose.token.TokenProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens that devices sent: the passwords of the captures jwt-*, each with the key that the service held. */
class CapturedTokenTest {
  private static final String EC_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE59fmkbME4Evxqo3s3E6zrms9NuFn
      3TBRNO4BIzskp+GORBjY5+j/Hh5B1Eqnw7hws9fkHC9BuBmEuaW+2WrqKw==
      -----END PUBLIC KEY-----
      """;
  private static final String RSA_KEY =
      """
      -----BEGIN PUBLIC KEY-----
      MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4ELJn4HnaAMwbOV/7eNw
      +wRR/dxNAd2ik4LORBofQU1HLjYN5db+0ZOrpmWdAnAgJLeAgre0rmdzEAbxrxXu
      BPK8Cv2d1FfNzdNJddSQIg4mRVWaroZzwQAd+7agOXFsS7QKwsuMC8tpuByJ5DiD
      6oNCOPbsJdwpPPrkZVSiB9OrE9p7BucC8R/AhhrzIr8Ld6hyiGEqEbtY0Cg0LUuM
      nGqnpH/6Ba9NyKdFazZZh0xWlouCLrdbkia4zgoHgehYQvzqY0LMheWMqYHx0U18
      DGN0EDu1CZaa3pwnnnuoxkzs6PgCRIMGGqgoZ+AEsbceWj4/553nqYYSVmKPlJ7W
      pwIDAQAB
      -----END PUBLIC KEY-----
      """;
  private static final String ES256 = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.";
  private static final String CLAIMS = "eyJhdWQiOiJoYXJib3ItbGFiIiwiaWF0IjoxNzk1MTk4MTk2LCJleHAiOjE3OTUyMDE3OTZ9.";

  @Test
  void paddedBase64IsAnEncodingFaultAndTheSignatureIsRight() throws EvidenceException {
    String token =
        "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9." + CLAIMS
            + "j/SwXWMX7O3XgORGsUcl2F9TejklFPKzuWxcnbPL3bm7loV5JiU+QYK3b85V3d97Mxij5ebJ3pqzWBoTBfZyiCaSuG9SEYP8zMBIqQGH"
            + "yh/qw+vMJWI/MKK0STS2o0mtIfJ0jYhk3r1N1lMt0il1Bovvv3YdQAaGc1uxqkHrlROS1gSNV4fE4PIXIVlq1JsUB5xN7SPKIABl3Tjr"
            + "KZUP9zFxBwcAn9b6qnkxrE09418QzSS2WFmUww/KBKShBWz65vwOqW+ZuEKZ+aEKq7tcbrABK76SbvrI5r0B6BVUKT0PwyIUEGK4GQ0f"
            + "fzRLOsaD6JmPkzDqSe5QQkihZcpuGQ==";
    JwtReport report = inspect(token, RSA_KEY);
    assertEquals(Result.VALID, report.check().result());
    assertEquals(List.of(Kind.PADDING, Kind.STANDARD_BASE64), kinds(report));
  }

  @Test
  void anExpiredTokenIsOnlyExpired() throws EvidenceException {
    String token =
        ES256 + "eyJhdWQiOiJoYXJib3ItbGFiIiwiaWF0IjoxNzk1MTA4MTk2LCJleHAiOjE3OTUxMTE3OTZ9."
            + "NaYkXVZr5CG7McXbA8ZBBTerXIEIyRsfkLABA5tPI1H4NJaCFvX_JdQosX5IfreP-0UZ_XFLY4Qf4eZZZNVSHw";
    JwtReport report = inspect(token, EC_KEY);
    assertEquals(Result.VALID, report.check().result());
    assertEquals(List.of(Kind.EXPIRED), kinds(report));
  }

  @Test
  void aSignatureInDerIsNamedAndVerifies() throws EvidenceException {
    String token =
        ES256 + CLAIMS
        + "MEYCIQCmp7KPmKfL1zFiWMYpNsbkdTxudUDTQOmYAhdw0KUysgIhAKp-AaUkz-F0DCZ6dbD32NuWdC384WzjtHqouV80Myj8";
    JwtReport report = inspect(token, EC_KEY);
    assertEquals(List.of(SignatureVariant.DER), report.check().variants());
    assertEquals(List.of(Kind.SIGNATURE_IS_DER), kinds(report));
  }

  @Test
  void aSignatureOfZeroesIsNamed() throws EvidenceException {
    JwtReport report = inspect(ES256 + CLAIMS + "A".repeat(86), EC_KEY);
    assertEquals(List.of(Kind.SIGNATURE_ALL_ZERO), kinds(report));
  }

  private static JwtReport inspect(String token, String key) throws EvidenceException {
    return Jwt.inspect(
        token.getBytes(StandardCharsets.US_ASCII),
        Optional.of(PublicKeyFile.parse(key.getBytes(StandardCharsets.US_ASCII), "key")),
        Instant.ofEpochSecond(1_795_198_198L), TokenLimits.UNKNOWN);
  }

  private static List<Kind> kinds(JwtReport report) {
    return report.problems().stream().map(TokenProblem::kind).toList();
  }
}
