package dev.plumbline.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * The client's request to receive no more of what matches these filters (MQTT 3.1.1 §3.10).
 *
 * @param packetId an identifier not in use, 1 to 65535
 * @param topicFilters the filters, byte for byte as they were subscribed to; at least one
 */
public record Unsubscribe(int packetId, List<TopicFilter> topicFilters) implements MqttPacket {
  public Unsubscribe {
    PacketWriter.requirePacketId(packetId);
    topicFilters = List.copyOf(topicFilters);
    if (topicFilters.isEmpty()) {
      throw MqttFault.UNSUBSCRIBE_WITHOUT_FILTER.refuse("no topic filter");
    }
    PacketWriter.requireRemainingLength(PacketType.UNSUBSCRIBE, remainingLength(topicFilters));
  }

  static Unsubscribe read(BodyReader body) throws MqttException {
    int packetId = body.packetId();
    List<TopicFilter> topicFilters = new ArrayList<>();
    while (body.remaining() > 0) {
      topicFilters.add(body.topicFilter());
    }
    if (topicFilters.isEmpty()) {
      throw MqttFault.UNSUBSCRIBE_WITHOUT_FILTER.with("the payload is empty");
    }
    return new Unsubscribe(packetId, topicFilters);
  }

  @Override
  public PacketType type() {
    return PacketType.UNSUBSCRIBE;
  }

  @Override
  public int encodedLength() {
    return PacketWriter.packetLength((int) remainingLength(topicFilters));
  }

  private static long remainingLength(List<TopicFilter> topicFilters) {
    long length = 2;
    for (TopicFilter topicFilter : topicFilters) {
      length += 2 + topicFilter.length();
    }
    return length;
  }

  @Override
  public int encode(byte[] out, int offset) {
    int remainingLength = (int) remainingLength(topicFilters);
    int at = PacketWriter.header(out, offset, PacketType.UNSUBSCRIBE.firstByte(), remainingLength);
    at = PacketWriter.u16(out, at, packetId);
    for (TopicFilter topicFilter : topicFilters) {
      at = PacketWriter.field(out, at, topicFilter.utf8());
    }
    return at;
  }
}
