package dev.plumbline.cli.demo;

import dev.plumbline.cli.output.Console;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.session.PacketLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps the packets of one client as lines, to be printed when it is its turn. Thread-safe. */
final class PacketStory implements PacketLog {
  private final Console console;
  private final List<String> lines = new ArrayList<>();

  PacketStory(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void sent(MqttPacket packet) {
    lines.add("   → " + describe(packet));
  }

  @Override
  public synchronized void received(MqttPacket packet) {
    lines.add("   ← " + describe(packet));
  }

  /** Prints what has gathered since the last time. */
  synchronized void print() {
    lines.forEach(console.out()::println);
    console.out().flush();
    lines.clear();
  }

  private String describe(MqttPacket packet) {
    String name = console.style().strong(packet.type().name());
    if (packet instanceof Publish publish) {
      String text = new String(publish.payload().toByteArray(), StandardCharsets.UTF_8);
      return name + "  " + publish.topicName() + ": " + text
          + console.style().quiet("  QoS " + publish.qos().number());
    }
    if (packet instanceof Subscribe subscribe) {
      return name + "  " + subscribe.subscriptions().get(0).topicFilter();
    }
    return packet instanceof ConnAck connAck ? name + "  " + connAck.returnCode().sentence() : name;
  }
}
