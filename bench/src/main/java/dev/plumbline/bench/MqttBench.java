package dev.plumbline.bench;

import dev.plumbline.bench.floor.MqttFloor;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttReader;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.PublishView;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The MQTT codec: a PUBLISH of QoS 1 with a topic of 20 characters and a payload of 100 bytes (126 bytes in all), and
 * a CONNECT with a password of 700 bytes. What is encoded is made in the operation, except the topic's name and the
 * password, which a client uses again and again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MqttBench {
  private static final String TOPIC = "devices/d-0001/state";
  private static final String CLIENT_ID = "projects/p/devices/d-0001";
  private static final String USER_NAME = "unused";
  private static final byte[] PAYLOAD = "0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PASSWORD = "j".repeat(700).getBytes(StandardCharsets.US_ASCII);

  private final MqttFloor floor = new MqttFloor(TOPIC, PAYLOAD, CLIENT_ID, USER_NAME, PASSWORD);
  private final byte[] out = new byte[1024];
  private final Password password = Password.copyOf(PASSWORD);
  private final TopicName topic = TopicName.of(TOPIC);
  private final MqttReader reader = new MqttReader(Direction.FROM_SERVER, 1024);
  private final PublishView view = new PublishView();
  private final byte[] received = new byte[126];
  private final ByteBuffer receivedBuffer = ByteBuffer.wrap(received);
  private final ByteBuf receivedNetty = Unpooled.wrappedBuffer(received);
  private final EmbeddedChannel nettyEncoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
  private final EmbeddedChannel nettyDecoder = new EmbeddedChannel(new MqttDecoder());
  private int packetId;

  @Setup
  public void setUp() {
    int length = floor.encodePublish(received, 7);
    if (length != received.length) {
      throw new IllegalStateException("a PUBLISH of " + length + " bytes");
    }
  }

  private int nextPacketId() {
    packetId = packetId % 0xFFFF + 1;
    return packetId;
  }

  @Benchmark
  public int encodePublishPlumbline() {
    return new Publish(topic, Payload.owning(PAYLOAD), QoS.AT_LEAST_ONCE, false, false, nextPacketId())
        .encode(out, 0);
  }

  @Benchmark
  public int encodePublishNetty() {
    nettyEncoder.writeOutbound(
        MqttMessageBuilders.publish()
            .topicName(TOPIC)
            .qos(MqttQoS.AT_LEAST_ONCE)
            .messageId(nextPacketId())
            .payload(Unpooled.wrappedBuffer(PAYLOAD))
            .build());
    return releaseOutbound();
  }

  @Benchmark
  public int encodePublishFloor() {
    return floor.encodePublish(out, nextPacketId());
  }

  @Benchmark
  public int encodeConnectPlumbline() {
    return new Connect(CLIENT_ID, true, 60, null, USER_NAME, password).encode(out, 0);
  }

  @Benchmark
  public int encodeConnectNetty() {
    nettyEncoder.writeOutbound(
        MqttMessageBuilders.connect()
            .clientId(CLIENT_ID)
            .cleanSession(true)
            .keepAlive(60)
            .hasUser(true)
            .username(USER_NAME)
            .hasPassword(true)
            .password(PASSWORD)
            .build());
    return releaseOutbound();
  }

  @Benchmark
  public int encodeConnectFloor() {
    return floor.encodeConnect(out);
  }

  private int releaseOutbound() {
    ByteBuf encoded = nettyEncoder.readOutbound();
    int length = encoded.readableBytes();
    encoded.release();
    return length;
  }

  @Benchmark
  public Object decodePublishPlumbline() throws MqttException {
    return reader.poll(receivedBuffer.clear());
  }

  @Benchmark
  public int decodePublishPlumblineView() throws MqttException {
    reader.poll(receivedBuffer.clear(), view);
    return view.packetId();
  }

  @Benchmark
  public int decodePublishNetty() {
    nettyDecoder.writeInbound(receivedNetty.retainedDuplicate());
    MqttPublishMessage message = nettyDecoder.readInbound();
    int id = message.variableHeader().packetId();
    message.release();
    return id;
  }

  @Benchmark
  public Object decodePublishFloor() {
    return floor.decodePublish(received);
  }
}
