package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Application data that was deciphered, and the MQTT in it. */
final class OpenedData {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;

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
    if (contents.computeIfAbsent(side, any -> judge(side, plaintext[0] & 0xFF)) == Content.MQTT) {
      packets.get(side).data(plaintext, 0, plaintext.length, whence);
    }
  }

  /** A server's answer may be anything, even to a CONNECT. */
  private Content judge(Side side, int first) {
    boolean mqtt =
        side == Side.CLIENT
            ? first >> 4 == CONNECT
            : contents.get(Side.CLIENT) == Content.MQTT
                && (first >> 4 == CONNACK || PacketJudge.plausible(side, first));
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
