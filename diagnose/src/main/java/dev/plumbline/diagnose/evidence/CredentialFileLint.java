package dev.plumbline.diagnose.evidence;

import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.KeyFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device may dislike about a file of certificates or keys that desktop tools take: damaged PEM (C47), the other of
 * PEM and DER (C48), a key in a form that the stack does not read, and a key of google-cloud-iot-arduino that is not 32
 * pairs (C73). Stateless; says nothing of what is in a key.
 */
public final class CredentialFileLint {
  private static final int DER_SEQUENCE = 0x30;
  private static final int SHOWN = 3;
  private static final Pattern HEX_KEY = Pattern.compile(
      "(?i)priv\\w{0,40}\\s*(?:\\[\\s*\\])?\\s*=\\s*((?:\"[0-9a-f:\\s\\\\]{2,200}\"\\s*){1,40})");
  private static final int FEWEST_PAIRS = 20;

  private CredentialFileLint() {}

  /** About a file of certificates. Each sentence begins with its case. */
  public static List<String> certificates(byte[] content, Optional<DeviceProfile> device) {
    List<String> notes = new ArrayList<>();
    boolean der = isDer(content);
    boolean pem = !der && isPem(content);
    if (pem) {
      PemLint.check(content).stream().limit(SHOWN).forEach(problem -> notes.add("(" + problem.caseId() + ") "
          + (problem.line() > 0 ? "line " + problem.line() + ": " : "") + problem.sentence()));
    }
    device.ifPresent(one -> {
      if (der && takesOnly(one, "_PEM")) {
        notes.add("(C48) this is DER: if the device was given the same file, " + one.title() + " takes PEM");
      } else if (pem && takesOnly(one, "_DER")) {
        notes.add("(C48) this is PEM: if the device was given the same file, " + one.title() + " takes DER");
      }
    });
    return notes;
  }

  /** About a private key. Each sentence begins with its case. */
  public static List<String> key(byte[] content, Optional<DeviceProfile> device) {
    Optional<KeyFormat> format = KeyFormat.of(content);
    List<String> notes = new ArrayList<>();
    device.filter(one -> !one.keys().accepts().isEmpty()).ifPresent(one -> format
        .filter(form -> !one.keys().accepts().contains(form))
        .ifPresent(form -> notes.add("(C48) the key is " + form.word() + ", and " + one.title() + " takes "
            + String.join(", ", one.keys().accepts().stream().map(KeyFormat::word).sorted().toList()))));
    if (isPem(content)) {
      PemLint.check(content).stream().limit(SHOWN).forEach(problem -> notes.add("(" + problem.caseId() + ") "
          + (problem.line() > 0 ? "line " + problem.line() + ": " : "") + problem.sentence()));
    }
    return notes;
  }

  /** About a key in a source file, as pairs of hexadecimal digits in a string (C73). */
  public static List<String> source(String text) {
    List<String> notes = new ArrayList<>();
    Matcher found = HEX_KEY.matcher(text);
    while (found.find() && notes.size() < SHOWN) {
      String pairs = found.group(1).replaceAll("[\"\\\\\\s]", "");
      if (pairs.chars().filter(character -> character == ':').count() >= FEWEST_PAIRS) {
        HexKeyText.check(pairs).forEach(problem -> notes.add("(C73) the private key in it: " + problem));
      }
    }
    return notes;
  }

  private static boolean isDer(byte[] content) {
    return content.length > 1 && (content[0] & 0xff) == DER_SEQUENCE && (content[1] & 0xff) >= 0x80;
  }

  /** PEM by itself; in C source it stands in strings, and the compiler puts it together. */
  private static boolean isPem(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN ") && !text.contains("\"-----BEGIN ");
  }

  private static boolean takesOnly(DeviceProfile device, String suffix) {
    Set<KeyFormat> accepts = device.keys().accepts();
    return !accepts.isEmpty()
        && accepts.stream().allMatch(form -> form.name().toUpperCase(Locale.ROOT).endsWith(suffix));
  }
}
