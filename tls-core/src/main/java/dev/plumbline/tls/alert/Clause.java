package dev.plumbline.tls.alert;

/**
 * A place in a published text that a decision rests on.
 *
 * @param document the document, as it is cited: {@code RFC 5246}
 * @param section the section, without its sign: {@code 7.4.1.3}
 */
public record Clause(String document, String section) {
  public static Clause rfc(int number, String section) {
    return new Clause("RFC " + number, section);
  }

  /** As it is cited: {@code RFC 5246 §7.4.1.3}. */
  @Override
  public String toString() {
    return document + " §" + section;
  }
}
