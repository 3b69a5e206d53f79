package dev.plumbline.tls.testing.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosProxyTest {
  private static final byte[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  private ServerSocket listener;
  private Socket client;
  private Socket server;
  private ChaosProxy proxy;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {client, server, proxy, listener}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @Test
  void passesBothDirectionsAndTheirEnds() throws IOException {
    connect(Distortions.NONE, Distortions.NONE);
    client.getOutputStream().write(TEN);
    client.shutdownOutput();
    assertArrayEquals(TEN, server.getInputStream().readAllBytes());
    server.getOutputStream().write(TEN);
    server.shutdownOutput();
    assertArrayEquals(TEN, client.getInputStream().readAllBytes());
  }

  @Test
  void closesWhatTheServerBreaksOff() throws IOException {
    connect(Distortions.NONE, Distortions.NONE);
    server.setSoLinger(true, 0);
    server.close();
    assertEquals(-1, client.getInputStream().read());
  }

  @Test
  void splitsIntoSmallWrites() throws IOException {
    List<byte[]> writes = distort(Distortions.split(3), TEN);
    assertEquals(List.of("000102", "030405", "060708", "09"), hex(writes));
    connect(Distortions.NONE, Distortions.split(1));
    server.getOutputStream().write(TEN);
    assertArrayEquals(TEN, client.getInputStream().readNBytes(10));
  }

  @Test
  void coalescesWhatComesInPieces() throws IOException {
    connect(Distortions.NONE, Distortions.coalesce(Duration.ofMillis(100)));
    server.getOutputStream().write(TEN);
    assertArrayEquals(TEN, client.getInputStream().readNBytes(10));
    server.getOutputStream().write(TEN);
    server.close();
    assertArrayEquals(TEN, client.getInputStream().readAllBytes());
    Distortion patient = Distortions.coalesce(Duration.ofDays(1));
    assertEquals(List.of("000102"), hex(distort(patient, bytes("00"), bytes("01"), bytes("02"))));
  }

  @Test
  void delaysWithoutLoss() throws IOException {
    connect(Distortions.NONE, Distortions.delay(Duration.ofMillis(5)));
    server.getOutputStream().write(TEN);
    server.close();
    assertArrayEquals(TEN, client.getInputStream().readAllBytes());
  }

  @Test
  void stallsAfterSoManyBytesAndStaysOpen() throws IOException {
    connect(Distortions.NONE, Distortions.stallAfter(4));
    server.getOutputStream().write(TEN);
    server.close();
    InputStream in = client.getInputStream();
    assertArrayEquals(new byte[] {0, 1, 2, 3}, in.readNBytes(4));
    client.setSoTimeout(100);
    assertThrows(SocketTimeoutException.class, in::read);
  }

  @Test
  void cutsAfterSoManyBytes() throws IOException {
    connect(Distortions.NONE, Distortions.cutAfter(4));
    server.getOutputStream().write(TEN);
    assertArrayEquals(new byte[] {0, 1, 2, 3}, client.getInputStream().readAllBytes());
    client.getOutputStream().write(7);
    assertEquals(7, server.getInputStream().read(), "the other direction lives on");
  }

  @Test
  void resetsAfterSoManyBytes() throws IOException {
    connect(Distortions.NONE, Distortions.resetAfter(10));
    server.getOutputStream().write(TEN);
    assertThrows(SocketException.class, () -> client.getInputStream().readAllBytes());
  }

  @Test
  void flipsOneBitWhereverChunksEnd() throws IOException {
    assertEquals(List.of("00010203040506070809"), hex(distort(Distortions.flipBit(80), TEN)));
    assertEquals(List.of("00010203040506070889"), hex(distort(Distortions.flipBit(79), TEN)));
    assertEquals(List.of("0001", "0302"), hex(distort(Distortions.flipBit(16), new byte[] {0, 1}, new byte[] {2, 2})));
  }

  @Test
  void cutsHandshakeMessagesIntoRecordsOfOneByte() throws IOException {
    assertEquals(
        List.of("160303000102", "160303000100", "160303000100", "160303000100", "140303000101", "1603030002aabb"),
        hex(
            distort(
                Distortions.handshakeRecordsOf(1),
                bytes("160303000402000000140303000101"),
                bytes("1603030002aabb"))));
  }

  @Test
  void putsAFlightIntoOneRecord() throws IOException {
    assertEquals(
        List.of("160303000a02000002ffff0e000000"),
        hex(
            distort(
                Distortions.handshakeInOneRecord(), bytes("16030300040200"), bytes("0002"), bytes("1603030002ffff"),
                bytes("16030300040e000000"))));
  }

  @Test
  void letsAnAlertThroughAfterWhatCameBefore() throws IOException {
    assertEquals(
        List.of("160303000102", "15030300020228", "17"),
        hex(distort(Distortions.handshakeInOneRecord(), bytes("160303000102"), bytes("15030300020228"), bytes("17"))));
  }

  private void connect(Distortion toServer, Distortion toClient) throws IOException {
    proxy = ChaosProxy.to(listener.getLocalPort(), toServer, toClient);
    client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    server = listener.accept();
    client.setSoTimeout(10_000);
    server.setSoTimeout(10_000);
    server.setTcpNoDelay(true);
  }

  /** What is written when these chunks come and then the end; the last write is that of the end. */
  private List<byte[]> distort(Distortion distortion, byte[]... chunks) throws IOException {
    List<byte[]> writes = new ArrayList<>();
    Distortion.Wire wire =
        new Distortion.Wire() {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            ByteArrayOutputStream write = new ByteArrayOutputStream();
            write.write(bytes, offset, length);
            writes.add(write.toByteArray());
          }

          @Override
          public void finish() {
            writes.removeIf(write -> write.length == 0);
          }

          @Override
          public void reset() {
            throw new AssertionError("nothing here resets");
          }
        };
    Distortion.Course course = distortion.course();
    for (byte[] chunk : chunks) {
      course.carry(chunk.clone(), wire);
    }
    course.end(wire);
    return writes;
  }

  private static List<String> hex(List<byte[]> writes) {
    return writes.stream().map(HexFormat.of()::formatHex).toList();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
