package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.Stretch;

/** Reads MQTT in clear. */
final class PacketReader implements ByteReader {
  private final PacketStream packets;
  private final UnreadReader rest;
  private long frame = -1;

  PacketReader(Side side, EventLog log, MqttDialogue dialogue) {
    packets = new PacketStream(side, dialogue, log::add);
    rest = new UnreadReader(side, log);
  }

  @Override
  public void data(byte[] array, int offset, int length, Stretch where) {
    // After a loss a packet is only looked for where a segment begins.
    if (packets.adrift() && where.frame() == frame) {
      return;
    }
    frame = where.frame();
    Segments here = new Segments();
    here.add(where, 0, length);
    int taken =
        packets.data(
            array, offset, offset + length, (span, from, to) -> here.extend(span, from - offset, to - offset));
    if (taken < length) {
      rest.data(
          array,
          offset + taken,
          length - taken,
          new Stretch(where.frame(), where.offset() + taken, where.nanos()));
    }
  }

  @Override
  public void missing(long bytes, Stretch where) {
    packets.missing(bytes);
    frame = -1;
  }

  @Override
  public void end() {
    packets.end();
  }

  @Override
  public int held() {
    return packets.held();
  }
}
