package dev.plumbline.tls.x509;

/**
 * How a path is looked for. {@link #ideal()} is RFC 5280 §6 with bounds against hostile chains; other values model
 * what a device's stack does instead. Policies never make an untrusted signature acceptable.
 *
 * @param maxDepth how many certificates may stand between leaf and anchor, self-issued ones not counted (RFC 5280
 *     §4.2.1.9)
 * @param maxSignatureChecks how many signatures are checked before giving up
 * @param maxCertificateBytes size of the largest certificate
 * @param maxListBytes size of all certificates of a chain together
 * @param backtracking whether another issuer is tried when the first one with the right name doesn't do
 * @param orderRequired whether each certificate of the chain must be issued by the one after it (RFC 5246 §7.4.2),
 *     or by an anchor
 * @param checkDates whether there is a clock
 * @param checkAnchorDates whether an anchor's own validity matters, which RFC 5280 §6.1.1 (d) does not ask
 */
public record PathPolicy(
    int maxDepth,
    int maxSignatureChecks,
    int maxCertificateBytes,
    int maxListBytes,
    boolean backtracking,
    boolean orderRequired,
    boolean checkDates,
    boolean checkAnchorDates) {
  private static final PathPolicy IDEAL = new PathPolicy(10, 64, 1 << 16, 1 << 18, true, false, true, false);

  public PathPolicy {
    if (maxDepth < 0 || maxSignatureChecks < 1 || maxCertificateBytes < 1 || maxListBytes < 1) {
      throw new IllegalArgumentException("limits of a path policy are positive");
    }
  }

  /** Everything that RFC 5280 finds, 10 intermediates, 64 signatures, 64 KiB a certificate and 256 KiB in all. */
  public static PathPolicy ideal() {
    return IDEAL;
  }

  public PathPolicy withMaxDepth(int depth) {
    return new PathPolicy(
        depth, maxSignatureChecks, maxCertificateBytes, maxListBytes, backtracking, orderRequired, checkDates,
        checkAnchorDates);
  }

  public PathPolicy withMaxSignatureChecks(int checks) {
    return new PathPolicy(
        maxDepth, checks, maxCertificateBytes, maxListBytes, backtracking, orderRequired, checkDates, checkAnchorDates);
  }

  /** Sizes in bytes. */
  public PathPolicy withMaxBytes(int certificate, int list) {
    return new PathPolicy(
        maxDepth, maxSignatureChecks, certificate, list, backtracking, orderRequired, checkDates, checkAnchorDates);
  }

  /** The first issuer with the right name, in the order of anchors and then of the chain, or nothing. */
  public PathPolicy withoutBacktracking() {
    return new PathPolicy(
        maxDepth, maxSignatureChecks, maxCertificateBytes, maxListBytes, false, orderRequired, checkDates,
        checkAnchorDates);
  }

  public PathPolicy withOrderRequired() {
    return new PathPolicy(
        maxDepth, maxSignatureChecks, maxCertificateBytes, maxListBytes, backtracking, true, checkDates,
        checkAnchorDates);
  }

  /** For a device that doesn't know the time. */
  public PathPolicy withoutDates() {
    return new PathPolicy(
        maxDepth, maxSignatureChecks, maxCertificateBytes, maxListBytes, backtracking, orderRequired, false, false);
  }

  /** For a device that refuses an expired anchor. */
  public PathPolicy withAnchorDates() {
    return new PathPolicy(
        maxDepth, maxSignatureChecks, maxCertificateBytes, maxListBytes, backtracking, orderRequired, checkDates, true);
  }
}
