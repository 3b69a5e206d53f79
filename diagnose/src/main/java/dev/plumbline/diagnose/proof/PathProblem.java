package dev.plumbline.diagnose.proof;

/**
 * Why a path would be refused at one of its certificates, whatever the time.
 *
 * @param sentence says it, with the certificate's name
 */
public record PathProblem(Kind kind, CertificateFacts certificate, String sentence) {
  /** What is wrong, by the paragraphs of RFC 5280 §6.1. */
  public enum Kind {
    /** No basicConstraints, or not cA: a certificate that may not issue others. */
    NOT_AN_AUTHORITY,
    /** Version 1: nothing says that it is an authority. */
    VERSION_1_AUTHORITY,
    /** keyUsage of an authority lacks keyCertSign. */
    NO_CERT_SIGN,
    /** More authorities below it than pathLenConstraint allows. */
    PATH_LENGTH,
    /** A name below is outside of what nameConstraints allow. */
    NAME_CONSTRAINTS,
    /** extKeyUsage is not for servers. */
    PURPOSE,
    /** keyUsage does not go with the key exchange. */
    KEY_USAGE,
    /** A critical extension that path validation does not know. */
    CRITICAL_EXTENSION,
    /** RFC 5280 does not allow the encoding. */
    MALFORMED,
    /** The signature is one that could not be computed here. */
    UNVERIFIED
  }
}
