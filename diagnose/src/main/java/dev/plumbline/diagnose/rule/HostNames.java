package dev.plumbline.diagnose.rule;

import java.util.regex.Pattern;

/** What a host name may be. */
final class HostNames {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern DNS_NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]*)(\\.[A-Za-z0-9_-]+)*");
  private static final int MAX_LENGTH = 255;

  private HostNames() {}

  /** An IPv4 or IPv6 address written out. */
  static boolean isAddress(String name) {
    return IPV4.matcher(name).matches() || name.contains(":");
  }

  /** RFC 6066 §3 allows ASCII host names without a final dot, and no addresses. */
  static boolean forbiddenInServerName(String name) {
    return isAddress(name) || name.length() > MAX_LENGTH || !DNS_NAME.matcher(name).matches();
  }
}
