package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import dev.plumbline.cli.testing.TestFiles;
import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.testing.peer.MosquittoBroker;
import dev.plumbline.tls.testing.peer.Peers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * pub and sub against a mosquitto broker with TLS 1.2, an ECDSA P-256 certificate and only
 * ECDHE-ECDSA-AES128-GCM-SHA256, with mosquitto_pub and mosquitto_sub on the other side.
 */
@Timeout(120)
class MosquittoInteropTest {
  private static final int MANY = 10_000;

  @TempDir Path directory;
  private TestFiles files;
  private MosquittoBroker broker;

  @BeforeEach
  void startBroker() throws IOException {
    Peers.require(MosquittoBroker.missing());
    Peers.require(programMissing("mosquitto_pub", "mosquitto-clients"));
    files = TestFiles.in(directory);
    broker = MosquittoBroker.with(files.server())
        .suites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        .option("max_queued_messages 0")
        .start();
  }

  @AfterEach
  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  private static Optional<String> programMissing(String program, String debianPackage) {
    boolean there = List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Path.of(place, program).toFile().canExecute());
    return there ? Optional.empty()
        : Optional.of(program + " is not installed (Debian package " + debianPackage + ")");
  }

  private List<String> common() {
    return List.of("-h", "localhost", "-p", String.valueOf(broker.port()), "--cafile", files.path("root.pem"));
  }

  private Outcome plumbline(byte[] input, String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(common());
    arguments.addAll(List.of(more));
    return Outcome.with(input, Map.of(), arguments.toArray(String[]::new));
  }

  private Process mosquitto(String program, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(common());
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** A subscription is there when the broker has said so. */
  private void awaitSubscriptions(int count) throws InterruptedException {
    while (broker.log().split("Sending SUBACK", -1).length <= count) {
      Thread.sleep(10);
    }
  }

  private static byte[] lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "message " + i + " grüezi\n").collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "QoS {0}")
  @ValueSource(strings = {"0", "1", "2"})
  void mosquittoSubGetsEveryMessageThatPubPublishes(String qos) throws IOException, InterruptedException {
    byte[] sent = lines(MANY);
    Process subscriber = mosquitto("mosquitto_sub", "-t", "to/+", "-q", qos, "-C", String.valueOf(MANY));
    CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(subscriber));
    awaitSubscriptions(1);
    Outcome outcome = plumbline(sent, "pub", "-t", "to/mosquitto", "-q", qos, "-l");
    assertEquals(0, outcome.status(), outcome::toString);
    assertArrayEquals(sent, received.join());
    assertEquals(0, subscriber.waitFor());
  }

  @ParameterizedTest(name = "QoS {0}")
  @ValueSource(strings = {"0", "1", "2"})
  void subGetsEveryMessageThatMosquittoPubPublishes(String qos) throws IOException, InterruptedException {
    byte[] sent = lines(MANY);
    CompletableFuture<Outcome> subscriber = CompletableFuture.supplyAsync(
        () -> plumbline(new byte[0], "sub", "-t", "from/+", "-q", qos, "-C", String.valueOf(MANY)));
    awaitSubscriptions(1);
    Process publisher = mosquitto("mosquitto_pub", "-t", "from/mosquitto", "-q", qos, "-l");
    publisher.getOutputStream().write(sent);
    publisher.getOutputStream().close();
    assertEquals(0, publisher.waitFor());
    Outcome outcome = subscriber.join();
    assertEquals(0, outcome.status(), outcome::toString);
    assertArrayEquals(sent, outcome.bytes());
  }

  @Test
  void largeMessagesGoThroughBothWays() throws IOException {
    byte[] payload = new byte[3_000_000];
    new java.util.Random(7).nextBytes(payload);
    Path file = Files.write(directory.resolve("payload"), payload);
    assertEquals(0, plumbline(new byte[0], "pub", "-t", "large", "-r", "-q", "2", "-f", file.toString()).status());
    Outcome outcome = plumbline(new byte[0], "sub", "-t", "large", "-q", "2", "-C", "1", "-N");
    assertEquals(0, outcome.status(), outcome::toString);
    assertArrayEquals(payload, outcome.bytes());
  }

  @Test
  void theWillIsPublishedOnlyWhenThePublisherVanishes() throws IOException, InterruptedException {
    CompletableFuture<Outcome> watcher = CompletableFuture.supplyAsync(
        () -> plumbline(new byte[0], "sub", "-t", "will", "-C", "1", "-W", "2"));
    awaitSubscriptions(1);
    String[] will = {"--will-topic", "will", "--will-payload", "gone"};
    List<String> publish = new ArrayList<>(List.of("-t", "t", "-m", "x"));
    publish.addAll(List.of(will));
    assertEquals(0, plumbline(new byte[0], "pub", publish.toArray(String[]::new)).status());
    assertEquals(27, watcher.join().status());

    CompletableFuture<Outcome> secondWatcher = CompletableFuture.supplyAsync(
        () -> plumbline(new byte[0], "sub", "-t", "will", "-C", "1", "-W", "30"));
    awaitSubscriptions(2);
    List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
        System.getProperty("java.class.path"), "dev.plumbline.cli.Main", "sub", "-t", "other"));
    command.addAll(common());
    command.addAll(List.of(will));
    Process vanishing = new ProcessBuilder(command).start();
    awaitSubscriptions(3);
    vanishing.destroyForcibly();
    assertEquals("gone\n", secondWatcher.join().out());
  }

  @Test
  void aWrongPasswordIsRefusedWithOneSentence() throws IOException {
    try (MosquittoBroker guarded = MosquittoBroker.with(files.server()).user("me", "secret").start()) {
      String[] arguments = {"pub", "-h", "localhost", "-p", String.valueOf(guarded.port()), "--cafile",
          files.path("root.pem"), "-t", "t", "-m", "m", "-u", "me", "-P"};
      List<String> wrong = new ArrayList<>(List.of(arguments));
      wrong.add("guess");
      BadServerTest.assertOneSentence(Outcome.of(wrong.toArray(String[]::new)), 1, "CONNACK");
      wrong.set(wrong.size() - 1, "secret");
      assertEquals(0, Outcome.of(wrong.toArray(String[]::new)).status());
    }
  }

  @Test
  void tsharkReadsTheMqttPacketsOfACapture() throws IOException, InterruptedException {
    Peers.require(programMissing("tshark", "tshark"));
    Path capture = directory.resolve("out.pcapng");
    assertEquals(0, plumbline(
        new byte[0], "pub", "-t", "captured", "-m", "in clear", "-q", "2", "--pcap", capture.toString()).status());
    Process tshark = new ProcessBuilder("tshark", "-n", "-r", capture.toString(), "-d",
        "tcp.port==" + broker.port() + ",tls", "-d", "tls.port==" + broker.port() + ",mqtt", "-Y", "mqtt",
        "-T", "fields", "-e", "mqtt.msgtype", "-e", "mqtt.topic")
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(readAll(tshark), StandardCharsets.UTF_8);
    assertTrue(tshark.waitFor(60, TimeUnit.SECONDS));
    assertEquals(List.of("1\t", "2\t", "3\tcaptured", "5\t", "6\t", "7\t", "14\t"), out.lines().toList());
  }

  private static byte[] readAll(Process process) {
    try {
      return process.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
