package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * mosquitto's {@code -L}: {@code mqtt[s]://[user[:password]@]host[:port][/topic]}. Percent-encoding is undone in user
 * and password, so that they may contain {@code @} and {@code :}. Says nothing of the password in {@link #toString}.
 *
 * @param tls whether it says {@code mqtts}
 * @param user null if absent
 * @param password null if absent; a secret
 * @param topic null if absent
 */
record BrokerUrl(boolean tls, HostAndPort target, String user, String password, String topic) {
  private static final String SECURE = "mqtts://";
  private static final String PLAIN = "mqtt://";

  /**
   * @throws IllegalArgumentException with a sentence for the user, which does not quote the URL: it may hold a
   * password
   */
  static BrokerUrl parse(String url) {
    boolean tls = url.startsWith(SECURE);
    if (!tls && !url.startsWith(PLAIN)) {
      throw new IllegalArgumentException("a URL for -L starts with mqtts:// (or with mqtt://, for --plain)");
    }
    String rest = url.substring(tls ? SECURE.length() : PLAIN.length());
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String topic = slash < 0 || slash == rest.length() - 1 ? null : rest.substring(slash + 1);
    int at = authority.lastIndexOf('@');
    String user = at < 0 ? null : authority.substring(0, at);
    HostAndPort target = HostAndPort.parse(authority.substring(at + 1), tls ? 8883 : 1883);
    if (user == null) {
      return new BrokerUrl(tls, target, null, null, topic);
    }
    int colon = user.indexOf(':');
    String password = colon < 0 ? null : decode(user.substring(colon + 1));
    return new BrokerUrl(tls, target, decode(colon < 0 ? user : user.substring(0, colon)), password, topic);
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      String hex = text.charAt(i) == '%' && i + 3 <= text.length() ? text.substring(i + 1, i + 3) : "";
      if (hex.matches("[0-9a-fA-F]{2}")) {
        bytes.write(Integer.parseInt(hex, 16));
        i += 2;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return (tls ? SECURE : PLAIN) + (user == null ? "" : user + "@") + target + (topic == null ? "" : "/" + topic);
  }
}
