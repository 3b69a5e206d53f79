package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Application data that was deciphered, and the MQTT in it. */
final class OpenedData {
  private static final int CONNECT = 1;

  private enum Content { UNKNOWN, MQTT, OTHER }

  private final Consumer<Event> out;
  private final MqttDialogue dialogue = new MqttDialogue();
  private final Map<Side, PacketStream> packets = new EnumMap<>(Side.class);
  private Content content = Content.UNKNOWN;

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
    if (content == Content.UNKNOWN && side == Side.CLIENT) {
      content = (plaintext[0] & 0xFF) >> 4 == CONNECT ? Content.MQTT : Content.OTHER;
    }
    if (content == Content.MQTT) {
      packets.get(side).data(plaintext, 0, plaintext.length, whence);
    }
  }

  /** Data of that side is missing or could not be opened. */
  void gap(Side side) {
    packets.get(side).missing(Long.MAX_VALUE);
  }

  void end() {
    packets.values().forEach(PacketStream::end);
  }
}
