package dev.plumbline.tls.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against the JDK's server, over loopback. The timeout is there to end a hang, and measures nothing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsConnectionTest {
  private Trust trust;

  @BeforeEach
  void trust() throws Exception {
    trust = new Trust();
  }

  @AfterEach
  void nothingIsLeftOpen() {
    trust.close();
  }

  @Test
  void echoesWhatIsWritten() throws Exception {
    try (TestServer server = TestServer.echo();
        TlsConnection connection = open(server)) {
      connection.output().write('a');
      connection.output().write("bcd".getBytes(StandardCharsets.US_ASCII));
      assertEquals("abcd", new String(connection.input().readNBytes(4), StandardCharsets.US_ASCII));
      assertEquals(0, connection.input().available());
      assertEquals(0, connection.input().read(new byte[0]));
      assertTrue(connection.facts().suite().isPresent());
      assertTrue(connection.client().established());
      connection.endOutput();
      assertEquals(-1, connection.input().read());
      assertEquals(-1, connection.input().read());
      assertNull(server.failure());
    }
  }

  @Test
  void movesMuchInBothDirectionsAtOnce() throws Exception {
    byte[] sent = new byte[6_000_000];
    new Random(1).nextBytes(sent);
    try (TestServer server = TestServer.echo();
        TlsConnection connection = open(server)) {
      CompletableFuture<Void> writer = inBackground(() -> writeInPieces(connection, sent));
      byte[] received = connection.input().readNBytes(sent.length);
      writer.get();
      assertTrue(Arrays.equals(sent, received));
    }
  }

  @Test
  void movesMuchToAServerThatSendsFirstAndReadsLater() throws Exception {
    byte[] data = new byte[4_000_000];
    new Random(2).nextBytes(data);
    byte[][] received = new byte[1][];
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.getOutputStream().write(data);
              received[0] = tls.getInputStream().readNBytes(data.length);
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      CompletableFuture<Void> writer = inBackground(() -> connection.output().write(data));
      assertTrue(Arrays.equals(data, connection.input().readNBytes(data.length)));
      writer.get();
      assertNull(server.failure());
      assertTrue(Arrays.equals(data, received[0]));
    }
  }

  @Test
  void goesOnAfterAReadThatTimedOut() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.startHandshake();
              timedOut.await();
              tls.getOutputStream().write(7);
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      connection.setSoTimeout(20);
      assertThrows(SocketTimeoutException.class, () -> connection.input().read());
      assertThrows(SocketTimeoutException.class, () -> connection.input().read());
      connection.setSoTimeout(0);
      timedOut.countDown();
      assertEquals(7, connection.input().read());
    }
  }

  @Test
  void goesOnWithAHandshakeThatTimedOut() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              timedOut.await();
              tls.getOutputStream().write(tls.getInputStream().read());
            });
        TlsConnection connection = open(server)) {
      connection.setSoTimeout(20);
      assertThrows(SocketTimeoutException.class, connection::handshake);
      connection.setSoTimeout(0);
      timedOut.countDown();
      connection.output().write(9);
      assertEquals(9, connection.input().read());
    }
  }

  /** A second thread is given all the time it could want to send the answer first. */
  @Test
  void theTapHearsACloseNotifyBeforeTheAnswerToItWhoeverSendsTheAnswer() throws Exception {
    EagerWriter tap = new EagerWriter();
    try (TestServer server = TestServer.of(Trust.SERVER, (tls, tcp) -> {
      tls.startHandshake();
      tap.awaitWatch();
      tls.close();
    });
        TlsConnection connection = new TlsConnection(server.connect(), trust.forLocalhost(), tap)) {
      connection.handshake();
      tap.watch(connection);
      assertEquals(-1, connection.input().read());
    }
    assertEquals(List.of("received", "sent"), tap.heard());
  }

  @Test
  void losesNothingOfARecordThatArrivesInTwoHalves() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (TestServer target = TestServer.of(Trust.SERVER, (tls, tcp) -> tls.getOutputStream().write(new byte[1000]));
        TestServer server = TestServer.plain(tcp -> relayWithAPause(tcp, target, timedOut));
        TlsConnection connection = open(server)) {
      connection.handshake();
      connection.setSoTimeout(20);
      assertThrows(SocketTimeoutException.class, () -> connection.input().read());
      connection.setSoTimeout(0);
      timedOut.countDown();
      assertArrayEquals(new byte[1000], connection.input().readNBytes(1000));
    }
  }

  @Test
  void readsOnAfterItHasClosedItsOwnSide() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.getOutputStream().write(new byte[] {1, 2, 3});
              tls.getInputStream().readAllBytes();
              tls.close();
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      connection.endOutput();
      assertThrows(SocketException.class, () -> connection.output().write(4));
      assertArrayEquals(new byte[] {1, 2, 3}, connection.input().readAllBytes());
      assertNull(server.failure());
    }
  }

  @Test
  void endsTheStreamAtCloseNotify() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.getOutputStream().write(new byte[] {1, 2});
              tls.close();
            });
        TlsConnection connection = open(server)) {
      assertArrayEquals(new byte[] {1, 2}, connection.input().readAllBytes());
      assertThrows(SocketException.class, () -> connection.output().write(3));
      assertEquals(-1, connection.input().read());
    }
  }

  @Test
  void saysThatAStreamWithoutCloseNotifyMayBeCutShort() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.getOutputStream().write(new byte[] {1, 2});
              tcp.shutdownOutput();
            });
        TlsConnection connection = open(server)) {
      assertArrayEquals(new byte[] {1, 2}, connection.input().readNBytes(2));
      TlsTruncatedException cut = assertThrows(TlsTruncatedException.class, () -> connection.input().read());
      assertEquals(Fault.CLOSED_WITHOUT_NOTIFY, cut.alert().fault().orElseThrow());
      assertThrows(TlsTruncatedException.class, () -> connection.input().read());
      assertThrows(TlsTruncatedException.class, () -> connection.output().write(1));
    }
  }

  @Test
  void takesAResetForATruncation() throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.startHandshake();
              connected.await();
              tcp.setSoLinger(true, 0);
              tcp.close();
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      connected.countDown();
      TlsTruncatedException cut = assertThrows(TlsTruncatedException.class, () -> connection.input().read());
      assertInstanceOf(SocketException.class, cut.getSuppressed()[0]);
    }
  }

  @Test
  void tellsAServerThatIsNotTrusted() throws Exception {
    try (TestServer server = TestServer.of(Trust.STRANGER, (tls, tcp) -> tls.startHandshake());
        TlsConnection connection = open(server)) {
      TlsException refused = assertThrows(TlsException.class, connection::handshake);
      assertEquals(Fault.CERTIFICATE_ISSUER_UNKNOWN, refused.alert().fault().orElseThrow());
      assertEquals(refused.getMessage(), assertThrows(TlsException.class, connection::handshake).getMessage());
      assertTrue(server.failure().getMessage().contains("unknown_ca"), server.failure().getMessage());
    }
  }

  @Test
  void neverAcceptsAServerOfAnotherName() throws Exception {
    try (TestServer server = TestServer.of(Trust.ELSEWHERE, (tls, tcp) -> tls.startHandshake());
        TlsConnection connection = open(server)) {
      TlsException refused = assertThrows(TlsException.class, () -> connection.output().write(1));
      assertEquals(Fault.CERTIFICATE_NAME, refused.alert().fault().orElseThrow());
    }
  }

  @Test
  void passesOnTheAlertOfAServerThatRefuses() throws Exception {
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.setNeedClientAuth(true);
              tls.startHandshake();
            });
        TlsConnection connection = open(server)) {
      TlsException refused = assertThrows(TlsException.class, connection::handshake);
      assertEquals(TlsAlert.Direction.RECEIVED, refused.alert().direction());
      assertEquals(AlertDescription.BAD_CERTIFICATE, refused.alert().description().orElseThrow());
    }
  }

  @Test
  void saysThatAServerDoesNotSpeakTls() throws Exception {
    try (TestServer server =
            TestServer.plain(tcp -> {
              tcp.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
              tcp.getInputStream().readAllBytes();
            });
        TlsConnection connection = open(server)) {
      TlsException refused = assertThrows(TlsException.class, connection::handshake);
      assertEquals(Fault.NOT_TLS, refused.alert().fault().orElseThrow());
    }
  }

  @Test
  void readsTheReasonOfAServerThatClosesWhileItIsWrittenTo() throws Exception {
    byte[] fatalInternalError = {21, 3, 3, 0, 2, 2, 80};
    try (TestServer server =
            TestServer.plain(tcp -> {
              tcp.getOutputStream().write(fatalInternalError);
              tcp.close();
            })) {
      Socket socket = server.connect();
      assertNull(server.failure());
      try (TlsConnection connection = new TlsConnection(socket, trust.forLocalhost())) {
        TlsException refused = assertThrows(TlsException.class, connection::handshake);
        assertEquals(AlertDescription.INTERNAL_ERROR, refused.alert().description().orElseThrow());
      }
    }
  }

  @Test
  void wakesAReaderWhenItIsClosed() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.startHandshake();
              done.await();
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      CompletableFuture<Void> reader = inBackground(() -> connection.input().read());
      connection.output().close();
      ExecutionException woken = assertThrows(ExecutionException.class, reader::get);
      assertInstanceOf(SocketException.class, woken.getCause());
      assertThrows(SocketException.class, () -> connection.input().read());
      assertThrows(SocketException.class, () -> connection.output().write(1));
      assertFalse(connection.client().established());
      connection.output().close();
      done.countDown();
    }
  }

  @Test
  void closesThoughTheServerReadsNothing() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try (TestServer server =
            TestServer.of(Trust.SERVER, (tls, tcp) -> {
              tls.startHandshake();
              done.await();
            });
        TlsConnection connection = open(server)) {
      connection.handshake();
      CompletableFuture<Void> writer = inBackground(() -> connection.output().write(new byte[20_000_000]));
      connection.output().close();
      assertInstanceOf(IOException.class, assertThrows(ExecutionException.class, writer::get).getCause());
      done.countDown();
    }
  }

  @Test
  void waitsForABusyEngine() throws Exception {
    try (Trust busy = new Trust(Engines.software())) {
      FailingEngine engine = new FailingEngine(busy.engine);
      EngineException notNow = new EngineException(EngineException.Kind.BUSY, "not now");
      for (FailingEngine.Verb verb : FailingEngine.Verb.values()) {
        engine.fail(verb, 1, 2, notNow);
      }
      try (TestServer server = TestServer.echo();
          TlsConnection connection =
              new TlsConnection(
                  server.connect(),
                  TlsClientConfig.builder(engine, busy.anchors).serverName("localhost").build())) {
        byte[] data = new byte[50_000];
        new Random(3).nextBytes(data);
        connection.output().write(data);
        assertArrayEquals(data, connection.input().readNBytes(data.length));
        assertTrue(engine.calls().contains(FailingEngine.Verb.SEAL), engine.calls().toString());
      }
    }
  }

  @Test
  void lettingTwoThreadsBeginMakesOneHandshake() throws Exception {
    try (TestServer server = TestServer.echo();
        TlsConnection connection = open(server)) {
      CompletableFuture<Void> reader = inBackground(() -> assertEquals(5, connection.input().read()));
      connection.output().write(5);
      reader.get();
    }
  }

  private TlsConnection open(TestServer server) throws IOException {
    return new TlsConnection(server.connect(), trust.forLocalhost());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inBackground(Action action) {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        action.run();
        outcome.complete(null);
      } catch (Exception | AssertionError failed) {
        outcome.completeExceptionally(failed);
      }
    });
    thread.setDaemon(true);
    thread.start();
    return outcome;
  }

  private static void writeInPieces(TlsConnection connection, byte[] data) throws IOException {
    Random sizes = new Random(4);
    for (int done = 0; done < data.length; ) {
      int count = Math.min(data.length - done, 1 + sizes.nextInt(40_000));
      connection.output().write(data, done, count);
      done += count;
    }
  }

  /**
   * Passes everything on, but of the first long record of application data the first half only, until the latch opens.
   */
  private static void relayWithAPause(Socket client, TestServer target, CountDownLatch resume) throws Exception {
    try (Socket server = target.connect()) {
      CompletableFuture<Void> up = inBackground(() -> client.getInputStream().transferTo(server.getOutputStream()));
      DataInputStream in = new DataInputStream(server.getInputStream());
      for (int type = in.read(); type >= 0; type = in.read()) {
        byte[] header = {(byte) type, in.readByte(), in.readByte(), in.readByte(), in.readByte()};
        byte[] fragment = new byte[(header[3] & 0xFF) << 8 | header[4] & 0xFF];
        in.readFully(fragment);
        client.getOutputStream().write(header);
        client.getOutputStream().write(fragment, 0, fragment.length / 2);
        if (type == 23) {
          resume.await();
        }
        client.getOutputStream().write(fragment, fragment.length / 2, fragment.length - fragment.length / 2);
      }
      client.shutdownOutput();
      up.get();
    }
  }
}
