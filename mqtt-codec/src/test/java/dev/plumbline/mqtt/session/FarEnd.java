package dev.plumbline.mqtt.session;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.MqttReader;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The other end of one connection in a test: reads what the session sends, sends what the test says, owns the clock.
 */
final class FarEnd {
  static final TopicName TOPIC = TopicName.of("t");
  static final SessionLimits LIMITS = new SessionLimits(10_000, 3, Duration.ofSeconds(5));

  final MqttClientSession session;
  private final MqttReader reader = new MqttReader(Direction.FROM_CLIENT, 1 << 20);
  private final ByteBuffer wire = ByteBuffer.allocate(1 << 20);
  private long now = Long.MAX_VALUE - 1_000_000_000L; // so that the clock wraps while a test runs

  FarEnd(Connect connect, SessionState state) {
    session = new MqttClientSession(connect, state, LIMITS, PacketLog.NONE, now);
  }

  /** A connection that the server has accepted, before anything else. */
  static FarEnd accepted(boolean cleanSession, SessionState state, boolean sessionPresent) {
    FarEnd far = new FarEnd(Connect.as("c").withCleanSession(cleanSession).withKeepAlive(40), state);
    far.received();
    far.send(new ConnAck(sessionPresent, ConnectReturnCode.ACCEPTED));
    return far;
  }

  static FarEnd accepted() {
    return accepted(false, new SessionState("c"), false);
  }

  /** Everything the session sends now. */
  List<MqttPacket> received() {
    session.transmit(wire, now);
    wire.flip();
    List<MqttPacket> packets = new ArrayList<>();
    try {
      for (MqttPacket packet = reader.poll(wire); packet != null; packet = reader.poll(wire)) {
        packets.add(packet);
      }
    } catch (MqttException e) {
      throw new AssertionError("the session breaks the protocol", e);
    }
    wire.compact();
    return packets;
  }

  void send(MqttPacket... packets) {
    try {
      for (MqttPacket packet : packets) {
        session.receive(ByteBuffer.wrap(packet.encode()), now);
      }
    } catch (MqttException e) {
      throw new AssertionError(e);
    }
  }

  /** The fault that the session closes with when it receives this. */
  MqttFault faultOn(byte[] bytes) {
    return assertThrows(MqttException.class, () -> session.receive(ByteBuffer.wrap(bytes), now)).fault();
  }

  List<SessionEvent> events() {
    List<SessionEvent> events = new ArrayList<>();
    for (SessionEvent event = session.poll(); event != null; event = session.poll()) {
      events.add(event);
    }
    return events;
  }

  void pass(long millis) {
    now += millis * 1_000_000;
  }

  void tick() throws MqttException {
    session.tick(now);
  }

  long millisToDeadline() {
    return session.nanosToDeadline(now) / 1_000_000;
  }

  long publish(String text, QoS qos) {
    return session.publish(TOPIC, Payload.ofText(text), qos, false);
  }

  static Publish message(String text, QoS qos, int packetId) {
    return new Publish(TOPIC, Payload.ofText(text), qos, false, false, packetId);
  }

  static Publish again(String text, QoS qos, int packetId) {
    return new Publish(TOPIC, Payload.ofText(text), qos, false, true, packetId);
  }
}
