package dev.plumbline.diagnose.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a token's signature may have been made over: the text as sent first, then what libraries make of it. */
record SignedTexts(List<Text> all) {

  /**
   * One of them.
   *
   * @param variant empty for the text as sent
   */
  record Text(Optional<SignatureVariant> variant, byte[] bytes) {}

  static SignedTexts of(String header, String claims) {
    List<Text> all = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    add(all, seen, null, header + "." + claims);
    add(all, seen, SignatureVariant.TEXT_WITHOUT_PADDING, (header + "." + claims).replace("=", ""));
    add(all, seen, SignatureVariant.TEXT_BASE64URL, Base64Text.url(header) + "." + Base64Text.url(claims));
    add(all, seen, SignatureVariant.TEXT_STANDARD_BASE64, Base64Text.padded(header) + "." + Base64Text.padded(claims));
    return new SignedTexts(all);
  }

  private static void add(List<Text> all, List<String> seen, SignatureVariant variant, String text) {
    if (!seen.contains(text)) {
      seen.add(text);
      all.add(new Text(Optional.ofNullable(variant), text.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }
}
