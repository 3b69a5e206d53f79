package dev.plumbline.cli.command;

import static dev.plumbline.cli.command.BadServerTest.assertOneSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.LoopbackServer;
import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.ScriptedBroker;
import dev.plumbline.mqtt.ConnAck;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.ConnectReturnCode;
import dev.plumbline.mqtt.MqttPacket;
import dev.plumbline.mqtt.PacketType;
import dev.plumbline.mqtt.Password;
import dev.plumbline.mqtt.PubAck;
import dev.plumbline.mqtt.Publish;
import dev.plumbline.mqtt.QoS;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PubCommandTest {
  /** Accepts, and acknowledges QoS 1. */
  private static List<MqttPacket> agreeable(MqttPacket packet) {
    if (packet instanceof Connect) {
      return List.of(ScriptedBroker.ACCEPTED);
    }
    return packet instanceof Publish publish && publish.qos() == QoS.AT_LEAST_ONCE
        ? List.of(new PubAck(publish.packetId()))
        : List.of();
  }

  private static Outcome pub(ScriptedBroker broker, byte[] input, String... more) {
    List<String> arguments = new ArrayList<>(List.of("pub", "--plain", "-h", "127.0.0.1", "-p", broker.port()));
    arguments.addAll(List.of(more));
    return Outcome.with(input, Map.of("PLUMBLINE_PW", "from the environment"), arguments.toArray(String[]::new));
  }

  private static Publish onlyPublish(ScriptedBroker broker) {
    List<Publish> all = broker.received().stream().filter(Publish.class::isInstance).map(Publish.class::cast).toList();
    assertEquals(1, all.size(), () -> broker.received().toString());
    return all.get(0);
  }

  @Test
  void publishesAndLeavesInGoodOrder() {
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      Outcome outcome = pub(broker, new byte[0], "-t", "a/b", "-m", "grüezi", "-q", "1", "-r", "-u", "me");
      assertEquals(0, outcome.status(), outcome::toString);
      assertEquals("", outcome.out() + outcome.err());
      assertEquals(List.of(PacketType.CONNECT, PacketType.PUBLISH, PacketType.DISCONNECT), broker.types());
      Publish publish = onlyPublish(broker);
      assertEquals("a/b", publish.topicName().toString());
      assertEquals("grüezi", new String(publish.payload().toByteArray(), StandardCharsets.UTF_8));
      assertTrue(publish.retain());
    }
  }

  @Test
  void connectsAsItIsToldTo() {
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      Outcome outcome = pub(broker, new byte[0], "-t", "t", "-n", "-i", "me", "-u", "user", "-P", "word", "-k", "7",
          "-c", "--will-topic", "w", "--will-payload", "gone", "--will-qos", "2", "--will-retain");
      assertEquals(0, outcome.status(), outcome::toString);
      Connect connect = (Connect) broker.received().get(0);
      assertEquals("me", connect.clientId());
      assertFalse(connect.cleanSession());
      assertEquals(7, connect.keepAlive());
      assertEquals("user", connect.userName());
      assertEquals(Password.copyOf("word".toCharArray()), connect.password());
      assertEquals("w", connect.will().topicName().toString());
      assertEquals("gone", new String(connect.will().message().toByteArray(), StandardCharsets.UTF_8));
      assertEquals(QoS.EXACTLY_ONCE, connect.will().qos());
      assertTrue(connect.will().retain());
    }
  }

  @Test
  void readsTheUrl() {
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      Outcome outcome = Outcome.of("pub", "--plain", "-m", "x",
          "-L", "mqtt://me:p%40ss:word@127.0.0.1:" + broker.port() + "/deep/topic");
      assertEquals(0, outcome.status(), outcome::toString);
      Connect connect = (Connect) broker.received().get(0);
      assertEquals("me", connect.userName());
      assertEquals(Password.copyOf("p@ss:word".toCharArray()), connect.password());
      assertEquals("deep/topic", onlyPublish(broker).topicName().toString());
    }
  }

  @Test
  void readsThePasswordFromAFileOrTheEnvironment(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "from the file\n");
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      pub(broker, new byte[0], "-t", "t", "-n", "-u", "me", "--pw-file", file.toString());
      pub(broker, new byte[0], "-t", "t", "-n", "-u", "me");
      List<Password> passwords = broker.received().stream().filter(Connect.class::isInstance)
          .map(packet -> ((Connect) packet).password()).toList();
      assertEquals(List.of(Password.copyOf("from the file".toCharArray()),
          Password.copyOf("from the environment".toCharArray())), passwords);
      assertEquals(0, pub(broker, new byte[0], "-t", "t", "-n").status(), "nobody to have the password");
    }
  }

  @Test
  void publishesFilesAndStandardInputByteForByte(@TempDir Path directory) throws IOException {
    byte[] bytes = {0, 10, 13, (byte) 0xFF, 10};
    Path file = Files.write(directory.resolve("payload"), bytes);
    for (String[] from : List.of(new String[] {"-f", file.toString()}, new String[] {"-s"})) {
      try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
        List<String> more = new ArrayList<>(List.of("-t", "t", "-u", "me"));
        more.addAll(List.of(from));
        assertEquals(0, pub(broker, bytes, more.toArray(String[]::new)).status());
        assertArrayEquals(bytes, onlyPublish(broker).payload().toByteArray());
      }
    }
  }

  @Test
  void publishesEachLineTheEmptyAndTheUnfinishedIncluded() {
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      byte[] input = "one\n\nthree".getBytes(StandardCharsets.UTF_8);
      assertEquals(0, pub(broker, input, "-t", "t", "-l", "-u", "me").status());
      List<String> lines = broker.received().stream().filter(Publish.class::isInstance)
          .map(packet -> new String(((Publish) packet).payload().toByteArray(), StandardCharsets.UTF_8)).toList();
      assertEquals(List.of("one", "", "three"), lines);
    }
  }

  @Test
  void debugPrintsMosquittosLines() {
    try (ScriptedBroker broker = new ScriptedBroker(PubCommandTest::agreeable)) {
      Outcome outcome =
          pub(broker, new byte[0], "-t", "a/b", "-m", "hello world!", "-q", "1", "-d", "-i", "me", "-u", "u");
      assertEquals(List.of(
          "Client me sending CONNECT",
          "Client me received CONNACK (0)",
          "Client me sending PUBLISH (d0, q1, r0, m1, 'a/b', ... (12 bytes))",
          "Client me received PUBACK (Mid: 1, RC:0)",
          "Client me sending DISCONNECT"), outcome.errLines());
    }
  }

  @Test
  void aRefusedConnectionFailsWithTheBrokersReason() {
    try (ScriptedBroker broker = new ScriptedBroker(
        packet -> List.of(new ConnAck(false, ConnectReturnCode.NOT_AUTHORIZED)))) {
      Outcome outcome = pub(broker, new byte[0], "-t", "t", "-n", "-u", "me");
      assertOneSentence(outcome, 1, "CONNACK 5");
      assertTrue(outcome.err().contains("-u and -P"), outcome::toString);
    }
  }

  @Test
  void aBrokerThatSaysNothingIsANetworkFailure() {
    try (ScriptedBroker broker = new ScriptedBroker(packet -> List.of())) {
      assertOneSentence(pub(broker, new byte[0], "-t", "t", "-n", "-u", "me", "--timeout", "0.5"), 3, "is silent");
    }
  }

  @Test
  void aMessageThatIsNeverAcknowledgedIsANetworkFailure() {
    try (ScriptedBroker broker = new ScriptedBroker(
        packet -> packet instanceof Connect ? List.of(ScriptedBroker.ACCEPTED) : List.of())) {
      assertOneSentence(pub(broker, new byte[0], "-t", "t", "-n", "-u", "me", "-q", "2", "--timeout", "0.5"), 3,
          "without an acknowledgement");
    }
  }

  @Test
  void aBrokerThatHangsUpFails() {
    try (LoopbackServer server = LoopbackServer.tcp(connection -> connection.getInputStream().read(new byte[512]))) {
      Outcome outcome = Outcome.of(
          "pub", "--plain", "-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-t", "t", "-n");
      assertOneSentence(outcome, 1, "closed the connection");
    }
  }

  @Test
  void aServerThatIsNoBrokerFails() {
    try (LoopbackServer server = LoopbackServer.tcp(connection -> {
      connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      LoopbackServer.drain(connection);
    })) {
      Outcome outcome = Outcome.of(
          "pub", "--plain", "-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-t", "t", "-n");
      assertOneSentence(outcome, 1, "check that it is an MQTT broker");
    }
  }

  @Test
  void aBrokerThatTakesNothingIsANetworkFailure() {
    byte[] line = new byte[1 << 20];
    java.util.Arrays.fill(line, (byte) 'x');
    byte[] input = new byte[16 << 20];
    for (int i = 0; i < 16; i++) {
      System.arraycopy(line, 0, input, i << 20, line.length);
      input[(i << 20) + 100_000] = '\n';
    }
    try (LoopbackServer server = LoopbackServer.tcp(connection -> {
      connection.getOutputStream().write(ScriptedBroker.ACCEPTED.encode());
      Thread.sleep(30_000);
    })) {
      Outcome outcome = Outcome.with(input, Map.of(), "pub", "--plain", "-h", "127.0.0.1", "-p",
          String.valueOf(server.port()), "-t", "t", "-l", "--timeout", "1");
      assertOneSentence(outcome, 3, "takes nothing");
    }
  }
}
