package dev.plumbline.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Bytes of packets as the specification's tables show them, and what a reader makes of them. */
public final class Wire {
  public static final int MAXIMUM = 1 << 20;

  private Wire() {
  }

  /** One byte a line: eight bits, which may be spaced, then whatever explains them. */
  public static byte[] table(String lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String line : lines.strip().split("\n")) {
      bytes.write(Integer.parseInt(line.strip().substring(0, 9).replace(" ", ""), 2));
    }
    return bytes.toByteArray();
  }

  /** Bytes from their values. */
  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** A packet: its first byte, the length of what follows, what follows. */
  public static byte[] packet(int firstByte, int... body) {
    return whole(firstByte, bytes(body));
  }

  /** A packet from its first byte and its body. */
  public static byte[] whole(int firstByte, byte[] body) {
    byte[] length = new byte[RemainingLength.encodedLength(body.length)];
    RemainingLength.write(length, 0, body.length);
    return join(bytes(firstByte), length, body);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** The one packet that {@code bytes} are. */
  public static MqttPacket decode(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      MqttPacket packet = new MqttReader(Direction.EITHER, MAXIMUM).poll(in);
      Assertions.assertNotNull(packet, "more bytes are needed");
      Assertions.assertEquals(0, in.remaining(), "bytes are left over");
      return packet;
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  /** Asserts that a caller is told this fault. */
  public static void assertRefused(MqttFault fault, Executable call) {
    IllegalArgumentException refused = Assertions.assertThrows(IllegalArgumentException.class, call);
    Assertions.assertTrue(refused.getMessage().contains(fault.sentence()), refused.getMessage());
  }

  /** The fault that {@code bytes} are refused with. */
  public static MqttFault faultOf(byte[] bytes) {
    return faultOf(bytes, Direction.EITHER, MAXIMUM);
  }

  public static MqttFault faultOf(byte[] bytes, Direction direction, int maximumPacketSize) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    MqttReader reader = new MqttReader(direction, maximumPacketSize);
    MqttException refused = Assertions.assertThrows(MqttException.class, () -> reader.poll(in));
    Assertions.assertEquals(0, in.position(), "a refused packet is not consumed");
    return refused.fault();
  }
}
