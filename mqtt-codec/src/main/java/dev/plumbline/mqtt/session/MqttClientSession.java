package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.Disconnect;
import dev.plumbline.mqtt.MqttException;
import dev.plumbline.mqtt.MqttFault;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.mqtt.PingResp;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import dev.plumbline.mqtt.TopicName;
import dev.plumbline.mqtt.UnsubAck;
import dev.plumbline.mqtt.Unsubscribe;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * One network connection of an MQTT 3.1.1 client, as a state machine: bytes and time in, bytes and events out. What
 * must survive the connection is in its {@link SessionState}, from which the next connection goes on: whatever was
 * not acknowledged is sent again, with DUP and in its order.
 *
 * <p>A driver moves bytes: what it read into {@link #receive}, what {@link #transmit} gives to the network; then it
 * polls events, transmits again, because taking an event may owe the server an answer, and sleeps for at most {@link
 * #nanosToDeadline} before it calls {@link #tick}. It closes the network connection when {@link #phase} is {@link
 * Phase#CLOSED}, and calls {@link #close} when the network has closed it. The connection must be an ordered, lossless
 * stream of bytes (MQTT-7.1.2-1).
 *
 * <p>Times are nanoseconds as {@link System#nanoTime} gives them. Not thread-safe.
 */
public final class MqttClientSession implements AutoCloseable {

  /** How far the connection has come. */
  public enum Phase {
    /** CONNECT was not answered yet. What is published or subscribed to now is sent when it is. */
    CONNECTING,
    /** The server has accepted. */
    CONNECTED,
    /** DISCONNECT is the last thing still to be transmitted; what comes is ignored. */
    DISCONNECTING,
    /** Nothing can come or go any more. The network connection must be closed. */
    CLOSED
  }

  private final boolean cleanSession;
  private final SessionState state;
  private final PacketLog log;
  private final Requests requests;
  private final KeepAlive keepAlive;
  private final Inbox inbox;
  private final Sender sender;
  private final Deque<SessionEvent> events = new ArrayDeque<>();
  private Phase phase = Phase.CONNECTING;

  /**
   * Begins a connection: CONNECT is the first thing that {@link #transmit} gives (MQTT-3.1.0-1).
   *
   * @param connect the packet to send, which says whether the session is clean; its password must not be wiped before
   *     it is sent
   * @param state of this client; an older connection that used it can no longer be used
   * @throws IllegalArgumentException if the state is another client's, or {@code connect} asks with an empty client
   *     identifier for a session to be kept (MQTT-3.1.3-7)
   */
  public MqttClientSession(Connect connect, SessionState state, SessionLimits limits, PacketLog log, long now) {
    if (connect.clientId().isEmpty() && !connect.cleanSession()) {
      throw MqttFault.EMPTY_CLIENT_ID_KEEPS_SESSION.refuse("CONNECT");
    }
    this.cleanSession = connect.cleanSession();
    this.state = state;
    this.log = log;
    this.requests = new Requests(state.packetIds());
    this.keepAlive = new KeepAlive(connect.keepAlive(), limits.responseTimeout(), now);
    this.inbox = new Inbox(limits.maximumPacketSize());
    this.sender = new Sender(connect, state, limits.maximumInFlight(), log);
    for (long forgotten : state.attach(this, connect)) {
      events.add(new SessionEvent.Discarded(forgotten));
    }
  }

  /** How far the connection has come. */
  public Phase phase() {
    return phase;
  }

  /**
   * Queues a message and returns its number, which {@link SessionEvent.Published} will name; numbers count from 1 for
   * each state. Messages leave in the order of the calls.
   *
   * @throws IllegalArgumentException if the message is too large for MQTT
   * @throws IllegalStateException if the connection is closing or closed
   */
  public long publish(TopicName topicName, Payload payload, QoS qos, boolean retain) {
    requireOpen();
    return state.enqueue(topicName, payload, qos, retain);
  }

  /**
   * Queues a SUBSCRIBE and returns its packet identifier, which {@link SessionEvent.Subscribed} will name. A request
   * that is not answered before the connection ends is forgotten.
   *
   * @throws IllegalStateException if the connection is closing or closed
   */
  public int subscribe(List<Subscription> subscriptions) {
    requireOpen();
    Subscribe subscribe = requests.subscribe(subscriptions);
    sender.add(subscribe);
    return subscribe.packetId();
  }

  /**
   * Queues an UNSUBSCRIBE and returns its packet identifier, which {@link SessionEvent.Unsubscribed} will name. A
   * request that is not answered before the connection ends is forgotten.
   *
   * @throws IllegalStateException if the connection is closing or closed
   */
  public int unsubscribe(List<TopicFilter> topicFilters) {
    requireOpen();
    Unsubscribe unsubscribe = requests.unsubscribe(topicFilters);
    sender.add(unsubscribe);
    return unsubscribe.packetId();
  }

  /**
   * Leaves in good order, so that the server forgets the will: answers that are due still go out, then DISCONNECT,
   * then nothing (MQTT-3.14.4-2). Messages that were not sent stay in the state. Has no effect if the connection is
   * closing or closed.
   */
  public void disconnect() {
    if (!isOpen()) {
      return;
    }
    if (sender.hasBegun()) {
      sender.finish(new Disconnect());
      phase = Phase.DISCONNECTING;
    } else {
      close();
    }
  }

  /**
   * The network connection is gone, or shall be without a DISCONNECT. Events that have happened can still be polled.
   */
  @Override
  public void close() {
    phase = Phase.CLOSED;
    sender.close(events);
    requests.abandon();
  }

  /**
   * Takes all of what the server sent.
   *
   * @throws MqttException if it breaks the protocol: the connection is closed then (MQTT-4.8.0-1), and events that
   *     happened before can still be polled
   */
  public void receive(ByteBuffer fromServer, long now) throws MqttException {
    if (!isOpen()) {
      fromServer.position(fromServer.limit());
      return;
    }
    state.requireOwner(this);
    keepAlive.received(now);
    inbox.add(fromServer);
    try {
      MqttPacket packet = inbox.next();
      while (packet != null) {
        log.received(packet);
        handle(packet);
        packet = isOpen() ? inbox.next() : null;
      }
    } catch (MqttException e) {
      close();
      throw e;
    }
  }

  /**
   * Writes as much of what is to be sent as fits, and returns how many bytes that was; 0 if nothing is to be sent
   * now.
   */
  public int transmit(ByteBuffer toServer, long now) {
    if (phase != Phase.CLOSED) {
      state.requireOwner(this);
    }
    int before = toServer.position();
    if (sender.transmit(toServer, events)) {
      keepAlive.pinged(now);
    }
    int length = toServer.position() - before;
    if (length > 0) {
      keepAlive.sent(now);
    }
    if (phase == Phase.DISCONNECTING && sender.isIdle()) {
      close();
    }
    return length;
  }

  /**
   * The next thing that happened, or null. A message counts as delivered when it is taken here, and is acknowledged
   * then.
   */
  public SessionEvent poll() {
    SessionEvent event = events.poll();
    while (event instanceof SessionEvent.MessageReceived message && !deliver(message.publish())) {
      event = events.poll();
    }
    return event;
  }

  /** How long {@link #tick} may wait; {@link Long#MAX_VALUE} if for ever. */
  public long nanosToDeadline(long now) {
    return isOpen() ? keepAlive.nanosLeft(now) : Long.MAX_VALUE;
  }

  /**
   * Does what time demands: queues a PINGREQ if we have been silent for long enough.
   *
   * @throws MqttException if the server owes an answer for too long; the connection is closed then
   */
  public void tick(long now) throws MqttException {
    if (!isOpen()) {
      return;
    }
    try {
      keepAlive.requirePunctualServer(now);
    } catch (MqttException e) {
      close();
      throw e;
    }
    if (keepAlive.takePing(now)) {
      sender.add(new PingReq());
    }
  }

  private void handle(MqttPacket packet) throws MqttException {
    boolean isConnAck = packet instanceof ConnAck;
    if (isConnAck != (phase == Phase.CONNECTING)) {
      throw MqttFault.CONNACK_NOT_FIRST.with(packet.type() + " while " + phase);
    }
    if (packet instanceof ConnAck connAck) {
      connected(connAck);
    } else if (packet instanceof Publish publish) {
      events.add(new SessionEvent.MessageReceived(publish));
    } else if (packet instanceof PubAck pubAck) {
      finished(state.acknowledge(pubAck), pubAck.packetId(), QoS.AT_LEAST_ONCE, packet);
    } else if (packet instanceof PubRec pubRec) {
      received(pubRec);
    } else if (packet instanceof PubRel pubRel) {
      state.release(pubRel);
      sender.add(new PubComp(pubRel.packetId()));
    } else if (packet instanceof PubComp pubComp) {
      finished(state.complete(pubComp), pubComp.packetId(), QoS.EXACTLY_ONCE, packet);
    } else if (packet instanceof SubAck subAck) {
      events.add(requests.answer(subAck));
    } else if (packet instanceof UnsubAck unsubAck) {
      events.add(requests.answer(unsubAck));
    } else if (packet instanceof PingResp) {
      keepAlive.answered();
    }
  }

  private void connected(ConnAck connAck) throws MqttException {
    if (connAck.returnCode() != ConnectReturnCode.ACCEPTED) {
      events.add(new SessionEvent.Refused(connAck.returnCode()));
      close();
      return;
    }
    if (cleanSession && connAck.sessionPresent()) {
      throw MqttFault.SESSION_PRESENT_AFTER_CLEAN.with("CONNACK");
    }
    phase = Phase.CONNECTED;
    keepAlive.connected();
    if (!connAck.sessionPresent()) {
      state.forgetReceived();
    }
    sender.resume();
    events.add(new SessionEvent.Connected(connAck.sessionPresent()));
  }

  private void received(PubRec pubRec) throws MqttException {
    if (!state.received(pubRec)) {
      events.add(new SessionEvent.Unmatched(pubRec));
    }
    // Also for an unknown message: without PUBREL the server would keep the identifier for ever.
    sender.add(new PubRel(pubRec.packetId()));
  }

  private void finished(OptionalLong message, int packetId, QoS qos, MqttPacket answer) {
    events.add(message.isPresent()
        ? new SessionEvent.Published(message.getAsLong(), packetId, qos)
        : new SessionEvent.Unmatched(answer));
  }

  /** Whether the application gets this message; the server gets its answer in any case (MQTT-4.5.0-2). */
  private boolean deliver(Publish publish) {
    state.requireOwner(this);
    if (publish.qos().isAcknowledged() && isOpen()) {
      int packetId = publish.packetId();
      sender.add(publish.qos() == QoS.AT_LEAST_ONCE ? new PubAck(packetId) : new PubRec(packetId));
    }
    return publish.qos() != QoS.EXACTLY_ONCE || state.firstDelivery(publish.packetId());
  }

  private boolean isOpen() {
    return phase == Phase.CONNECTING || phase == Phase.CONNECTED;
  }

  private void requireOpen() {
    state.requireOwner(this);
    if (!isOpen()) {
      throw new IllegalStateException("the connection is " + phase);
    }
  }
}
