package dev.plumbline.diagnose.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.tap.Passed.Ending;
import dev.plumbline.diagnose.testing.Broker;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveTapTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

  private static byte[] noise(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void tellsWhatBothSidesSaidAndWhoClosed() throws Exception {
    try (Broker broker = Broker.echo(); RunningTap tap = RunningTap.to(broker.port())) {
      try (Socket device = tap.device()) {
        device.getOutputStream().write(HELLO);
        assertArrayEquals(HELLO, device.getInputStream().readNBytes(HELLO.length));
      }
      Passed passed = tap.ended(1).get(0);
      assertEquals(Ending.CLIENT_CLOSED, passed.ending());
      assertEquals(0, passed.stream().getAsInt());
      assertEquals(5, passed.clientBytes());
      assertEquals(5, passed.serverBytes());
      assertEquals(broker.port(), passed.server().orElseThrow().port());
      HeardFlows.Flow flow = tap.flows.all().get(0);
      assertArrayEquals(HELLO, flow.bytes(Side.CLIENT));
      assertArrayEquals(HELLO, flow.bytes(Side.SERVER));
      assertEquals(List.of(TcpSignal.SYN, TcpSignal.OPEN, TcpSignal.FIN), flow.signals(Side.CLIENT));
      assertEquals(List.of(TcpSignal.SYN_ACK, TcpSignal.FIN), flow.signals(Side.SERVER));
      assertTrue(flow.quality().synSeen() && flow.quality().synAckSeen());
      assertEquals(5, flow.quality().serverBytes());
    }
  }

  @Test
  void passesEndOfOneDirectionOnAndKeepsTheOther() throws Exception {
    Broker.Script afterwards = connection -> {
      byte[] all = connection.getInputStream().readAllBytes();
      connection.getOutputStream().write(all.length);
    };
    try (Broker broker = Broker.that(afterwards); RunningTap tap = RunningTap.to(broker.port());
        Socket device = tap.device()) {
      device.getOutputStream().write(HELLO);
      device.shutdownOutput();
      assertArrayEquals(new byte[] {5}, device.getInputStream().readAllBytes());
      assertEquals(Ending.CLIENT_CLOSED, tap.ended(1).get(0).ending());
    }
  }

  @Test
  void passesResetOfTheDeviceOn() throws Exception {
    AtomicReference<Exception> seen = new AtomicReference<>();
    CountDownLatch over = new CountDownLatch(1);
    Broker.Script reader = connection -> {
      try {
        connection.getInputStream().readAllBytes();
      } catch (SocketException e) {
        seen.set(e);
      }
      over.countDown();
    };
    try (Broker broker = Broker.that(reader); RunningTap tap = RunningTap.to(broker.port())) {
      Socket device = tap.device();
      device.getOutputStream().write(HELLO);
      awaitFlow(tap);
      reset(device);
      assertTrue(over.await(10, TimeUnit.SECONDS));
      assertInstanceOf(SocketException.class, seen.get());
      assertEquals(Ending.CLIENT_RESET, tap.ended(1).get(0).ending());
      assertEquals(TcpSignal.RST, last(tap.flows.all().get(0).signals(Side.CLIENT)));
    }
  }

  private static void awaitFlow(RunningTap tap) throws InterruptedException {
    while (tap.flows.all().isEmpty() || tap.flows.all().get(0).pieces().isEmpty()) {
      Thread.sleep(5);
    }
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  @Test
  void passesLastWordsOfTheBrokerOnBeforeItsReset() throws Exception {
    Broker.Script alertAndReset = connection -> {
      connection.getInputStream().read();
      connection.getOutputStream().write(HELLO);
      reset(connection);
    };
    try (Broker broker = Broker.that(alertAndReset); RunningTap tap = RunningTap.to(broker.port());
        Socket device = tap.device()) {
      device.getOutputStream().write(1);
      assertArrayEquals(HELLO, device.getInputStream().readNBytes(HELLO.length));
      assertThrows(SocketException.class, () -> device.getInputStream().read());
      assertEquals(Ending.SERVER_RESET, tap.ended(1).get(0).ending());
      assertArrayEquals(HELLO, tap.flows.all().get(0).bytes(Side.SERVER));
    }
  }

  @Test
  void resetsTheOtherSideThoughItTakesNothing() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    try (Broker broker = Broker.that(connection -> hold.await()); RunningTap tap = RunningTap.to(broker.port())) {
      Socket device = tap.device();
      device.setSoTimeout(0);
      Thread sender = new Thread(() -> sendWithoutEnd(device));
      sender.start();
      long before = -1;
      while (before != sent(tap)) {
        before = sent(tap);
        Thread.sleep(300);
      }
      // Its own socket is full as well, so that the tap learns of the break only by what the broker does.
      reset(device);
      sender.join();
      hold.countDown();
      assertEquals(1, tap.ended(1).size());
    }
  }

  private static long sent(RunningTap tap) {
    return tap.flows.all().isEmpty() ? 0 : tap.flows.all().get(0).bytes(Side.CLIENT).length;
  }

  private static void sendWithoutEnd(Socket socket) {
    try {
      while (true) {
        socket.getOutputStream().write(new byte[1 << 16]);
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Test
  void takesNoMoreFromOneSideThanTheOtherTakes() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    ServerSocket small = new ServerSocket();
    small.setReceiveBufferSize(4096);
    small.bind(new InetSocketAddress("127.0.0.1", 0));
    byte[] much = noise(32 << 20, 7);
    AtomicReference<byte[]> arrived = new AtomicReference<>();
    Broker.Script late = connection -> {
      hold.await();
      arrived.set(connection.getInputStream().readAllBytes());
    };
    try (Broker broker = Broker.on(small, late); RunningTap tap = RunningTap.to(broker.port());
        Socket device = tap.device()) {
      Thread sender = new Thread(() -> send(device, much));
      sender.start();
      long before = -1;
      while (before != sent(tap)) {
        before = sent(tap);
        Thread.sleep(300);
      }
      // What it holds, and what the system's buffer towards the broker takes (tcp_wmem: 4 MB as a rule).
      assertTrue(before < 8 << 20, before + " bytes were taken though nobody reads them");
      hold.countDown();
      sender.join();
      tap.ended(1);
      assertArrayEquals(much, arrived.get());
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void servesTwoHundredDevicesAtOnceByteByByte() throws Exception {
    int devices = 200;
    CountDownLatch allOpen = new CountDownLatch(devices);
    ExecutorService pool = Executors.newFixedThreadPool(devices);
    try (Broker broker = Broker.echo(); RunningTap tap = RunningTap.to(broker.port())) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < devices; i++) {
        all.add(pool.submit(echoed(tap, noise(200_000 + i, i), allOpen)));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get(50, TimeUnit.SECONDS));
      }
      tap.ended(devices);
      assertEquals(devices, tap.flows.all().stream().mapToInt(flow -> flow.stream).distinct().count());
      assertTrue(tap.ended.stream().allMatch(passed -> passed.clientBytes() == passed.serverBytes()));
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<Boolean> echoed(RunningTap tap, byte[] bytes, CountDownLatch allOpen) {
    return () -> {
      try (Socket device = tap.device()) {
        allOpen.countDown();
        assertTrue(allOpen.await(20, TimeUnit.SECONDS));
        Thread sender = new Thread(() -> send(device, bytes));
        sender.start();
        byte[] back = device.getInputStream().readAllBytes();
        sender.join();
        return Arrays.equals(bytes, back);
      }
    };
  }

  @Test
  void closesTheDeviceWhenTheBrokerRefusesAndGoesOn() throws Exception {
    int port = Broker.silentPort();
    try (RunningTap tap = RunningTap.to(port)) {
      try (Socket device = tap.device()) {
        assertThrows(SocketException.class, () -> device.getInputStream().read());
      }
      Passed passed = tap.ended(1).get(0);
      assertEquals(Ending.UNREACHABLE, passed.ending());
      assertEquals("127.0.0.1:" + port + " refused the connection", passed.reason());
      HeardFlows.Flow flow = tap.flows.all().get(0);
      assertEquals(List.of(TcpSignal.SYN), flow.signals(Side.CLIENT));
      assertEquals(List.of(TcpSignal.RST), flow.signals(Side.SERVER));
      ServerSocket late = new ServerSocket(port, 5, InetAddress.getByName("127.0.0.1"));
      try (Broker broker = Broker.on(late, connection -> connection.getOutputStream().write(HELLO));
          Socket device = tap.device()) {
        assertArrayEquals(HELLO, device.getInputStream().readAllBytes());
        assertEquals(port, broker.port());
      }
      assertEquals(Ending.SERVER_CLOSED, tap.ended(2).get(1).ending());
    }
  }

  @Test
  void closesTheDeviceWhenTheBrokersNameIsNotKnown() throws Exception {
    TapSettings settings = RunningTap.settings("broker.invalid", 8883, 10, RunningTap.NONE);
    try (RunningTap tap = new RunningTap(settings, Optional.empty()); Socket device = tap.device()) {
      assertThrows(SocketException.class, () -> device.getInputStream().read());
      Passed passed = tap.ended(1).get(0);
      assertEquals(Ending.UNREACHABLE, passed.ending());
      assertTrue(passed.reason().contains("broker.invalid"), passed.reason());
      assertTrue(passed.server().isEmpty() && passed.stream().isEmpty() && tap.flows.all().isEmpty());
    }
  }

  @Test
  void refusesConnectionsBeyondTheMost() throws Exception {
    try (Broker broker = Broker.echo();
        RunningTap tap = new RunningTap(
            RunningTap.settings("127.0.0.1", broker.port(), 1, RunningTap.NONE), Optional.empty())) {
      try (Socket first = tap.device()) {
        first.getOutputStream().write(HELLO);
        first.getInputStream().readNBytes(HELLO.length);
        try (Socket second = tap.device()) {
          assertThrows(SocketException.class, () -> second.getInputStream().read());
        }
        assertEquals(Ending.REFUSED, tap.ended(1).get(0).ending());
      }
      tap.ended(2);
      try (Socket third = tap.device()) {
        third.getOutputStream().write(HELLO);
        assertArrayEquals(HELLO, third.getInputStream().readNBytes(HELLO.length));
      }
    }
  }

  @Test
  void doesNotPassOnToItself() throws Exception {
    int port = Broker.silentPort();
    TapSettings settings = new TapSettings(
        new InetSocketAddress("127.0.0.1", port), "localhost", port, Duration.ofSeconds(5), 10, RunningTap.NONE);
    try (RunningTap tap = new RunningTap(settings, Optional.empty()); Socket device = tap.device()) {
      assertThrows(SocketException.class, () -> device.getInputStream().read());
      assertEquals(Ending.UNREACHABLE, tap.ended(1).get(0).ending());
      Thread.sleep(50);
      assertEquals(1, tap.ended.size());
    }
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (Broker broker = Broker.echo()) {
      TapSettings settings = new TapSettings(new InetSocketAddress("127.0.0.1", broker.port()), "localhost", 1,
          Duration.ofSeconds(5), 10, RunningTap.NONE);
      assertThrows(BindException.class, () -> new RunningTap(settings, Optional.empty()));
    }
  }

  @Test
  void endsWhatIsOpenWhenItIsStopped() throws Exception {
    try (Broker broker = Broker.echo()) {
      RunningTap tap = RunningTap.to(broker.port());
      int port = tap.port();
      Socket device = tap.device();
      device.getOutputStream().write(HELLO);
      device.getInputStream().readNBytes(HELLO.length);
      tap.close();
      assertEquals(Ending.STOPPED, tap.ended.get(0).ending());
      assertEquals(5, tap.flows.all().get(0).quality().clientBytes());
      assertEquals(-1, device.getInputStream().read());
      assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }
  }

  @Test
  void delaysEachDirection() throws Exception {
    Hardship slow = new Hardship(Duration.ofMillis(150), 0, new Random(1));
    try (Broker broker = Broker.echo();
        RunningTap tap = new RunningTap(
            RunningTap.settings("127.0.0.1", broker.port(), 10, slow), Optional.empty());
        Socket device = tap.device()) {
      byte[] much = noise(100_000, 3);
      long begin = System.nanoTime();
      Thread sender = new Thread(() -> send(device, much));
      sender.start();
      InputStream in = device.getInputStream();
      int first = in.read();
      assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(300));
      byte[] rest = in.readAllBytes();
      sender.join();
      assertEquals(much[0], (byte) first);
      assertArrayEquals(Arrays.copyOfRange(much, 1, much.length), rest);
    }
  }

  @Test
  void speaksIpv6() throws Exception {
    ServerSocket server;
    try {
      server = new ServerSocket(0, 5, InetAddress.getByName("::1"));
    } catch (IOException noIpv6) {
      Assumptions.abort("there is no IPv6 here");
      return;
    }
    TapSettings settings = new TapSettings(new InetSocketAddress("::1", 0), "::1", server.getLocalPort(),
        Duration.ofSeconds(5), 10, RunningTap.NONE);
    try (Broker broker = Broker.on(server, connection -> connection.getOutputStream().write(HELLO));
        RunningTap tap = new RunningTap(settings, Optional.empty())) {
      try (Socket device = new Socket("::1", tap.port())) {
        assertArrayEquals(HELLO, device.getInputStream().readAllBytes());
      }
      Passed passed = tap.ended(1).get(0);
      assertInstanceOf(Inet6Address.class, passed.client().address());
      assertEquals("[0:0:0:0:0:0:0:1]:" + broker.port(), passed.server().orElseThrow().toString());
    }
  }
}
