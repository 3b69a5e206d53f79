package dev.plumbline.diagnose.decrypt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Secrets in the NSS key log format, which browsers, OpenSSL and others write. Three kinds of lines are taken, anything
 * else is passed over:
 *
 * <ul>
 *   <li>{@code CLIENT_RANDOM <client random> <master secret>};
 *   <li>{@code RSA Session-ID:<id> Master-Key:<master secret>};
 *   <li>{@code RSA <first 8 bytes of the encrypted pre-master secret> <pre-master secret>}.
 * </ul>
 *
 * <p>One client random may have several secrets, because devices with a bad generator repeat theirs.
 *
 * <p>Not thread-safe. {@link #toString} shows no secret.
 */
public final class KeyLog {
  /** Secrets beyond this number are passed over. */
  public static final int MAX_SECRETS = 1 << 18;
  /** Secrets of one name: more of them are not tried. */
  private static final int MAX_PER_NAME = 16;

  private static final int MASTER_DIGITS = 96;
  private static final int RANDOM_DIGITS = 64;
  private static final int PREMASTER_NAME_DIGITS = 16;
  private static final int MAX_SESSION_DIGITS = 64;
  private static final String SESSION = "session-id:";
  private static final String MASTER = "master-key:";

  private final Map<String, List<Secret>> byName = new HashMap<>();
  private int size;

  public KeyLog() {}

  /** The secrets of a file. */
  public static KeyLog of(byte[] text) {
    KeyLog log = new KeyLog();
    log.add(text);
    return log;
  }

  /** Adds more. */
  public void add(byte[] text) {
    new String(text, StandardCharsets.ISO_8859_1).lines().forEach(this::line);
  }

  private void line(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length != 3) {
      return;
    }
    String first = words[1].toLowerCase(Locale.ROOT);
    String second = words[2].toLowerCase(Locale.ROOT);
    if (words[0].equals("CLIENT_RANDOM") && first.length() == RANDOM_DIGITS) {
      put("random:" + first, second, true);
    } else if (words[0].equals("RSA") && first.startsWith(SESSION) && second.startsWith(MASTER)) {
      String id = first.substring(SESSION.length());
      if (!id.isEmpty() && id.length() <= MAX_SESSION_DIGITS) {
        put("session:" + id, second.substring(MASTER.length()), true);
      }
    } else if (words[0].equals("RSA") && first.length() == PREMASTER_NAME_DIGITS) {
      put("rsa:" + first, second, false);
    }
  }

  private void put(String name, String digits, boolean master) {
    if (digits.length() != MASTER_DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit) || size >= MAX_SECRETS) {
      return;
    }
    byte[] bytes = HexFormat.of().parseHex(digits);
    List<Secret> known = byName.computeIfAbsent(name, any -> new ArrayList<>(1));
    if (known.size() < MAX_PER_NAME && known.stream().noneMatch(one -> Arrays.equals(one.bytes(), bytes))) {
      known.add(new Secret(bytes, master));
      size++;
    }
  }

  /** How many secrets there are. */
  public int size() {
    return size;
  }

  /**
   * What may be the secret of a connection, the likeliest first.
   *
   * @param sessionId of the server; may be empty
   * @param encryptedPremaster of the client's RSA key exchange; empty if there is none
   */
  public List<Secret> candidates(byte[] clientRandom, byte[] sessionId, byte[] encryptedPremaster) {
    List<Secret> found = new ArrayList<>(named("random:", clientRandom));
    found.addAll(named("session:", sessionId));
    if (encryptedPremaster.length >= PREMASTER_NAME_DIGITS / 2) {
      found.addAll(named("rsa:", Arrays.copyOf(encryptedPremaster, PREMASTER_NAME_DIGITS / 2)));
    }
    return found;
  }

  private List<Secret> named(String kind, byte[] name) {
    return byName.getOrDefault(kind + HexFormat.of().formatHex(name), List.of());
  }

  @Override
  public String toString() {
    return size == 1 ? "1 secret" : size + " secrets";
  }
}
