package dev.plumbline.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.ScriptedBroker;
import dev.plumbline.mqtt.Connect;
import dev.plumbline.mqtt.PacketType;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import dev.plumbline.mqtt.Subscribe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command as a process: what only a process has, that is signals and pipes. */
@Timeout(60)
class MainTest {
  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), "dev.plumbline.cli.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ScriptedBroker broker() {
    return new ScriptedBroker(packet -> {
      if (packet instanceof Connect) {
        return List.of(ScriptedBroker.ACCEPTED);
      }
      return packet instanceof Subscribe subscribe
          ? List.of(new SubAck(subscribe.packetId(), List.of(SubAckReturnCode.MAXIMUM_QOS_0)))
          : List.of();
    });
  }

  private static int terminate(Process process) throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it does not end when it is asked to");
    return process.exitValue();
  }

  @Test
  void aSignalMakesSubLeaveInGoodOrder() throws IOException, InterruptedException {
    try (ScriptedBroker broker = broker()) {
      Process process =
          new ProcessBuilder(command("sub", "--plain", "-h", "127.0.0.1", "-p", broker.port(), "-t", "t", "-d"))
              .redirectErrorStream(true).start();
      awaitLine(process, "received SUBACK");
      assertEquals(0, terminate(process));
      assertEquals(List.of(PacketType.CONNECT, PacketType.SUBSCRIBE, PacketType.DISCONNECT), broker.types());
    }
  }

  @Test
  void aSignalThatLeavesMessagesUnacknowledgedIsAFailure() throws IOException, InterruptedException {
    try (ScriptedBroker broker = broker()) {
      Process process = new ProcessBuilder(
          command("pub", "--plain", "-h", "127.0.0.1", "-p", broker.port(), "-t", "t", "-m", "m", "-q", "1", "-d"))
              .redirectErrorStream(true).start();
      awaitLine(process, "sending PUBLISH");
      assertEquals(1, terminate(process));
    }
  }

  @Test
  void aReaderThatGoesAwayIsNotAnError() throws IOException, InterruptedException {
    List<String> pipe = new ArrayList<>(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"));
    pipe.addAll(command("pub", "--help"));
    Process process = new ProcessBuilder(pipe).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("Publish messages, with mosquitto_pub's flags.\n", out);
    assertEquals(0, process.waitFor());
  }

  private static void awaitLine(Process process, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int next = process.getInputStream().read();
      assertTrue(next >= 0, () -> "it ended after: " + seen);
      seen.append((char) next);
    }
  }
}
