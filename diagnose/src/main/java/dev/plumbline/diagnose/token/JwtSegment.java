package dev.plumbline.diagnose.token;

/**
 * The alphabet of one segment of a JWT, which is base64url without padding (RFC 7515 §2).
 *
 * @param name {@code header}, {@code claims} or {@code signature}
 * @param length characters as sent
 * @param padding how many of them are {@code =}
 * @param standard how many are {@code +} or {@code /}, which base64url does not have
 * @param foreign how many are in no Base64 alphabet: blanks, line ends, quotation marks
 * @param firstBad where the first that should not be there is, counted from the token's beginning; -1 for none
 */
public record JwtSegment(String name, int length, int padding, int standard, int foreign, int firstBad) {

  /** Whether it is as the RFC says. */
  public boolean strict() {
    return padding + standard + foreign == 0;
  }

  static JwtSegment of(String name, String text, int at) {
    int padding = 0;
    int standard = 0;
    int foreign = 0;
    int firstBad = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Base64Text.isUrlSafe(c)) {
        continue;
      }
      firstBad = firstBad < 0 ? at + i : firstBad;
      if (c == '=') {
        padding++;
      } else if (c == '+' || c == '/') {
        standard++;
      } else {
        foreign++;
      }
    }
    return new JwtSegment(name, text.length(), padding, standard, foreign, firstBad);
  }
}
