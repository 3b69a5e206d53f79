package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.names.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fingerprints of a client by its hello, by which public lists know stacks: JA3 (Salesforce, 2017) and JA4 (FoxIO,
 * 2023). Numbers that mean nothing on purpose (RFC 8701) are left out of both.
 */
public final class Fingerprints {
  private static final int MOST = 99;
  private static final int SHORT_HASH = 12;
  private static final String NOTHING = "0".repeat(SHORT_HASH);

  private Fingerprints() {}

  /** What JA3 is the hash of: version, suites, extensions, groups and point formats in their order. */
  public static String ja3Text(ClientHelloView hello) {
    List<Integer> formats =
        hello
            .extension(ExtensionView.EC_POINT_FORMATS)
            .map(
                one -> {
                  Cursor in = new Cursor(one.data());
                  return in.sub(in.u8()).u8s();
                })
            .orElse(List.of());
    return Stream.of(hello.suites(), types(hello), hello.groups(), formats)
        .map(numbers -> joined(meaningful(numbers), "-", Integer::toString))
        .collect(Collectors.joining(",", hello.legacyVersion() + ",", ""));
  }

  /** JA3 in hex. */
  public static String ja3(ClientHelloView hello) {
    return hash("MD5", ja3Text(hello));
  }

  /** JA4 of a hello that came over TCP. */
  public static String ja4(ClientHelloView hello) {
    List<Integer> suites = meaningful(hello.suites()).toList();
    List<Integer> extensions = meaningful(types(hello)).toList();
    boolean named = extensions.contains(ExtensionView.SERVER_NAME);
    String head =
        String.format(
            Locale.ROOT,
            "t%s%s%02d%02d%s",
            version(hello),
            named ? "d" : "i",
            Math.min(MOST, suites.size()),
            Math.min(MOST, extensions.size()),
            protocol(hello));
    String ciphers = shortHash(joined(suites.stream().sorted(), ",", Fingerprints::hex));
    return head + "_" + ciphers + "_" + tail(hello, extensions);
  }

  /** The extensions in the order of their numbers, but for those that depend on the server, and the schemes as sent. */
  private static String tail(ClientHelloView hello, List<Integer> extensions) {
    Stream<Integer> types =
        extensions.stream()
            .filter(type -> type != ExtensionView.SERVER_NAME && type != ExtensionView.ALPN)
            .sorted();
    String schemes = joined(meaningful(hello.schemes()), ",", Fingerprints::hex);
    String text = joined(types, ",", Fingerprints::hex);
    return shortHash(schemes.isEmpty() ? text : text + "_" + schemes);
  }

  private static String version(ClientHelloView hello) {
    int highest = hello.versions().stream().mapToInt(Integer::intValue).max().orElse(0);
    return switch (highest) {
      case 0x0304 -> "13";
      case 0x0303 -> "12";
      case 0x0302 -> "11";
      case 0x0301 -> "10";
      case 0x0300 -> "s3";
      case 0x0002 -> "s2";
      default -> "00";
    };
  }

  /**
   * The first and the last character of the first protocol of ALPN; of their hex digits if they are none of ASCII's.
   */
  private static String protocol(ClientHelloView hello) {
    String first = hello.protocols().stream().findFirst().orElse("");
    if (first.isEmpty()) {
      return "00";
    }
    byte[] bytes = first.getBytes(StandardCharsets.UTF_8);
    boolean plain = alphanumeric(bytes[0]) && alphanumeric(bytes[bytes.length - 1]);
    String text = plain ? first : HexFormat.of().formatHex(bytes);
    return text.substring(0, 1) + text.charAt(text.length() - 1);
  }

  private static boolean alphanumeric(byte octet) {
    return octet > 0 && Character.isLetterOrDigit(octet);
  }

  private static List<Integer> types(ClientHelloView hello) {
    return hello.extensions().stream().map(ExtensionView::type).toList();
  }

  private static Stream<Integer> meaningful(Collection<Integer> numbers) {
    return numbers.stream().filter(number -> !Names.grease(number));
  }

  private static String joined(Stream<Integer> numbers, String between, IntFunction<String> form) {
    return numbers.map(form::apply).collect(Collectors.joining(between));
  }

  private static String hex(int number) {
    return String.format(Locale.ROOT, "%04x", number);
  }

  private static String shortHash(String text) {
    return text.isEmpty() ? NOTHING : hash("SHA-256", text).substring(0, SHORT_HASH);
  }

  private static String hash(String algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }
}
