package dev.plumbline.cli.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where to listen. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Reads {@code address:port}, {@code [::1]:port}, {@code :port} for every address of this machine, or a port alone
   * for this machine's own programs; port 0 lets the system choose.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    int port = port(text.substring(colon + 1));
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (colon < 0) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("'" + text + "' is no address to listen on: an IPv6 address goes in brackets");
    }
    try {
      String bare = bracketed ? host.substring(1, host.length() - 1) : host;
      return new InetSocketAddress(InetAddress.getByName(bare), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + host + "' is no address of this machine", e);
    }
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 0xFFFF) {
      throw new IllegalArgumentException("a port to listen on is 0 to 65535, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
