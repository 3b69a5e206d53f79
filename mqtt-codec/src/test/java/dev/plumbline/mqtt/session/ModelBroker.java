package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Direction;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.MqttReader;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.mqtt.PingResp;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server with one client and a perfect memory, as MQTT 3.1.1 §4 describes it and as simply as can be: the oracle
 * for random sessions. It checks what the client sends as far as one packet can be checked, and records what it was
 * told.
 */
final class ModelBroker {
  /** What the client published, in the order in which a subscriber would get it. */
  final List<String> published = new ArrayList<>();

  private final Set<Integer> seenAtQos2 = new HashSet<>();
  private final Map<Integer, Publish> unacknowledged = new LinkedHashMap<>();
  private final Set<Integer> released = new HashSet<>();
  private final Set<Integer> everSent = new HashSet<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private MqttReader reader;
  private ByteBuffer held;
  private boolean connected;
  private boolean hasSession;
  private int lastPacketId;

  /** A new network connection; all that was on its way is lost. */
  void newConnection() {
    reader = new MqttReader(Direction.FROM_CLIENT, 10_000);
    held = ByteBuffer.allocate(1 << 16);
    out.reset();
    connected = false;
  }

  /** A message for the client. */
  void publish(String text, QoS qos) {
    do {
      lastPacketId = lastPacketId % 7 + 1;
    } while (unacknowledged.containsKey(lastPacketId) || released.contains(lastPacketId));
    Publish message = FarEnd.message(text, qos, qos.isAcknowledged() ? lastPacketId : 0);
    if (qos.isAcknowledged()) {
      unacknowledged.put(lastPacketId, message);
      everSent.remove(lastPacketId);
    }
    if (connected) {
      deliver(message);
    }
  }

  /** Whether there is an identifier for another message; a server has a window too. */
  boolean mayPublish() {
    return unacknowledged.size() + released.size() < 6;
  }

  boolean isQuiet() {
    return unacknowledged.isEmpty() && released.isEmpty() && seenAtQos2.isEmpty();
  }

  private void deliver(Publish message) {
    boolean again = message.qos().isAcknowledged() && !everSent.add(message.packetId());
    send(new Publish(message.topicName(), message.payload(), message.qos(), false, again, message.packetId()));
  }

  private void send(MqttPacket packet) {
    out.writeBytes(packet.encode());
  }

  /** What is on its way to the client. */
  byte[] takeOutput() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  void receive(ByteBuffer bytes) throws MqttException {
    held.put(bytes).flip();
    for (MqttPacket packet = reader.poll(held); packet != null; packet = reader.poll(held)) {
      handle(packet);
    }
    held.compact();
  }

  private void handle(MqttPacket packet) {
    if (packet instanceof Connect != !connected) {
      throw new AssertionError("CONNECT must come first and once: " + packet);
    }
    if (packet instanceof Connect) {
      connected = true;
      send(new ConnAck(hasSession, ConnectReturnCode.ACCEPTED));
      hasSession = true;
      released.forEach(id -> send(new PubRel(id)));
      unacknowledged.values().forEach(this::deliver);
    } else if (packet instanceof Publish publish) {
      publishedByClient(publish);
    } else if (packet instanceof PubRel pubRel) {
      seenAtQos2.remove(pubRel.packetId());
      send(new PubComp(pubRel.packetId()));
    } else if (packet instanceof PubAck pubAck) {
      requireQos(QoS.AT_LEAST_ONCE, unacknowledged.remove(pubAck.packetId()));
    } else if (packet instanceof PubRec pubRec) {
      if (released.add(pubRec.packetId())) {
        requireQos(QoS.EXACTLY_ONCE, unacknowledged.remove(pubRec.packetId()));
      }
      send(new PubRel(pubRec.packetId()));
    } else if (packet instanceof PubComp pubComp) {
      if (!released.remove(pubComp.packetId())) {
        throw new AssertionError("nothing was released: " + packet);
      }
    } else if (packet instanceof PingReq) {
      send(new PingResp());
    } else {
      throw new AssertionError("unexpected " + packet);
    }
  }

  private void publishedByClient(Publish publish) {
    String text = text(publish.payload());
    switch (publish.qos()) {
      case AT_MOST_ONCE -> published.add(text);
      case AT_LEAST_ONCE -> {
        published.add(text);
        send(new PubAck(publish.packetId()));
      }
      case EXACTLY_ONCE -> {
        if (seenAtQos2.add(publish.packetId())) {
          published.add(text);
        } else if (!publish.dup()) {
          throw new AssertionError("sent again without DUP: " + publish);
        }
        send(new PubRec(publish.packetId()));
      }
    }
  }

  private static void requireQos(QoS qos, Publish answered) {
    if (answered == null || answered.qos() != qos) {
      throw new AssertionError("an answer to " + answered + " as if it were " + qos);
    }
  }

  static String text(Payload payload) {
    return new String(payload.toByteArray(), StandardCharsets.UTF_8);
  }
}
