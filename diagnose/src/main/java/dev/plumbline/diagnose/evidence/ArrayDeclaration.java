package dev.plumbline.diagnose.evidence;

import dev.plumbline.engine.MemoryRegion;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declaration of an array of bytes in C: what it is for, by its name, and where it lies, by its qualifiers.
 *
 * @param text the declaration without the content
 */
record ArrayDeclaration(String name, Use use, MemoryRegion region, String size, String text) {
  private static final Pattern DECLARATION =
      Pattern.compile("([A-Za-z_][\\w ]{0,120}[ *])(\\w{1,80}) {0,4}\\[([^\\]]{0,80})\\]([^=;({]{0,80})");
  private static final Pattern LITERAL =
      Pattern.compile("(\\w[\\w ]{0,80}const[\\w ]{0,80}|const[\\w ]{0,80})\\* {0,4}(?:const )?(\\w{1,80}) {0,4}=");
  private static final Pattern BYTES =
      Pattern.compile("(?i)\\b(u?char|uint8_t|int8_t|byte|unsigned|uint32_t|u8|uint8|ubyte)\\b");
  private static final Pattern READ_ONLY =
      Pattern.compile("(?i)\\b(const|constexpr|progmem|__flash|code|icache_rodata_attr|rodata)\\b");
  private static final Set<String> KEY = Set.of("key", "priv", "private", "privkey", "privatekey", "pkey");
  private static final Set<String> ANCHOR =
      Set.of("root", "roots", "ca", "cas", "cacert", "cacerts", "cert", "certs", "certificate", "certificates",
          "anchor", "anchors", "trust", "trusted", "issuer", "rootca", "ltsr", "gts");
  private static final Set<String> OWN = Set.of("client", "device", "own", "local", "leaf", "my", "public", "pub");

  /** What an array is for. */
  enum Use {
    ANCHOR,
    KEY,
    OTHER
  }

  /** The array that a line without comments declares. */
  static Optional<ArrayDeclaration> in(String code) {
    Matcher array = DECLARATION.matcher(code);
    if (array.find() && (code.indexOf("(") < 0 || code.indexOf("(") > array.start(2)) && isType(array.group(1))) {
      boolean readOnly = READ_ONLY.matcher(array.group(1) + " " + array.group(4)).find();
      return Optional.of(
          new ArrayDeclaration(
              array.group(2), use(array.group(2)), readOnly ? MemoryRegion.ROM : MemoryRegion.RAM, array.group(3),
              code.substring(0, array.end()).strip()));
    }
    Matcher literal = LITERAL.matcher(code);
    if (literal.find() && isType(literal.group(1))) {
      return Optional.of(
          new ArrayDeclaration(
              literal.group(2), use(literal.group(2)), MemoryRegion.ROM, "",
              code.substring(0, literal.end()).strip()));
    }
    return Optional.empty();
  }

  private static boolean isType(String before) {
    return BYTES.matcher(before).find();
  }

  /** By the words of the name: a key is a key though it is the root's. */
  private static Use use(String name) {
    String[] words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT).split("_");
    boolean own = has(words, OWN);
    if (has(words, KEY) && !Set.of(words).contains("public") && !name.toLowerCase(Locale.ROOT).contains("pubkey")) {
      return Use.KEY;
    }
    return has(words, ANCHOR) && !own ? Use.ANCHOR : Use.OTHER;
  }

  private static boolean has(String[] words, Set<String> wanted) {
    for (String word : words) {
      if (wanted.contains(word.replaceAll("[0-9]+$", ""))) {
        return true;
      }
    }
    return false;
  }
}
