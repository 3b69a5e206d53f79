package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Ours and Netty's codec on the same bytes: what we write it reads and writes back, and where it takes more, we know
 * why.
 */
class NettyAgreementTest {
  @Provide
  Arbitrary<MqttPacket> packets() {
    return Packets.any();
  }

  @Property(tries = 2000)
  void nettyReadsWhatWeWriteAndWritesTheSameBytes(@ForAll("packets") MqttPacket packet) {
    if (isBeyondNetty(packet)) {
      return;
    }
    byte[] ours = packet.encode();
    MqttMessage message = Netty.decode(ours);
    assertNotNull(message, "Netty wants more");
    assertTrue(message.decoderResult().isSuccess(), () -> packet + ": " + message.decoderResult());
    byte[] theirs = Netty.encode(message);
    assertArrayEquals(ours, theirs, packet::toString);
    assertEquals(packet, Wire.decode(theirs));
  }

  /** Netty skips a will topic over 32767 bytes and then has none to write. */
  private static boolean isBeyondNetty(MqttPacket packet) {
    return packet instanceof Connect connect && connect.will() != null
        && connect.will().topicName().length() > Short.MAX_VALUE;
  }

  @Property(tries = 10_000)
  void whatNettyTakesAndWeRefuseHasAReason(@ForAll("packets") MqttPacket packet,
      @ForAll("packets") MqttPacket other, @ForAll Random random) {
    byte[] bytes = Mutations.mutate(packet.encode(), other.encode(), random);
    MqttMessage theirs = Netty.decode(bytes);
    boolean nettyTakes = theirs != null && theirs.decoderResult().isSuccess();
    MqttPacket ours = null;
    MqttFault fault = null;
    try {
      ours = new MqttReader(Direction.EITHER, Wire.MAXIMUM).poll(ByteBuffer.wrap(bytes));
    } catch (MqttException refused) {
      fault = refused.fault();
    }
    if (fault != null && nettyTakes) {
      MqttFault refusedHere = fault;
      assertTrue(NettyLaxityTest.LAXITIES.stream().anyMatch(laxity -> laxity.fault() == refusedHere),
          "Netty takes what we refuse as " + fault);
    }
    if (ours != null && !isBeyondNetty(ours)) {
      assertTrue(nettyTakes, "Netty refuses " + ours);
      assertArrayEquals(ours.encode(), Netty.encode(theirs), ours::toString);
    } else {
      ReferenceCountUtil.release(theirs);
    }
  }
}
