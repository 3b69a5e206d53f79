package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.MqttReader;
import java.nio.ByteBuffer;

/**
 * Makes whole packets of the pieces that come from the server. Holds at most one incomplete packet and the last
 * piece, in a buffer of twice that size, which grows with what has come and not with what a header announces.
 */
final class Inbox {
  private static final int INITIAL_CAPACITY = 1024;

  private final MqttReader reader;
  /** Always ready to be read from: what is between position and limit has come and is not read. */
  private ByteBuffer held = ByteBuffer.allocate(INITIAL_CAPACITY).limit(0);

  Inbox(int maximumPacketSize) {
    reader = new MqttReader(Direction.FROM_SERVER, maximumPacketSize);
  }

  /** Takes all of {@code piece}. */
  void add(ByteBuffer piece) {
    int length = piece.remaining();
    if (length > held.capacity() - held.limit()) {
      makeRoom(held.remaining() + length);
    }
    int end = held.limit();
    held.limit(end + length);
    held.put(end, piece, piece.position(), length);
    piece.position(piece.limit());
  }

  /** Moves what is held to the front, and to a larger buffer unless that would soon have to be done again. */
  private void makeRoom(int needed) {
    if (needed <= held.capacity() / 2) {
      held.compact().flip();
    } else {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, 2L * needed);
      held = ByteBuffer.allocate(capacity).put(held).flip();
    }
  }

  /** The next packet, or null if it is not complete. */
  MqttPacket next() throws MqttException {
    MqttPacket packet = reader.poll(held);
    if (packet == null && !held.hasRemaining() && held.capacity() > INITIAL_CAPACITY) {
      held = ByteBuffer.allocate(INITIAL_CAPACITY).limit(0);
    }
    return packet;
  }
}
