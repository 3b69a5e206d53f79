package dev.plumbline.diagnose.flow;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An address and a port of TCP. */
public record Endpoint(InetAddress address, int port) {

  /** As {@code 192.0.2.7:8883} or {@code [2001:db8::7]:8883}. */
  @Override
  public String toString() {
    String host = address.getHostAddress();
    return (address instanceof Inet6Address ? "[" + host + "]" : host) + ":" + port;
  }
}
