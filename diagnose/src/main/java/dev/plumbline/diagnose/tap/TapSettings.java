package dev.plumbline.diagnose.tap;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a tap is to do.
 *
 * @param listen where devices connect to; port 0 lets the system choose
 * @param host the broker's name or address, which is looked up for each connection
 * @param port the broker's port
 * @param connectTimeout how long the look-up and the connection to the broker may take
 * @param maxConnections how many connections are passed on at once; more are refused
 * @param hardship what is done to them
 */
public record TapSettings(
    InetSocketAddress listen,
    String host,
    int port,
    Duration connectTimeout,
    int maxConnections,
    Hardship hardship) {
  public TapSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("a tap without connections is no use");
    }
  }
}
