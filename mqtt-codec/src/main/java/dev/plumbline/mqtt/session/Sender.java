package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.PacketType;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.session.SessionState.FirstAttempt;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Decides what goes out next: first CONNECT and nothing else until the server has accepted, then what is due
 * (answers, requests, pings) in the order in which it became due, then messages to deliver again, then new messages.
 * Must not know what comes in.
 */
final class Sender {
  private final SessionState state;
  private final int maximumInFlight;
  private final PacketLog log;
  private final Outbox outbox = new Outbox();
  private final Deque<MqttPacket> due = new ArrayDeque<>();
  private final Deque<Integer> redeliveries = new ArrayDeque<>();
  private Connect connect;
  private boolean accepted;
  private boolean messagesFlow;
  private SessionEvent.Published onceTransmitted;

  Sender(Connect connect, SessionState state, int maximumInFlight, PacketLog log) {
    this.connect = connect;
    this.state = state;
    this.maximumInFlight = maximumInFlight;
    this.log = log;
  }

  boolean hasBegun() {
    return connect == null;
  }

  void add(MqttPacket packet) {
    due.add(packet);
  }

  /**
   * The server has accepted: what an earlier connection left unfinished comes before everything else (MQTT-4.4.0-1).
   */
  void resume() {
    accepted = true;
    messagesFlow = true;
    List<Integer> released = state.released();
    for (int i = released.size() - 1; i >= 0; i--) {
      due.addFirst(new PubRel(released.get(i)));
    }
    redeliveries.addAll(state.unacknowledged());
  }

  /** {@code last} goes out after what is due, and nothing after it (MQTT-3.14.4-2). */
  void finish(MqttPacket last) {
    due.add(last);
    accepted = true;
    messagesFlow = false;
  }

  /** Whether all that was due has left to the last byte. */
  boolean isIdle() {
    return connect == null && due.isEmpty() && outbox.isEmpty();
  }

  /**
   * Writes as much as fits; completed messages at QoS 0 become {@code events}. Returns whether a PINGREQ began to
   * leave.
   */
  boolean transmit(ByteBuffer out, Deque<SessionEvent> events) {
    boolean pinged = false;
    outbox.drain(out);
    report(events);
    while (outbox.isEmpty() && out.hasRemaining()) {
      MqttPacket packet = next();
      if (packet == null) {
        break;
      }
      log.sent(packet);
      outbox.write(packet, out);
      pinged |= packet.type() == PacketType.PINGREQ;
      report(events);
    }
    return pinged;
  }

  /** The connection is over; a message at QoS 0 that it cut off is lost, which {@code events} learn. */
  void close(Deque<SessionEvent> events) {
    if (onceTransmitted != null) {
      events.add(new SessionEvent.Discarded(onceTransmitted.message()));
      onceTransmitted = null;
    }
    outbox.wipe();
    due.clear();
    redeliveries.clear();
    connect = null;
    accepted = false;
  }

  private MqttPacket next() {
    if (connect != null) {
      MqttPacket first = connect;
      connect = null;
      return first;
    }
    if (!accepted) {
      return null;
    }
    MqttPacket packet = due.poll();
    return packet == null && messagesFlow ? nextMessage() : packet;
  }

  private Publish nextMessage() {
    while (!redeliveries.isEmpty()) {
      Publish again = state.nextAttempt(redeliveries.remove());
      if (again != null) {
        return again;
      }
    }
    FirstAttempt first = state.firstAttempt(maximumInFlight);
    if (first == null) {
      return null;
    }
    if (!first.publish().qos().isAcknowledged()) {
      onceTransmitted = new SessionEvent.Published(first.number(), 0, QoS.AT_MOST_ONCE);
    }
    return first.publish();
  }

  /** A message at QoS 0 is done when its last byte was written. */
  private void report(Deque<SessionEvent> events) {
    if (onceTransmitted != null && outbox.isEmpty()) {
      events.add(onceTransmitted);
      onceTransmitted = null;
    }
  }
}
