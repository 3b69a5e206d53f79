package dev.plumbline.mqtt.session;

import java.util.BitSet;

/** The packet identifiers of one client: none is given out while it is in use (MQTT-2.3.1-2). */
final class PacketIds {
  static final int MAXIMUM = 0xFFFF;

  private final BitSet used = new BitSet(MAXIMUM + 1);
  private int last;

  /** The identifier to use next, from 1 to 65535, in turn; 0 if all are in use. */
  int next() {
    int candidate = used.nextClearBit(last + 1);
    if (candidate > MAXIMUM) {
      candidate = used.nextClearBit(1);
    }
    return candidate > MAXIMUM ? 0 : candidate;
  }

  /** {@code packetId}, which was the next, is in use from now on. */
  void use(int packetId) {
    used.set(packetId);
    last = packetId;
  }

  /** The final answer has come (MQTT-2.3.1-3). */
  void free(int packetId) {
    used.clear(packetId);
  }
}
