package dev.plumbline.cli.command;

import static dev.plumbline.cli.command.BadServerTest.assertOneSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.ScriptedBroker;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.PacketType;
import dev.plumbline.mqtt.Payload;
import dev.plumbline.mqtt.PingReq;
import dev.plumbline.mqtt.PingResp;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscribe;
import dev.plumbline.mqtt.TopicName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubCommandTest {
  private static final TopicName TOPIC = TopicName.of("a/b");

  private static Publish message(byte[] payload, int packetId) {
    QoS qos = packetId == 0 ? QoS.AT_MOST_ONCE : QoS.AT_LEAST_ONCE;
    return new Publish(TOPIC, Payload.copyOf(payload), qos, false, false, packetId);
  }

  private static Publish message(String payload) {
    return message(payload.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** Accepts, grants, and sends these messages. */
  private static ScriptedBroker sends(Publish... messages) {
    return new ScriptedBroker(packet -> {
      if (packet instanceof Connect) {
        return List.of(ScriptedBroker.ACCEPTED);
      }
      if (packet instanceof Subscribe subscribe) {
        List<MqttPacket> answers = new ArrayList<>();
        answers.add(new SubAck(subscribe.packetId(),
            subscribe.subscriptions().stream().map(each -> SubAckReturnCode.MAXIMUM_QOS_1).toList()));
        answers.addAll(List.of(messages));
        return answers;
      }
      return packet instanceof PingReq ? List.of(new PingResp()) : List.of();
    });
  }

  private static Outcome sub(ScriptedBroker broker, String... more) {
    return Outcome.of(arguments(broker, more));
  }

  private static String[] arguments(ScriptedBroker broker, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("sub", "--plain", "-h", "127.0.0.1", "-p", broker.port(), "-t", "a/#"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void printsPayloadsByteForByteAndLeavesAfterEnough() {
    byte[] payload = {0, (byte) 0xFF, '\n', 'x'};
    try (ScriptedBroker broker = sends(message(payload, 0), message(payload, 0), message("one too many"))) {
      Outcome outcome = sub(broker, "-C", "2", "-N");
      assertEquals(0, outcome.status(), outcome::toString);
      assertArrayEquals(new byte[] {0, (byte) 0xFF, '\n', 'x', 0, (byte) 0xFF, '\n', 'x'}, outcome.bytes());
      assertEquals("", outcome.err());
      assertEquals(List.of(PacketType.CONNECT, PacketType.SUBSCRIBE, PacketType.DISCONNECT), broker.types());
    }
  }

  @Test
  void acknowledgesWhatItPrintedAndNothingElse() {
    byte[] payload = {'x'};
    try (ScriptedBroker broker = sends(message(payload, 1), message(payload, 2), message(payload, 3))) {
      assertEquals(0, sub(broker, "-C", "2", "-q", "1").status());
      assertEquals(2, broker.types().stream().filter(PacketType.PUBACK::equals).count());
    }
  }

  @Test
  void printsTopicsAndFormats() {
    try (ScriptedBroker broker = sends(message("hi"), message(""))) {
      assertEquals("a/b hi\na/b (null)\n", sub(broker, "-C", "2", "-v").out());
      assertEquals("a/b|2|0|6869|hi%\t", sub(broker, "-C", "1", "-F", "%t|%l|%q|%x|%p%%\\t").out());
      assertEquals("hi\n\n", sub(broker, "-C", "2").out());
    }
  }

  @Test
  void leavesWhenTheTimeIsUp() {
    try (ScriptedBroker broker = sends(message("early"))) {
      Outcome outcome = sub(broker, "-C", "2", "-W", "1");
      assertEquals(27, outcome.status(), outcome::toString);
      assertEquals("early\n", outcome.out());
      assertEquals("Timed out\n", outcome.err());
      assertTrue(broker.types().contains(PacketType.DISCONNECT), () -> broker.types().toString());
    }
  }

  @Test
  void pingsASilentBroker() {
    try (ScriptedBroker broker = sends()) {
      assertEquals(27, sub(broker, "-k", "1", "-W", "2").status());
      assertTrue(broker.types().contains(PacketType.PINGREQ), () -> broker.types().toString());
    }
  }

  @Test
  void subscribesToEveryTopicAtTheQosAskedFor() {
    try (ScriptedBroker broker = sends(message("x"))) {
      assertEquals(0, sub(broker, "-t", "other", "-q", "2", "-C", "1").status());
      Subscribe subscribe = (Subscribe) broker.received().get(1);
      assertEquals(List.of("a/#", "other"),
          subscribe.subscriptions().stream().map(each -> each.topicFilter().toString()).toList());
      assertEquals(QoS.EXACTLY_ONCE, subscribe.subscriptions().get(0).qos());
    }
  }

  @Test
  void aRefusedSubscriptionFails() {
    try (ScriptedBroker broker = new ScriptedBroker(packet -> {
      if (packet instanceof Connect) {
        return List.of(ScriptedBroker.ACCEPTED);
      }
      return packet instanceof Subscribe subscribe
          ? List.of(new SubAck(subscribe.packetId(), List.of(SubAckReturnCode.FAILURE)))
          : List.of();
    })) {
      assertOneSentence(sub(broker), 1, "refused the subscription");
    }
  }

  @Test
  void leavesInSilenceWhenNobodyReadsItsOutput() {
    OutputStream closedPipe = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };
    try (ScriptedBroker broker = sends(message("x"))) {
      Outcome outcome = Outcome.into(closedPipe, arguments(broker));
      assertEquals(0, outcome.status(), outcome::toString);
      assertEquals("", outcome.err());
      assertEquals(PacketType.DISCONNECT, broker.types().get(broker.types().size() - 1));
    }
  }

  @Test
  void debugGoesToStandardErrorSoThatPayloadsStayClean() {
    try (ScriptedBroker broker = sends(message("x"))) {
      Outcome outcome = sub(broker, "-C", "1", "-d", "-i", "me");
      assertEquals("x\n", outcome.out());
      assertEquals(List.of(
          "Client me sending CONNECT",
          "Client me received CONNACK (0)",
          "Client me sending SUBSCRIBE (Mid: 1, Topic: a/#, QoS: 0, Options: 0x00)",
          "Client me received SUBACK",
          "Subscribed (mid: 1): 1",
          "Client me received PUBLISH (d0, q0, r0, m0, 'a/b', ... (1 bytes))",
          "Client me sending DISCONNECT"), outcome.errLines());
    }
  }
}
