package dev.plumbline.diagnose.service;

import java.util.Locale;

/** Names of hosts with asterisks in them. Stateless. */
final class HostPattern {
  private HostPattern() {}

  /** Whether a host fits; an asterisk stands for anything, also for nothing. */
  static boolean fits(String pattern, String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return fits(pattern, 0, name.toLowerCase(Locale.ROOT));
  }

  /** Takes the earliest place for each part, which is enough: what follows an asterisk only gets more room by it. */
  private static boolean fits(String pattern, int from, String name) {
    String[] parts = pattern.split("\\*", -1);
    int at = from;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      int found = last && i > 0 ? Math.max(at, name.length() - parts[i].length()) : name.indexOf(parts[i], at);
      if (found < 0 || !name.startsWith(parts[i], found) || i == 0 && found != 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return at == name.length();
  }
}
