package dev.plumbline.cli.tls;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Suites and groups by the names that people use for them: IANA's, OpenSSL's, or the code point in hexadecimal. */
public final class Names {
  private static final String SEPARATOR = "[,: ]+";

  private Names() {}

  /** @throws IllegalArgumentException with a sentence for the user */
  static List<CipherSuite> suites(String list) {
    return each(list, name -> find(CipherSuite.values(), name,
        suite -> List.of(suite.name(), suite.opensslName(), hex(suite.codePoint())), "cipher suite"));
  }

  /** @throws IllegalArgumentException with a sentence for the user */
  static List<NamedGroup> groups(String list) {
    return each(list, name -> find(NamedGroup.values(), name, Names::namesOf, "group"));
  }

  /** A suite as both of its names. */
  public static String both(CipherSuite suite) {
    return suite.name() + " (" + suite.opensslName() + ")";
  }

  private static List<String> namesOf(NamedGroup group) {
    String iana = group.ianaName();
    String hex = hex(group.codePoint());
    return switch (group) {
      case SECP192R1 -> List.of(iana, "P-192", "prime192v1", hex);
      case SECP256R1 -> List.of(iana, "P-256", "prime256v1", hex);
      case SECP384R1 -> List.of(iana, "P-384", hex);
      case X25519 -> List.of(iana, hex);
    };
  }

  private static <T> List<T> each(String list, Function<String, T> finder) {
    return Arrays.stream(list.split(SEPARATOR)).filter(name -> !name.isEmpty()).map(finder).distinct().toList();
  }

  private static <T> T find(T[] all, String name, Function<T, List<String>> namesOf, String kind) {
    String wanted = name.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    for (T candidate : all) {
      if (namesOf.apply(candidate).stream().anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(wanted))) {
        return candidate;
      }
    }
    String known =
        Arrays.stream(all).map(candidate -> namesOf.apply(candidate).get(0)).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("there is no " + kind + " " + name + " here; known are " + known);
  }

  private static String hex(int codePoint) {
    return String.format(Locale.ROOT, "%04x", codePoint);
  }
}
