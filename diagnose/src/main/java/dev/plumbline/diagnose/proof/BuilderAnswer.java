package dev.plumbline.diagnose.proof;

import java.util.List;

/**
 * What one way of building paths makes of a chain.
 *
 * @param accepts whether it ends with a path that it accepts
 * @param chain as far as it came, the server's certificate first
 * @param blamed the certificate at which it gave up; the last of the chain if it accepts
 * @param sentence why, or by which path
 */
public record BuilderAnswer(
    Model model, boolean accepts, List<CertificateFacts> chain, CertificateFacts blamed, String sentence) {
  /** How stacks build paths. */
  public enum Model {
    /** Every alternative is tried, any anchor ends the path, its own dates don't count (RFC 5280 §6). */
    IDEAL("an ideal path builder"),
    /**
     * Every alternative, but the path must end at a self-signed anchor that is in time: OpenSSL since 1.1.0, by
     * default.
     */
    ROOTS_ONLY("a path builder that wants a self-signed root, as OpenSSL does unless told otherwise"),
    /**
     * What was sent is followed as far as it goes before the anchors are asked, and nothing else is tried: OpenSSL
     * 1.0.1.
     */
    SENT_CHAIN_FIRST(
        "a path builder that follows the sent chain to its end before it asks the anchors, as OpenSSL 1.0.1"),
    /**
     * Only the issuer of the last certificate that was sent is looked for: bundles of roots by name and key, as
     * ESP-IDF's.
     */
    LAST_ISSUER("a path builder that looks only for the issuer of the last certificate sent, as ESP-IDF's bundle");

    private final String words;

    Model(String words) {
      this.words = words;
    }

    /** What a sentence calls it. */
    public String words() {
      return words;
    }
  }

  public BuilderAnswer {
    chain = List.copyOf(chain);
  }
}
