package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Application data that was deciphered, and the MQTT in it. */
final class OpenedData {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;

  /** PUBLISH, SUBSCRIBE, PINGREQ, DISCONNECT: what a client may say without having been asked. */
  private static final Set<Integer> UNASKED = Set.of(3, 8, 12, 14);

  private enum Content { MQTT, OTHER }

  private final Consumer<Event> out;
  private final MqttDialogue dialogue = new MqttDialogue();
  private final Map<Side, PacketStream> packets = new EnumMap<>(Side.class);
  private final Map<Side, Content> contents = new EnumMap<>(Side.class);

  OpenedData(Consumer<Event> out) {
    this.out = out;
    for (Side side : Side.values()) {
      packets.put(side, new PacketStream(side, dialogue, out));
    }
  }

  void data(Event.Record record, byte[] plaintext, Whence whence) {
    Side side = record.from();
    out.accept(
        new Event.ApplicationData(side, record.time(), record.place(), record.length(), Optional.of(plaintext)));
    if (plaintext.length == 0) {
      return;
    }
    if (contents.computeIfAbsent(side, any -> judge(side, plaintext)) == Content.MQTT) {
      packets.get(side).data(plaintext, 0, plaintext.length, whence);
    }
  }

  /**
   * A server's answer may be anything, even to a CONNECT; and a capture may hold a CONNACK without the CONNECT. A
   * client whose first record is one packet of another type, and no more, speaks MQTT as well, wrongly (MQTT-3.1.0-1).
   */
  private Content judge(Side side, byte[] plaintext) {
    int type = (plaintext[0] & 0xFF) >> 4;
    boolean mqtt;
    if (side == Side.CLIENT) {
      mqtt = type == CONNECT || UNASKED.contains(type) && PacketJudge.isOnePacket(side, plaintext);
    } else if (contents.containsKey(Side.CLIENT)) {
      mqtt = contents.get(Side.CLIENT) == Content.MQTT
          && (type == CONNACK || PacketJudge.plausible(side, plaintext[0] & 0xFF));
    } else {
      mqtt = type == CONNACK && PacketJudge.isOnePacket(side, plaintext);
    }
    return mqtt ? Content.MQTT : Content.OTHER;
  }

  /** Data of that side is missing or could not be opened. */
  void gap(Side side) {
    packets.get(side).missing(Long.MAX_VALUE);
  }

  void end() {
    packets.values().forEach(PacketStream::end);
  }
}
