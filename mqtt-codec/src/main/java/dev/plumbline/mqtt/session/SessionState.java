package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.TopicName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a client keeps from one connection to the next (MQTT 3.1.1 §4.1): messages not yet sent, messages sent and not
 * yet answered for, identifiers of received messages that must not be delivered twice. Lives in memory: what a
 * restarted process would need is lost with the process. Belongs to one connection at a time. Not thread-safe.
 */
public final class SessionState {
  private final String clientId;
  private final PacketIds packetIds = new PacketIds();
  /** Without identifiers; these are not part of the session and outlive a clean one. */
  private final Deque<Outgoing> waiting = new ArrayDeque<>();
  /** PUBLISH was sent, PUBACK or PUBREC has not come; in the order of the PUBLISHes (MQTT-4.6.0-1). */
  private final Map<Integer, Outgoing> unacknowledged = new LinkedHashMap<>();
  /**
   * PUBREC has come, PUBCOMP has not, only the message's number is left; in the order of the PUBRECs (MQTT-4.6.0-4).
   */
  private final Map<Integer, Long> released = new LinkedHashMap<>();
  /** QoS 2 was delivered to the application, PUBREL has not come. */
  private final BitSet received = new BitSet();
  private MqttClientSession owner;
  private boolean lastWasClean;
  private long messages;

  /** The state of a client that has never connected as {@code clientId} (MQTT-3.1.3-2). */
  public SessionState(String clientId) {
    this.clientId = Objects.requireNonNull(clientId, "clientId");
  }

  /** Whose state this is. */
  public String clientId() {
    return clientId;
  }

  /** How many messages have been published and not been sent even once. */
  public int waiting() {
    return waiting.size();
  }

  /** How many messages at QoS 1 and 2 have been sent and not been answered for. */
  public int inFlight() {
    return unacknowledged.size() + released.size();
  }

  /**
   * Hands the state to a new connection, which an older one loses it to; returns the numbers of messages that are
   * forgotten. A clean session begins with nothing and leaves nothing (MQTT-3.1.2-6).
   */
  List<Long> attach(MqttClientSession newOwner, Connect connect) {
    if (!connect.clientId().equals(clientId)) {
      throw new IllegalArgumentException("this is the state of client \"" + clientId + "\"");
    }
    owner = newOwner;
    List<Long> forgotten = new ArrayList<>();
    if (connect.cleanSession() || lastWasClean) {
      forgotten.addAll(released.values());
      unacknowledged.values().forEach(message -> forgotten.add(message.number()));
      released.keySet().forEach(packetIds::free);
      unacknowledged.keySet().forEach(packetIds::free);
      released.clear();
      unacknowledged.clear();
      received.clear();
    }
    lastWasClean = connect.cleanSession();
    return forgotten;
  }

  void requireOwner(MqttClientSession session) {
    if (owner != session) {
      throw new IllegalStateException("a newer connection has taken the session state over");
    }
  }

  PacketIds packetIds() {
    return packetIds;
  }

  /**
   * Takes a message and returns its number.
   *
   * @throws IllegalArgumentException if no PUBLISH can carry it
   */
  long enqueue(TopicName topicName, Payload payload, QoS qos, boolean retain) {
    Outgoing message = new Outgoing(messages + 1, topicName, payload, qos, retain);
    message.toPublish(qos.isAcknowledged() ? PacketIds.MAXIMUM : 0, false);
    waiting.add(message);
    return ++messages;
  }

  /** The next message to send for the first time, with an identifier if it needs one; null if none may go now. */
  FirstAttempt firstAttempt(int maximumInFlight) {
    Outgoing next = waiting.peek();
    if (next == null) {
      return null;
    }
    int packetId = 0;
    if (next.qos().isAcknowledged()) {
      packetId = inFlight() < maximumInFlight ? packetIds.next() : 0;
      if (packetId == 0) {
        return null;
      }
      packetIds.use(packetId);
      unacknowledged.put(packetId, next);
    }
    waiting.remove();
    return new FirstAttempt(next.number(), next.toPublish(packetId, false));
  }

  /** The identifiers of the messages to publish again after a reconnection, in their order (MQTT-4.4.0-1). */
  List<Integer> unacknowledged() {
    return List.copyOf(unacknowledged.keySet());
  }

  /** The identifiers to release again after a reconnection, in their order (MQTT-4.4.0-1). */
  List<Integer> released() {
    return List.copyOf(released.keySet());
  }

  /** The message to send again, or null if it has been answered for by now. */
  Publish nextAttempt(int packetId) {
    Outgoing message = unacknowledged.get(packetId);
    return message == null ? null : message.toPublish(packetId, true);
  }

  /** The server has no memory of this client, so the identifiers it uses from now on are new ones. */
  void forgetReceived() {
    received.clear();
  }

  /** Whether a received message at QoS 2 is to be delivered; from now on until its PUBREL it is not (MQTT-4.3.3-2). */
  boolean firstDelivery(int packetId) {
    boolean first = !received.get(packetId);
    received.set(packetId);
    return first;
  }

  void release(PubRel pubRel) {
    received.clear(pubRel.packetId());
  }

  /** The number of the message that PUBACK ends, or none if it is unknown. */
  OptionalLong acknowledge(PubAck pubAck) throws MqttException {
    int packetId = pubAck.packetId();
    Outgoing message = unacknowledged.get(packetId);
    if (message == null) {
      requireNot(released.containsKey(packetId), pubAck);
      return OptionalLong.empty();
    }
    requireNot(message.qos() != QoS.AT_LEAST_ONCE, pubAck);
    unacknowledged.remove(packetId);
    packetIds.free(packetId);
    return OptionalLong.of(message.number());
  }

  /** Whether PUBREC answers a known message, which may not be published again from now on (MQTT-4.3.3-1). */
  boolean received(PubRec pubRec) throws MqttException {
    int packetId = pubRec.packetId();
    Outgoing message = unacknowledged.get(packetId);
    if (message == null) {
      return released.containsKey(packetId);
    }
    requireNot(message.qos() != QoS.EXACTLY_ONCE, pubRec);
    unacknowledged.remove(packetId);
    released.put(packetId, message.number());
    return true;
  }

  /** The number of the message that PUBCOMP ends, or none if it is unknown. */
  OptionalLong complete(PubComp pubComp) throws MqttException {
    int packetId = pubComp.packetId();
    requireNot(unacknowledged.containsKey(packetId), pubComp);
    Long number = released.remove(packetId);
    if (number == null) {
      return OptionalLong.empty();
    }
    packetIds.free(packetId);
    return OptionalLong.of(number);
  }

  private static void requireNot(boolean wrongKind, MqttPacket answer) throws MqttException {
    if (wrongKind) {
      throw MqttFault.ANSWER_OF_WRONG_KIND.with(answer.toString());
    }
  }

  /** A message for the server. */
  record Outgoing(long number, TopicName topicName, Payload payload, QoS qos, boolean retain) {
    Publish toPublish(int packetId, boolean dup) {
      return new Publish(topicName, payload, qos, retain, dup, packetId);
    }
  }

  /** A message that is sent for the first time, and its number. */
  record FirstAttempt(long number, Publish publish) {
  }
}
