package dev.plumbline.diagnose.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the password in the bytes of a CONNECT (MQTT 3.1.1 §3.1.3), also where the packet breaks rules that a reader
 * would stop at: those are the packets that get diagnosed.
 */
final class ConnectPassword {
  private static final int CONNECT = 1;
  private static final int WILL = 0x04;
  private static final int PASSWORD = 0x40;
  private static final int USER_NAME = 0x80;

  private final byte[] packet;
  private int at;

  private ConnectPassword(byte[] packet) {
    this.packet = packet;
  }

  /** The password as far as it is there; empty for any other packet and without one. */
  static Optional<byte[]> of(byte[] packet) {
    if (packet.length == 0 || (packet[0] & 0xF0) >> 4 != CONNECT) {
      return Optional.empty();
    }
    return new ConnectPassword(packet).find();
  }

  private Optional<byte[]> find() {
    at = 1;
    while (at < packet.length && packet[at] < 0) {
      at++;
    }
    at++;
    skip();
    int flags = at + 1 < packet.length ? packet[at + 1] : 0;
    at += 4;
    skip();
    if ((flags & WILL) != 0) {
      skip();
      skip();
    }
    if ((flags & USER_NAME) != 0) {
      skip();
    }
    if ((flags & PASSWORD) == 0 || at + 2 >= packet.length) {
      return Optional.empty();
    }
    int end = Math.min(at + 2 + length(), packet.length);
    return Optional.of(Arrays.copyOfRange(packet, at + 2, end));
  }

  private void skip() {
    at += 2 + length();
  }

  private int length() {
    return at + 1 < packet.length ? (packet[at] & 0xFF) << 8 | packet[at + 1] & 0xFF : 0;
  }
}
