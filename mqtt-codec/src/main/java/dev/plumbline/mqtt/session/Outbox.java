package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.MqttPacket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Holds what is left of a packet that did not fit into the caller's buffer. Wiped when it has left: it may be a
 * CONNECT.
 */
final class Outbox {
  private static final byte[] NOTHING = new byte[0];

  private byte[] rest = NOTHING;
  private int position;

  boolean isEmpty() {
    return rest.length == 0;
  }

  /** Writes a packet while nothing is held, and holds what does not fit. */
  void write(MqttPacket packet, ByteBuffer out) {
    if (packet.encodedLength() <= out.remaining()) {
      packet.encode(out);
    } else {
      rest = packet.encode();
      position = 0;
      drain(out);
    }
  }

  /** Writes as much of what is held as fits. */
  void drain(ByteBuffer out) {
    int length = Math.min(out.remaining(), rest.length - position);
    out.put(rest, position, length);
    position += length;
    if (position == rest.length) {
      wipe();
    }
  }

  void wipe() {
    Arrays.fill(rest, (byte) 0);
    rest = NOTHING;
    position = 0;
  }
}
