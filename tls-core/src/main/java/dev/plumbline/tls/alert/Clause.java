package dev.plumbline.tls.alert;

import java.util.Optional;

/**
 * A place in a published text that a decision rests on.
 *
 * @param document the document, as it is cited: {@code RFC 5246}
 * @param section the section, without its sign: {@code 7.4.1.3}
 */
public record Clause(String document, String section) {
  private static final String SECTION_SIGN = " §";

  public static Clause rfc(int number, String section) {
    return new Clause("RFC " + number, section);
  }

  /** Reads what {@link #toString} wrote; empty if it is nothing of the kind. */
  public static Optional<Clause> parse(String citation) {
    int sign = citation.indexOf(SECTION_SIGN);
    int section = sign + SECTION_SIGN.length();
    return sign <= 0 || section == citation.length()
        ? Optional.empty()
        : Optional.of(new Clause(citation.substring(0, sign), citation.substring(section)));
  }

  /** As it is cited: {@code RFC 5246 §7.4.1.3}. */
  @Override
  public String toString() {
    return document + SECTION_SIGN + section;
  }
}
