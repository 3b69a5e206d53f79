package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.CLIENT_EC;
import static dev.plumbline.tls.interop.InteropPki.CLIENT_ROOT;
import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.TlsSession;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.io.TlsTruncatedException;
import dev.plumbline.tls.testing.peer.ChaosProxy;
import dev.plumbline.tls.testing.peer.Distortion;
import dev.plumbline.tls.testing.peer.Distortions;
import dev.plumbline.tls.testing.peer.Exchange;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers behind networks that cut their bytes up, put them together, lose the rest, or spoil one. */
class NetworkTest {
  private static final Map<String, Distortion> HARMLESS =
      Map.of(
          "one byte a segment", Distortions.split(1),
          "seven bytes a segment", Distortions.split(7),
          "one byte a record", Distortions.handshakeRecordsOf(1),
          "a flight in one record", Distortions.handshakeInOneRecord(),
          "a flight in one segment", Distortions.coalesce(Duration.ofMillis(40)),
          "late", Distortions.delay(Duration.ofMillis(5)));

  static Stream<Named<Peer>> peers() {
    return Peers.all().stream().map(peer -> Named.of(peer.name(), peer));
  }

  @ParameterizedTest
  @MethodSource("peers")
  void getsTheSameFromAServerHoweverItsBytesAreCut(Peer peer) throws IOException {
    Peers.require(peer.missing());
    try (RunningPeer server = peer.start(ServerSetup.with(P256).requireClient(CLIENT_ROOT))) {
      assertAll(
          HARMLESS.entrySet().stream()
              .map(each -> () -> talkAndResume(server, each.getKey(), each.getValue())));
    }
  }

  private static void talkAndResume(RunningPeer server, String name, Distortion distortion) throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        ChaosProxy proxy = ChaosProxy.to(server.port(), distortion)) {
      TlsClientConfig config =
          client.config().credentials(client.credentials(CLIENT_EC)).sessions(SessionStore.inMemory(1)).build();
      assertEquals(Optional.of(false), ClientSide.talk(server, proxy.port(), config, 0).resumed(), name);
      assertEquals(Optional.of(true), ClientSide.talk(server, proxy.port(), config, 1).resumed(), name);
      config.sessions().take(InteropPki.NAME).ifPresent(TlsSession::close);
    }
  }

  /** With one server, and what a connection to it must not survive. */
  @Nested
  class Hostile {
    private RunningPeer server;
    private ClientSide client;

    @BeforeEach
    void start() throws IOException {
      Peers.require(Peers.openSsl().missing());
      server = Peers.openSsl().start(ServerSetup.with(P256));
      client = new ClientSide(ROOT);
    }

    @AfterEach
    void stop() {
      server.close();
      client.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 50, 900})
    void seesThatTheHandshakeWasCutOff(long bytes) throws IOException {
      try (ChaosProxy proxy = ChaosProxy.to(server.port(), Distortions.cutAfter(bytes))) {
        TlsAlert refusal = ClientSide.refusal(proxy.port(), client.config().build());
        assertEquals(Optional.of(Fault.CLOSED_WITHOUT_NOTIFY), refusal.fault());
      }
    }

    @Test
    void seesThatDataWasCutOff() throws IOException {
      Exchange large = server.exchanges(0).get(1);
      try (ChaosProxy proxy = ChaosProxy.to(server.port(), Distortions.cutAfter(large.answer().length));
          TlsConnection connection = ClientSide.connect(proxy.port(), client.config().build())) {
        connection.output().write(large.request());
        assertThrows(TlsTruncatedException.class, () -> connection.input().readNBytes(large.answer().length));
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 900})
    void tellsAResetFromAnOrderlyEnd(long bytes) throws IOException {
      try (ChaosProxy proxy = ChaosProxy.to(server.port(), Distortions.resetAfter(bytes));
          TlsConnection connection = ClientSide.connect(proxy.port(), client.config().build())) {
        Throwable failure = assertThrows(TlsTruncatedException.class, connection::handshake);
        assertInstanceOf(SocketException.class, failure.getSuppressed()[0]);
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 50, 900})
    void waitsNoLongerThanItWasTold(long bytes) throws IOException {
      try (ChaosProxy proxy = ChaosProxy.to(server.port(), Distortions.stallAfter(bytes));
          TlsConnection connection = ClientSide.connect(proxy.port(), client.config().build())) {
        connection.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, connection::handshake);
      }
    }

    /** Either we find a fault, or a length is spoiled and we wait for what never comes; nothing else may happen. */
    @Test
    void neverEstablishesAConnectionWhoseHandshakeWasSpoiled() throws IOException {
      for (int at = 0; at < 1000; at += 41) {
        try (ChaosProxy proxy = ChaosProxy.to(server.port(), Distortions.flipBit(8L * at + at % 8));
            TlsConnection connection = ClientSide.connect(proxy.port(), client.config().build())) {
          connection.setSoTimeout(300);
          IOException failure = assertThrows(IOException.class, connection::handshake, "byte " + at);
          if (!(failure instanceof SocketTimeoutException)) {
            assertInstanceOf(SSLException.class, failure, "byte " + at);
          }
        }
      }
    }
  }
}
