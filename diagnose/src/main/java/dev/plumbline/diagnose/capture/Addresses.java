package dev.plumbline.diagnose.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** IP addresses as they stand in packets. */
final class Addresses {
  private Addresses() {}

  /** An address of 4 or 16 bytes, most significant byte first. */
  static InetAddress of(byte[] array, int offset, int length) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(array, offset, offset + length));
    } catch (UnknownHostException lengthIsWrong) {
      throw new IllegalArgumentException(lengthIsWrong);
    }
  }
}
