package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.CLIENT_ROOT;
import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static dev.plumbline.tls.interop.InteropPki.RSA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.tls.Dialect;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.io.TlsConnection;
import dev.plumbline.tls.io.TlsException;
import dev.plumbline.tls.io.TlsTruncatedException;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestPki;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.OpenSslPeer;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak something else, want what we have not, or leave without a word. */
class WrongServerTest {
  private static final int TLS_RSA_WITH_AES_128_CBC_SHA = 0x002F;

  private final OpenSslPeer openSsl = Peers.openSsl();

  @BeforeEach
  void needsOpenSsl() {
    Peers.require(openSsl.missing());
  }

  @Test
  void isToldThatTls13IsTheOnlyVersion() throws IOException {
    assertEquals(Refusal.received(AlertDescription.PROTOCOL_VERSION), refusal(List.of("-tls1_3"), P256));
  }

  /** With a suite of ours alone it finds none to choose; so it is offered one of an older TLS, as a device's dialect may. */
  @Test
  void refusesTls11() throws IOException {
    Dialect older = withSuites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.codePoint(), TLS_RSA_WITH_AES_128_CBC_SHA);
    List<String> options = List.of("-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
    assertEquals(Refusal.received(AlertDescription.HANDSHAKE_FAILURE), refusal(options, RSA));
    assertEquals(Refusal.found(Fault.VERSION_NOT_OFFERED), refusal(options, RSA, config -> config.dialect(older)));
  }

  @Test
  void isToldThatNoSuiteIsShared() throws IOException {
    assertEquals(
        Refusal.received(AlertDescription.HANDSHAKE_FAILURE),
        refusal(List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"), P256));
  }

  @Test
  void isToldThatNoGroupIsShared() throws IOException {
    assertEquals(
        Refusal.received(AlertDescription.HANDSHAKE_FAILURE), refusal(List.of("-tls1_2", "-groups", "P-521"), RSA));
  }

  @Test
  void isToldThatNoSignatureIsShared() throws IOException {
    assertEquals(
        Refusal.received(AlertDescription.HANDSHAKE_FAILURE),
        refusal(List.of("-tls1_2", "-sigalgs", "RSA+SHA1", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0"), RSA));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "220 mail.test ESMTP\r\n", "+OK\r\n"
  })
  void seesThatAPlainTextServerSpeaksNoTls(String greeting) throws Exception {
    assertEquals(Refusal.found(Fault.NOT_TLS), refusalOfPlainText(greeting));
  }

  @Test
  void seesThatAServerHungUpAtOnce() throws Exception {
    assertEquals(Refusal.found(Fault.CLOSED_WITHOUT_NOTIFY), refusalOfPlainText(""));
  }

  /** What becomes of a handshake with a server that says this and closes once the client has spoken and closed. */
  private static Refusal refusalOfPlainText(String greeting) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ClientSide client = new ClientSide(ROOT)) {
      Future<Integer> server = executor.submit(() -> greet(listener, greeting));
      TlsAlert refusal = ClientSide.refusal(listener.getLocalPort(), client.config().build());
      assertTrue(server.get() > 0, "the client said nothing");
      return Refusal.of(refusal);
    } finally {
      executor.shutdownNow();
    }
  }

  private static int greet(ServerSocket listener, String greeting) throws IOException {
    try (Socket socket = listener.accept()) {
      socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return socket.getInputStream().readAllBytes().length;
    }
  }

  @Test
  void goesOnAfterAWarning(@TempDir Path directory) throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = openSsl.start(ServerSetup.with(P256), otherName(directory))) {
      try (TlsConnection connection = ClientSide.connect(server.port(), client.config().build())) {
        connection.handshake();
        assertEquals(Optional.of(AlertDescription.UNRECOGNIZED_NAME), connection.facts().serverAlert());
      }
      ClientSide.talk(server, client.config().build());
    }
  }

  @Test
  void isToldThatItsNameIsUnknown(@TempDir Path directory) throws IOException {
    List<String> options = Stream.concat(otherName(directory).stream(), Stream.of("-servername_fatal")).toList();
    assertEquals(Refusal.received(AlertDescription.UNRECOGNIZED_NAME), refusal(options, P256));
  }

  @Test
  void tellsAnEndWithoutCloseNotifyFromTheEndOfTheData() throws IOException {
    RunningPeer server = openSsl.start(ServerSetup.with(P256));
    try (ClientSide client = new ClientSide(ROOT);
        TlsConnection connection = ClientSide.connect(server.port(), client.config().build())) {
      connection.handshake();
      server.close();
      TlsAlert truncated =
          assertThrows(TlsTruncatedException.class, () -> connection.input().read()).alert();
      assertEquals(Refusal.found(Fault.CLOSED_WITHOUT_NOTIFY), Refusal.of(truncated));
      assertEquals(Optional.empty(), truncated.description());
    } finally {
      server.close();
    }
  }

  @Test
  void refusesARecordThatIsLongerThanWasAgreed() throws IOException {
    Peer gnuTls = Peers.gnuTls();
    Peers.require(gnuTls.missing());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = gnuTls.start(ServerSetup.with(P256));
        TlsConnection connection =
            ClientSide.connect(server.port(), client.config().maxFragmentLength(512).build())) {
      connection.output().write(("x".repeat(1000) + "\n").getBytes(StandardCharsets.US_ASCII));
      TlsAlert refusal =
          assertThrows(TlsException.class, () -> connection.input().read()).alert();
      assertEquals(Refusal.found(Fault.RECORD_OVER_NEGOTIATED_LIMIT), Refusal.of(refusal));
    }
  }

  private Refusal refusal(List<String> options, IssuedCertificate identity) throws IOException {
    return refusal(options, identity, config -> config);
  }

  private Refusal refusal(
      List<String> options, IssuedCertificate identity, UnaryOperator<TlsClientConfig.Builder> change)
      throws IOException {
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = openSsl.start(ServerSetup.with(identity), options)) {
      return Refusal.of(ClientSide.refusal(server.port(), change.apply(client.config()).build()));
    }
  }

  private static Dialect withSuites(Integer... codePoints) {
    Dialect own = Dialect.PLUMBLINE;
    return new Dialect(
        "with an older suite", own.recordVersion(), own.randomPrefix(), own.sessionId(), List.of(codePoints),
        own.groups(), own.schemes(), own.pointFormats(), own.extensions());
  }

  /** A server that knows one other name. */
  private static List<String> otherName(Path directory) throws IOException {
    P256.writeTo(directory, "other");
    return List.of(
        "-tls1_2", "-servername", "other.test", "-cert2", directory.resolve("other.pem").toString(), "-key2",
        directory.resolve("other.key").toString());
  }
}
