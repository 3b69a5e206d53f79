package dev.plumbline.diagnose.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes packets, from TCP up to link layers. Checksums are 0: nothing here looks at them. */
final class Packets {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;
  static final byte[] CLIENT4 = {10, 0, 0, 1};
  static final byte[] SERVER4 = {(byte) 192, 0, 2, 7};
  static final byte[] CLIENT6 = hex("20010db8000000000000000000000001");
  static final byte[] SERVER6 = hex("20010db8000000000000000000000007");

  private Packets() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] tcp(int from, int to, int sequence, int acknowledged, int flags, byte[] payload, byte... options) {
    ByteBuffer out = ByteBuffer.allocate(20 + options.length + payload.length);
    out.putShort((short) from).putShort((short) to).putInt(sequence).putInt(acknowledged);
    out.put((byte) ((20 + options.length) / 4 << 4)).put((byte) flags).putShort((short) 0xFFFF).putInt(0);
    return out.put(options).put(payload).array();
  }

  static byte[] udp(int from, int to, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(8 + payload.length);
    out.putShort((short) from).putShort((short) to).putShort((short) (8 + payload.length)).putShort((short) 0);
    return out.put(payload).array();
  }

  static byte[] ipv4(boolean fromClient, int protocol, byte[] payload) {
    return ipv4(fromClient, protocol, 20 + payload.length, 0, payload);
  }

  /** With this total length, and these flags and this offset of a fragment. */
  static byte[] ipv4(boolean fromClient, int protocol, int total, int fragment, byte[] payload, byte... options) {
    ByteBuffer out = ByteBuffer.allocate(20 + options.length + payload.length);
    out.put((byte) (0x45 + options.length / 4)).put((byte) 0).putShort((short) (total + options.length));
    out.putShort((short) 77).putShort((short) fragment).put((byte) 64).put((byte) protocol).putShort((short) 0);
    out.put(fromClient ? CLIENT4 : SERVER4).put(fromClient ? SERVER4 : CLIENT4);
    return out.put(options).put(payload).array();
  }

  static byte[] ipv6(boolean fromClient, int next, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(40 + payload.length);
    out.putInt(0x60000000).putShort((short) payload.length).put((byte) next).put((byte) 64);
    out.put(fromClient ? CLIENT6 : SERVER6).put(fromClient ? SERVER6 : CLIENT6);
    return out.put(payload).array();
  }

  static byte[] ethernet(int type, byte[] payload) {
    return join(hex("0200000000010200000000 02"), bytes16(type), payload);
  }

  static byte[] bytes16(int number) {
    return new byte[] {(byte) (number >> 8), (byte) number};
  }
}
