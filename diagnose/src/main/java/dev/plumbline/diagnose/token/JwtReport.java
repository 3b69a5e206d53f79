package dev.plumbline.diagnose.token;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about a password that may be a JWT. Holds neither the token nor its signature. Immutable.
 *
 * @param token whether it is one, broken or not
 * @param length bytes of the whole
 * @param signedLength bytes of header, dot and claims, which the signature is over
 * @param segments as sent
 * @param algorithm alg of the header
 * @param type typ of the header
 * @param keyId whether the header has a kid
 * @param claims empty if they can't be read
 * @param signatureForm what the signature looks like
 * @param signatureLength its bytes
 * @param check what became of verifying it
 * @param problems what is wrong, in the order in which a service would meet it; empty for a token that is in order
 */
public record JwtReport(
    boolean token,
    int length,
    int signedLength,
    List<JwtSegment> segments,
    Optional<String> algorithm,
    Optional<String> type,
    boolean keyId,
    Optional<JwtClaims> claims,
    SignatureForm signatureForm,
    int signatureLength,
    SignatureCheck check,
    List<TokenProblem> problems) {
  private static final int SHA256_BLOCK = 64;

  /** What a signature looks like, whatever alg says. */
  public enum SignatureForm {
    MISSING,
    ALL_ZERO,
    /** Twice the length of a field: r and s one after the other. */
    RAW,
    /** A DER SEQUENCE of two INTEGERs that fills it. */
    DER,
    /** As long as a modulus of 1024, 2048, 3072 or 4096 bits. */
    RSA,
    OTHER
  }

  public JwtReport {
    segments = List.copyOf(segments);
    problems = List.copyOf(problems);
  }

  static JwtReport none(int length) {
    return new JwtReport(
        false, length, 0, List.of(), Optional.empty(), Optional.empty(), false, Optional.empty(),
        SignatureForm.MISSING, 0, SignatureCheck.NOT_CHECKABLE, List.of());
  }

  /** Whether what is signed ends with a block of SHA-256: ArduinoECCX08's ECCX08JWS signs no digest then (C74b). */
  public boolean wholeBlocks() {
    return signedLength > 0 && signedLength % SHA256_BLOCK == 0;
  }

  /** The problems about that. */
  public List<TokenProblem> problems(TokenProblem.Topic topic) {
    return problems.stream().filter(one -> one.kind().topic() == topic).toList();
  }

  public boolean has(TokenProblem.Kind kind) {
    return problems.stream().anyMatch(one -> one.kind() == kind);
  }
}
