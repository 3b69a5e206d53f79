package dev.plumbline.mqtt;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/**
 * A control packet of MQTT 3.1.1: one immutable record for each of the fourteen types. What exists is valid:
 * constructors throw {@link IllegalArgumentException} for what the specification does not allow. Packets are
 * thread-safe, but for the {@link Password} in a CONNECT, which its owner may wipe.
 */
public sealed interface MqttPacket permits Connect, ConnAck, Publish, PubAck, PubRec, PubRel, PubComp, Subscribe,
    SubAck, Unsubscribe, UnsubAck, PingReq, PingResp, Disconnect {

  /** Which of the fourteen it is. */
  PacketType type();

  /** Exactly how many bytes {@link #encode} writes, 2 to 268 435 460. */
  int encodedLength();

  /**
   * Writes the packet at {@code offset} and returns the index after it; allocates nothing.
   *
   * @throws IndexOutOfBoundsException if it does not fit; nothing is written then
   */
  int encode(byte[] out, int offset);

  /**
   * Writes the packet at the buffer's position, which moves behind it. Allocates nothing if the buffer has an
   * accessible array, else a copy of the packet.
   *
   * @throws BufferOverflowException if it does not fit; nothing is written then
   */
  default void encode(ByteBuffer out) {
    int length = encodedLength();
    if (out.remaining() < length) {
      throw new BufferOverflowException();
    }
    if (out.hasArray()) {
      encode(out.array(), out.arrayOffset() + out.position());
      out.position(out.position() + length);
    } else {
      out.put(encode());
    }
  }

  /** The packet's bytes in an array of their own. */
  default byte[] encode() {
    byte[] out = new byte[encodedLength()];
    encode(out, 0);
    return out;
  }
}
