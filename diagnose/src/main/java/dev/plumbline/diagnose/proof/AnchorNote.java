package dev.plumbline.diagnose.proof;

/**
 * Something about an anchor that is worth a word, in view of what the server sent.
 *
 * @param sentence says it, with the anchor's name
 */
public record AnchorNote(Kind kind, CertificateFacts anchor, String sentence) {
  /** What there is to say. */
  public enum Kind {
    /** It was issued by another: an intermediate, which its owner replaces without notice (C10). */
    NOT_A_ROOT,
    /** The server sends it as an intermediate certificate (C10). */
    SENT_AS_INTERMEDIATE,
    /** It is the server's own certificate. */
    SERVERS_OWN,
    /** It ends within a year of the capture. */
    ENDS_SOON,
    EXPIRED,
    NOT_YET_VALID,
    /** It is no authority, by its own extensions. */
    NOT_AN_AUTHORITY,
    /** It has the name of an issuer in the chain, and another key: the authority changed its key. */
    OTHER_KEY,
    /** It has name and key of a certificate in the chain, and is another certificate: a cross-signature. */
    CROSS_SIGNED,
    /** RFC 5280 does not allow its encoding. */
    MALFORMED
  }
}
