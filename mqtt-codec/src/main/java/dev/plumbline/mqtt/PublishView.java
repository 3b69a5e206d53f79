package dev.plumbline.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A received PUBLISH seen in place, for those who handle very many: {@link MqttReader#poll(java.nio.ByteBuffer,
 * PublishView)} fills it without allocating, having checked all that it checks for a {@link Publish}. What it shows is
 * valid only while the buffer's bytes stay as they are. Reused; not thread-safe.
 */
public final class PublishView {
  private byte[] bytes = new byte[0];
  private int flags;
  private int packetId;
  private int topicOffset;
  private int topicLength;
  private int payloadOffset;
  private int payloadLength;

  /** A view that shows an empty message until a reader fills it. */
  public PublishView() {
  }

  void show(int newFlags, BodyReader body) throws MqttException {
    int newTopicOffset = body.skipTopicName("topic name");
    int newTopicLength = body.position() - newTopicOffset;
    packetId = Publish.qosOf(newFlags).isAcknowledged() ? body.packetId() : 0;
    flags = newFlags;
    if (bytes != body.array()) { // to store a reference costs the collector's barrier, even if nothing changes
      bytes = body.array();
    }
    topicOffset = newTopicOffset;
    topicLength = newTopicLength;
    payloadOffset = body.position();
    payloadLength = body.remaining();
  }

  /** How it is delivered. */
  public QoS qos() {
    return Publish.qosOf(flags);
  }

  /** Whether it had been kept by the server, or shall be. */
  public boolean retain() {
    return Publish.retainOf(flags);
  }

  /** Whether it may have been delivered before. */
  public boolean dup() {
    return Publish.dupOf(flags);
  }

  /** 1 to 65535, or 0 at QoS 0. */
  public int packetId() {
    return packetId;
  }

  /** The array that topic name and payload lie in; not to be changed. */
  public byte[] array() {
    return bytes;
  }

  /** The index in {@link #array} of the topic name's first byte. */
  public int topicOffset() {
    return topicOffset;
  }

  /** The bytes of the topic name in UTF-8. */
  public int topicLength() {
    return topicLength;
  }

  /** The index in {@link #array} of the payload's first byte. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** The bytes of the payload. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Whether this message is published to {@code name}; allocates nothing. */
  public boolean isTo(TopicName name) {
    byte[] utf8 = name.utf8();
    return Arrays.equals(bytes, topicOffset, topicOffset + topicLength, utf8, 0, utf8.length);
  }

  /** The text of the topic name. */
  public String topicText() {
    return new String(bytes, topicOffset, topicLength, StandardCharsets.UTF_8);
  }

  /**
   * A copy that outlives the buffer.
   *
   * @throws IllegalStateException if no reader has filled this view
   */
  public Publish toPublish() {
    if (topicLength == 0) {
      throw new IllegalStateException("no PUBLISH has been read into this view");
    }
    TopicName name = new TopicName(Arrays.copyOfRange(bytes, topicOffset, topicOffset + topicLength));
    byte[] payload = Arrays.copyOfRange(bytes, payloadOffset, payloadOffset + payloadLength);
    return new Publish(name, Payload.owning(payload), qos(), retain(), dup(), packetId);
  }

  /** What it is, without what it says. */
  @Override
  public String toString() {
    return "PublishView[" + qos() + ", packetId=" + packetId + ", payload=" + payloadLength + " bytes]";
  }
}
