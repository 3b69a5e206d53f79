package dev.plumbline.diagnose.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bodies of handshake messages, made by hand (RFC 5246 §7.4). */
final class HandshakeBodies {
  static final int SERVER_NAME = 0;
  static final int SESSION_TICKET = 35;
  static final int PRE_SHARED_KEY = 41;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A ClientHello that asks for a server and offers two suites. */
  static byte[] clientHello(String serverName, byte[]... extensions) {
    HandshakeBodies body = new HandshakeBodies().number(0x0303, 2).bytes(filled(32, 0x41)).number(0, 1);
    body.number(4, 2).number(0xC02B, 2).number(0xC02F, 2).number(0x0100, 2);
    byte[] name = serverName.getBytes(StandardCharsets.UTF_8);
    HandshakeBodies all = new HandshakeBodies();
    all.bytes(
        extension(
            SERVER_NAME, new HandshakeBodies().number(name.length + 3, 2).number(0, 1).vector(name, 2).toBytes()));
    Arrays.stream(extensions).forEach(all::bytes);
    return body.vector(all.toBytes(), 2).toBytes();
  }

  static byte[] extension(int type, byte[] data) {
    return new HandshakeBodies().number(type, 2).vector(data, 2).toBytes();
  }

  static byte[] serverHello() {
    return new HandshakeBodies().number(0x0303, 2).bytes(filled(32, 0x42)).number(0, 1).number(0xC02B, 2).number(0, 1)
        .toBytes();
  }

  static byte[] certificate(List<byte[]> chain) {
    HandshakeBodies list = new HandshakeBodies();
    chain.forEach(each -> list.vector(each, 3));
    return new HandshakeBodies().vector(list.toBytes(), 3).toBytes();
  }

  static byte[] newSessionTicket(byte[] ticket) {
    return new HandshakeBodies().number(7200, 4).vector(ticket, 2).toBytes();
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private HandshakeBodies number(long value, int octets) {
    for (int i = octets - 1; i >= 0; i--) {
      out.write((int) (value >> 8 * i));
    }
    return this;
  }

  private HandshakeBodies bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private HandshakeBodies vector(byte[] bytes, int octets) {
    return number(bytes.length, octets).bytes(bytes);
  }

  private byte[] toBytes() {
    return out.toByteArray();
  }
}
