package dev.plumbline.diagnose.capture;

/** Numbers of network byte order. */
final class Net {
  private Net() {}

  static int u8(byte[] array, int at) {
    return array[at] & 0xFF;
  }

  static int u16(byte[] array, int at) {
    return (array[at] & 0xFF) << 8 | array[at + 1] & 0xFF;
  }

  static int u32(byte[] array, int at) {
    return u16(array, at) << 16 | u16(array, at + 2);
  }

  static long u64(byte[] array, int at) {
    return (long) u32(array, at) << Integer.SIZE | u32(array, at + 4) & 0xFFFF_FFFFL;
  }
}
