package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.wire.Bytes;
import java.util.List;

/**
 * Where the chain ends without having met an anchor, and what is missing there: a certificate that the server should
 * have sent, or an anchor that the device should have.
 *
 * @param top the last certificate of the chain
 * @param depth its place in the chain, from 0 for the server's own
 * @param issuer who issued it, as RFC 4514 writes it
 * @param issuerKey its authorityKeyIdentifier; empty if it has none
 * @param urls where it says that its issuer's certificate is
 * @param verdict what is missing
 * @param strength how sure that is
 * @param reason why, in a sentence
 */
public record MissingIssuer(
    CertificateFacts top,
    int depth,
    String issuer,
    Bytes issuerKey,
    List<String> urls,
    Verdict verdict,
    Strength strength,
    String reason) {
  /** What is missing. */
  public enum Verdict {
    /** The server did not send an intermediate certificate (C42). */
    INTERMEDIATE,
    /** The device does not have the root, or has another one of that name. */
    ANCHOR,
    /** It can't be told. */
    UNDECIDED
  }

  /** How sure the verdict is. */
  public enum Strength {
    /** It follows from what was computed. */
    PROVED,
    /** Names or fields say so, and nothing speaks against it. */
    LIKELY,
    /** For want of anything better. */
    WEAK
  }
}
