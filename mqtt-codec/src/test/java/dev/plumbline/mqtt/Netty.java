package dev.plumbline.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;

/** Netty's codec, one packet at a time. */
final class Netty {
  private Netty() {
  }

  /** The first message of the bytes, perhaps an invalid one; null if more are needed. */
  static MqttMessage decode(byte[] bytes) {
    EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(Wire.MAXIMUM, 65535));
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
      return channel.readInbound();
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  static byte[] encode(MqttMessage message) {
    EmbeddedChannel channel = new EmbeddedChannel(MqttEncoder.INSTANCE);
    try {
      channel.writeOutbound(message);
      ByteBuf out = channel.readOutbound();
      byte[] bytes = ByteBufUtil.getBytes(out);
      out.release();
      return bytes;
    } finally {
      channel.finishAndReleaseAll();
    }
  }
}
