package dev.plumbline.diagnose.names;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cipher suites: their two names, and what a name says. Immutable. */
final class SuiteNames {
  private static final Pattern HEX = Pattern.compile("(?:0x)?([0-9a-f]{2}),? ?(?:0x)?([0-9a-f]{2})");

  private final Map<Integer, SuiteInfo> suites = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> codes = new HashMap<>();

  SuiteNames() {
    for (String[] row : NameTable.rows("suites")) {
      int code = Integer.decode(row[0]);
      names.put(code, row[1]);
      codes.put(row[1].toLowerCase(Locale.ROOT), code);
      if (!row[2].isEmpty()) {
        codes.putIfAbsent(row[2].toLowerCase(Locale.ROOT), code);
      }
      if (!row[1].endsWith("_SCSV")) {
        suites.put(code, info(code, row[1], row[2]));
      }
    }
  }

  Optional<String> name(int code) {
    return Optional.ofNullable(names.get(code));
  }

  Optional<SuiteInfo> info(int code) {
    return Optional.ofNullable(suites.get(code));
  }

  /** By IANA's name, OpenSSL's, or the number in hex: {@code C02B}, {@code 0xC02B}, {@code 0xC0,0x2B}. */
  OptionalInt code(String text) {
    String key = text.strip().toLowerCase(Locale.ROOT);
    Integer code = codes.get(key);
    if (code != null) {
      return OptionalInt.of(code);
    }
    Matcher hex = HEX.matcher(key);
    return hex.matches()
        ? OptionalInt.of(Integer.parseInt(hex.group(1) + hex.group(2), 16))
        : OptionalInt.empty();
  }

  private static SuiteInfo info(int code, String iana, String openssl) {
    String name = iana.replaceFirst("^(TLS|SSL)_", "").replaceFirst("_OLD$", "");
    int with = name.indexOf("_WITH_");
    if (with >= 0) {
      String[] exchange = exchange(name.substring(0, with));
      String[] cipher = cipher(name.substring(with + "_WITH_".length()), exchange[0]);
      return new SuiteInfo(code, iana, openssl, exchange[0], exchange[1], cipher[0], cipher[1]);
    }
    if (iana.startsWith("TLS_")) {
      // TLS 1.3's, of which those of RFC 9150 name a hash twice because they do not encrypt
      String[] cipher = name.matches("SHA\\d+_SHA\\d+") ? lastPart("NULL_" + name.split("_")[1]) : lastPart(name);
      return new SuiteInfo(code, iana, openssl, "ANY", "ANY", cipher[0], cipher[1]);
    }
    // those of GM/T 0024 and GB/T 38636: ECC_SM4_CBC_SM3, where the exchange is one word and ECC means SM2 encryption
    int first = name.indexOf('_');
    String exchange = name.substring(0, first);
    String[] cipher = lastPart(name.substring(first + 1));
    String authentication = exchange.startsWith("EC") ? "SM2" : exchange;
    return new SuiteInfo(code, iana, openssl, exchange, authentication, cipher[0], cipher[1]);
  }

  /** What is before WITH, as key exchange and authentication: {@code DHE_RSA_EXPORT} is DHE_EXPORT and RSA. */
  private static String[] exchange(String text) {
    int export = text.indexOf("_EXPORT");
    if (export >= 0) {
      String[] plain = exchange(text.substring(0, export));
      return new String[] {plain[0] + text.substring(export), plain[1]};
    }
    return switch (text) {
      case "PSK_DHE" -> new String[] {"DHE", "PSK"};
      case "RSA_PSK" -> new String[] {"RSA_PSK", "RSA"};
      case "RSA_FIPS" -> new String[] {"RSA", "RSA"};
      case "SRP_SHA" -> new String[] {"SRP", "SRP"};
      case "SRP_SHA_RSA", "SRP_SHA_DSS" -> new String[] {"SRP", text.substring("SRP_SHA_".length())};
      default -> text.matches("(EC)?DHE?_.*") ? text.split("_") : new String[] {text, text};
    };
  }

  /** What is after WITH, as cipher and hash. */
  private static String[] cipher(String text, String exchange) {
    if (text.matches(".*_CCM(_8)?")) {
      return new String[] {text, "SHA256"}; // RFC 6655 §3: the PRF's where the name has none
    }
    if (exchange.startsWith("GOST") && !text.startsWith("NULL")) {
      return new String[] {text, exchange.contains("341112") ? "GOSTR341112_256" : "GOSTR3411"};
    }
    return lastPart(text);
  }

  private static String[] lastPart(String text) {
    int last = text.lastIndexOf('_');
    return new String[] {text.substring(0, last), text.substring(last + 1)};
  }
}
