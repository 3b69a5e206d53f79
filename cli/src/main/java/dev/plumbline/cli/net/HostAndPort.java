package dev.plumbline.cli.net;

/**
 * Where to connect to.
 *
 * @param host a name or an address, without the brackets of an IPv6 literal
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {
  public HostAndPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is missing");
    }
    if (host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
      throw new IllegalArgumentException("'" + host + "' is not a host name");
    }
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [::1]:port} or a bare IPv6 address.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static HostAndPort parse(String text, int defaultPort) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0) {
        throw new IllegalArgumentException("'" + text + "' lacks its ']'");
      }
      String rest = text.substring(close + 1);
      if (!rest.isEmpty() && rest.charAt(0) != ':') {
        throw new IllegalArgumentException("after ']' comes ':' and a port, not '" + rest + "'");
      }
      return new HostAndPort(text.substring(1, close), rest.isEmpty() ? defaultPort : port(rest.substring(1)));
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      return new HostAndPort(text, defaultPort);
    }
    return new HostAndPort(text.substring(0, colon), port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("a port is 1 to 65535, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  /** As users write it: {@code host:port}, with brackets around an IPv6 address. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
