package dev.plumbline.cli.mqtt;

import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.PubComp;
import dev.plumbline.mqtt.PubRec;
import dev.plumbline.mqtt.PubRel;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.Subscription;
import dev.plumbline.mqtt.UnsubAck;
import dev.plumbline.mqtt.session.PacketLog;
import java.io.PrintStream;
import java.util.stream.Collectors;

/** Prints packets in the words of mosquitto_pub -d and mosquitto_sub -d, which scripts grep for. Never a payload. */
public final class MosquittoLog implements PacketLog {
  private final String client;
  private final PrintStream log;
  private int unnumbered;

  public MosquittoLog(String clientId, PrintStream log) {
    this.client = "Client " + (clientId.isEmpty() ? "(null)" : clientId) + " ";
    this.log = log;
  }

  @Override
  public void sent(MqttPacket packet) {
    if (packet instanceof Subscribe subscribe) {
      for (Subscription subscription : subscribe.subscriptions()) {
        print("sending SUBSCRIBE (Mid: " + subscribe.packetId() + ", Topic: " + subscription.topicFilter() + ", QoS: "
            + subscription.qos().number() + ", Options: 0x00)");
      }
      return;
    }
    print("sending " + packet.type() + sentDetails(packet));
  }

  private String sentDetails(MqttPacket packet) {
    if (packet instanceof Publish publish) {
      // mosquitto numbers messages at QoS 0 as well, though the number does not leave the client.
      int number = publish.packetId() != 0 ? publish.packetId() : ++unnumbered;
      return details(publish, number);
    }
    if (packet instanceof PubAck pubAck) {
      return " (m" + pubAck.packetId() + ", rc0)";
    }
    if (packet instanceof PubRec pubRec) {
      return " (m" + pubRec.packetId() + ", rc0)";
    }
    if (packet instanceof PubRel pubRel) {
      return " (m" + pubRel.packetId() + ")";
    }
    return packet instanceof PubComp pubComp ? " (m" + pubComp.packetId() + ")" : "";
  }

  @Override
  public void received(MqttPacket packet) {
    print("received " + packet.type() + receivedDetails(packet));
    if (packet instanceof SubAck subAck) {
      log.println("Subscribed (mid: " + subAck.packetId() + "): " + subAck.returnCodes().stream()
          .map(SubAckReturnCode::number)
          .map(String::valueOf)
          .collect(Collectors.joining(", ")));
    }
  }

  private static String receivedDetails(MqttPacket packet) {
    if (packet instanceof ConnAck connAck) {
      return " (" + connAck.returnCode().number() + ")";
    }
    if (packet instanceof Publish publish) {
      return details(publish, publish.packetId());
    }
    if (packet instanceof PubAck pubAck) {
      return " (Mid: " + pubAck.packetId() + ", RC:0)";
    }
    if (packet instanceof PubRec pubRec) {
      return " (Mid: " + pubRec.packetId() + ")";
    }
    if (packet instanceof PubRel pubRel) {
      return " (Mid: " + pubRel.packetId() + ")";
    }
    if (packet instanceof PubComp pubComp) {
      return " (Mid: " + pubComp.packetId() + ", RC:0)";
    }
    return packet instanceof UnsubAck unsubAck ? " (Mid: " + unsubAck.packetId() + ")" : "";
  }

  private static String details(Publish publish, int number) {
    return " (d" + (publish.dup() ? 1 : 0) + ", q" + publish.qos().number() + ", r" + (publish.retain() ? 1 : 0) + ", m"
        + number + ", '" + publish.topicName() + "', ... (" + publish.payload().length() + " bytes))";
  }

  private void print(String what) {
    log.println(client + what);
  }
}
