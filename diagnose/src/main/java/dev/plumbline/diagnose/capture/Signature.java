package dev.plumbline.diagnose.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says what a file is that is no capture, as far as its first bytes tell, and what to do with it. */
final class Signature {
  static final int LENGTH = 8;

  private enum Known {
    ZIP("PK\3\4", "a zip archive; unpack it first"),
    ZSTD("(\u00B5/\u00FD", "compressed by zstd; unpack it first"),
    XZ("\u00FD7zXZ", "compressed by xz; unpack it first"),
    BZIP2("BZh", "compressed by bzip2; unpack it first"),
    LZ4("\4\"M\30", "compressed by lz4; unpack it first"),
    NETMON("GMBU", "a capture of Microsoft Network Monitor; save it as pcapng with Wireshark first"),
    SNOOP("snoop\0", "a capture of snoop; save it as pcapng with Wireshark first"),
    PEM("-----", "a PEM file"),
    HTML("<", "HTML or XML"),
    JSON("{", "JSON");

    private final byte[] begins;
    private final String text;

    Known(String begins, String text) {
      this.begins = begins.getBytes(StandardCharsets.ISO_8859_1);
      this.text = text;
    }

    boolean matches(byte[] file) {
      return file.length >= begins.length
          && Arrays.equals(begins, 0, begins.length, file, 0, begins.length);
    }
  }

  private Signature() {}

  /** One sentence on a file that begins with these bytes. */
  static String sentence(byte[] file) {
    for (Known each : Known.values()) {
      if (each.matches(file)) {
        return "This is no capture (pcap or pcapng) but " + each.text + ".";
      }
    }
    return "This is no capture: it begins neither as pcap nor as pcapng does.";
  }
}
