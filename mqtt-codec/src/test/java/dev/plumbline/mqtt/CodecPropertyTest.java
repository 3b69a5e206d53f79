package dev.plumbline.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every packet and for all bytes. */
class CodecPropertyTest {

  @Provide
  Arbitrary<MqttPacket> packets() {
    return Packets.any();
  }

  @Provide
  Arbitrary<List<MqttPacket>> streams() {
    return Packets.any().list().ofMinSize(1).ofMaxSize(8);
  }

  @Property(tries = 1500)
  void whatIsEncodedDecodesToTheSame(@ForAll("packets") MqttPacket packet) {
    byte[] bytes = packet.encode();
    assertEquals(packet.encodedLength(), bytes.length);
    assertEquals(packet, Wire.decode(bytes));
    assertEquals(packet.hashCode(), Wire.decode(bytes).hashCode());
  }

  @Property(tries = 500)
  void isWrittenToTheByteAtAnyPlaceOfAnyBuffer(@ForAll("packets") MqttPacket packet) {
    byte[] bytes = packet.encode();
    byte[] array = new byte[bytes.length + 9];
    assertEquals(4 + bytes.length, packet.encode(array, 4));
    assertArrayEquals(bytes, Arrays.copyOfRange(array, 4, 4 + bytes.length));
    for (ByteBuffer buffer : List.of(ByteBuffer.allocate(bytes.length + 7).position(5).slice(),
        ByteBuffer.allocateDirect(bytes.length + 2))) {
      packet.encode(buffer);
      assertEquals(bytes.length, buffer.position());
      byte[] written = new byte[bytes.length];
      buffer.get(0, written);
      assertArrayEquals(bytes, written);
    }
  }

  @Property(tries = 500)
  void everyStrictPrefixAsksForMore(@ForAll("packets") MqttPacket packet) throws MqttException {
    byte[] bytes = packet.encode();
    MqttReader reader = new MqttReader(Direction.EITHER, bytes.length);
    int step = Math.max(1, bytes.length / 200);
    for (int length = 0; length < bytes.length; length += length < 20 ? 1 : step) {
      ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
      assertNull(reader.poll(in));
      assertFalse(reader.poll(in, new PublishView()));
      assertNull(reader.poll(in.asReadOnlyBuffer()));
      assertEquals(0, in.position());
    }
  }

  /** Any exception but an MqttException fails the property. */
  @Property(tries = 30_000)
  @Normative("MQTT-4.8.0-1")
  void damagedBytesAreAPacketOrWantMoreOrAreRefused(@ForAll("packets") MqttPacket packet,
      @ForAll("packets") MqttPacket other, @ForAll Random random) {
    byte[] bytes = Mutations.mutate(packet.encode(), other.encode(), random);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    MqttReader reader = new MqttReader(Direction.EITHER, Wire.MAXIMUM);
    int taken = 0;
    try {
      for (MqttPacket decoded = reader.poll(in); decoded != null; decoded = reader.poll(in)) {
        assertArrayEquals(Arrays.copyOfRange(bytes, taken, in.position()), decoded.encode(),
            "what decodes must encode to the same bytes");
        taken = in.position();
      }
    } catch (MqttException refused) {
      assertFalse(refused.fault().statement().isEmpty());
    }
    assertEquals(taken, in.position());
  }

  @Property(tries = 30_000)
  void damagedBytesFareTheSameInAViewAndInAnyBuffer(@ForAll("packets") MqttPacket packet, @ForAll Random random) {
    byte[] bytes = Mutations.mutate(packet.encode(), Wire.bytes(0x30, 3, 0, 1, 'a'), random);
    Object inArray = outcome(ByteBuffer.wrap(bytes), false);
    assertEquals(inArray, outcome(ByteBuffer.wrap(bytes), true));
    assertEquals(inArray, outcome(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), false));
    assertEquals(inArray, outcome(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), true));
    byte[] moved = Wire.join(new byte[3], bytes, new byte[5]);
    assertEquals(inArray, outcome(ByteBuffer.wrap(moved, 3, bytes.length).slice(), false));
  }

  /** The first packet of the bytes, or the fault, or null. */
  private static Object outcome(ByteBuffer in, boolean throughView) {
    MqttReader reader = new MqttReader(Direction.EITHER, Wire.MAXIMUM);
    PublishView view = new PublishView();
    try {
      if (throughView && reader.poll(in, view)) {
        assertEquals(view.toPublish().topicName().toString(), view.topicText());
        return view.toPublish();
      }
      return reader.poll(in);
    } catch (MqttException refused) {
      return refused.getMessage();
    }
  }

  @Property(tries = 500)
  void howTheBytesAreCutUpDoesNotMatter(@ForAll("streams") List<MqttPacket> packets, @ForAll Random random)
      throws MqttException {
    byte[] bytes = Wire.join(packets.stream().map(MqttPacket::encode).toArray(byte[][]::new));
    MqttReader reader = new MqttReader(Direction.EITHER, Wire.MAXIMUM);
    List<MqttPacket> read = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    int largestPiece = 1 + random.nextInt(random.nextBoolean() ? 3 : bytes.length);
    for (int at = 0; at < bytes.length;) {
      int length = Math.min(bytes.length - at, Math.max(bytes.length / 2000, 1 + random.nextInt(largestPiece)));
      buffer.put(bytes, at, length).flip();
      at += length;
      for (MqttPacket packet = reader.poll(buffer); packet != null; packet = reader.poll(buffer)) {
        read.add(packet);
      }
      buffer.compact();
    }
    assertEquals(packets, read);
  }
}
