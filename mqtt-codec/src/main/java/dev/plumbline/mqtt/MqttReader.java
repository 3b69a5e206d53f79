package dev.plumbline.mqtt;

import java.nio.ByteBuffer;

/**
 * Takes packets out of a stream of bytes, however it was cut up. The caller holds the bytes: a packet is taken only
 * when all of it is in the buffer, and until then nothing is consumed and nothing is kept. So a buffer of the maximum
 * packet size always suffices, and a reader needs no memory of its own.
 *
 * <p>A header is judged as soon as it is there: a packet that is too large, of the wrong type, or flagged wrongly is
 * refused before any of its payload has come. After an exception the connection is over (MQTT-4.8.0-1), and so is the
 * reader's use. Not thread-safe.
 */
public final class MqttReader {
  private final FixedHeader header;
  private final BodyReader body;
  private final byte[] headerBytes = new byte[FixedHeader.MAXIMUM_BYTES];

  /**
   * A reader for what travels in {@code direction}.
   *
   * @param maximumPacketSize the largest packet to accept in bytes, its header included; at least 2
   */
  public MqttReader(Direction direction, int maximumPacketSize) {
    if (maximumPacketSize < 2) {
      throw new IllegalArgumentException("a packet has at least 2 bytes, not " + maximumPacketSize);
    }
    header = new FixedHeader(direction, maximumPacketSize);
    body = new BodyReader(header);
  }

  /**
   * The packet at the buffer's position, which then moves behind it; or null, with the position untouched, if more
   * bytes are needed. A buffer without an accessible array costs a copy of the packet.
   *
   * @throws MqttException if the bytes so far cannot become a packet; the position is untouched
   */
  public MqttPacket poll(ByteBuffer in) throws MqttException {
    if (!locate(in)) {
      return null;
    }
    MqttPacket packet = read();
    body.finish();
    in.position(in.position() + header.packetLength());
    return packet;
  }

  /**
   * Whether a whole PUBLISH is at the buffer's position: then {@code view} shows it and the position moves behind it.
   * If not, nothing changes, and {@link #poll(ByteBuffer)} tells whether another packet is there or more bytes are
   * needed.
   *
   * @throws MqttException if the bytes so far cannot become a packet; the position is untouched
   */
  public boolean poll(ByteBuffer in, PublishView view) throws MqttException {
    if (!locate(in) || header.type() != PacketType.PUBLISH) {
      return false;
    }
    view.show(header.flags(), body);
    in.position(in.position() + header.packetLength());
    return true;
  }

  /** Whether a whole packet is in the buffer; {@link #header} and {@link #body} then belong to it. */
  private boolean locate(ByteBuffer in) throws MqttException {
    if (!in.hasArray()) {
      return locateCopied(in);
    }
    int from = in.arrayOffset() + in.position();
    if (!header.parse(in.array(), from, from + in.remaining()) || in.remaining() < header.packetLength()) {
      return false;
    }
    body.aim(in.array(), from + header.headerLength(), from + header.packetLength());
    return true;
  }

  private boolean locateCopied(ByteBuffer in) throws MqttException {
    int available = Math.min(headerBytes.length, in.remaining());
    in.get(in.position(), headerBytes, 0, available);
    if (!header.parse(headerBytes, 0, available) || in.remaining() < header.packetLength()) {
      return false;
    }
    byte[] packet = new byte[header.packetLength()];
    in.get(in.position(), packet);
    body.aim(packet, header.headerLength(), packet.length);
    return true;
  }

  private MqttPacket read() throws MqttException {
    return switch (header.type()) {
      case CONNECT -> Connect.read(body);
      case CONNACK -> ConnAck.read(body);
      case PUBLISH -> Publish.read(header.flags(), body);
      case PUBACK -> new PubAck(body.packetId());
      case PUBREC -> new PubRec(body.packetId());
      case PUBREL -> new PubRel(body.packetId());
      case PUBCOMP -> new PubComp(body.packetId());
      case SUBSCRIBE -> Subscribe.read(body);
      case SUBACK -> SubAck.read(body);
      case UNSUBSCRIBE -> Unsubscribe.read(body);
      case UNSUBACK -> new UnsubAck(body.packetId());
      case PINGREQ -> new PingReq();
      case PINGRESP -> new PingResp();
      case DISCONNECT -> new Disconnect();
    };
  }
}
