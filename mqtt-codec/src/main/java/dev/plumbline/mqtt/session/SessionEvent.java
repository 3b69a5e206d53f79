package dev.plumbline.mqtt.session;

import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.TopicFilter;
import java.util.List;

/** What a session has to tell the application, in the order in which it happened. */
public sealed interface SessionEvent {

  /**
   * The server accepted; messages flow from now on.
   *
   * @param sessionPresent whether it remembers this client's subscriptions
   */
  record Connected(boolean sessionPresent) implements SessionEvent { }

  /**
   * The server refused; the session is closed.
   *
   * @param returnCode why, never {@link ConnectReturnCode#ACCEPTED}
   */
  record Refused(ConnectReturnCode returnCode) implements SessionEvent { }

  /**
   * A message is out of our hands: at QoS 0 its last byte was taken by {@link MqttClientSession#transmit}, at QoS 1
   * and 2 the server has answered for it.
   *
   * @param message the number that {@link MqttClientSession#publish} returned
   * @param packetId the identifier it had, free again now; 0 at QoS 0
   */
  record Published(long message, int packetId, QoS qos) implements SessionEvent { }

  /**
   * A message will not be sent (again): at QoS 0 because the connection ended in the middle of it; at QoS 1 and 2
   * because an earlier connection had sent it, no server had answered for it, and the new session is clean
   * (MQTT-3.1.2-6). In the second case it may have arrived; the application may publish it anew.
   *
   * @param message the number that {@link MqttClientSession#publish} returned
   */
  record Discarded(long message) implements SessionEvent { }

  /**
   * A message for the application. At QoS 2 it comes once, however often it was sent.
   *
   * @param publish as it came
   */
  record MessageReceived(Publish publish) implements SessionEvent { }

  /**
   * The server answered a SUBSCRIBE.
   *
   * @param packetId what {@link MqttClientSession#subscribe} returned
   * @param requested what was asked for
   * @param returnCodes the answer to each, in the same order
   */
  record Subscribed(int packetId, List<Subscription> requested, List<SubAckReturnCode> returnCodes)
      implements SessionEvent { }

  /**
   * The server answered an UNSUBSCRIBE.
   *
   * @param packetId what {@link MqttClientSession#unsubscribe} returned
   */
  record Unsubscribed(int packetId, List<TopicFilter> topicFilters) implements SessionEvent { }

  /**
   * An answer to a message this session does not know, as a server may give that remembers more than a client that was
   * started anew. Nothing is wrong with the connection.
   *
   * @param packet a PUBACK, PUBREC or PUBCOMP
   */
  record Unmatched(MqttPacket packet) implements SessionEvent { }
}
