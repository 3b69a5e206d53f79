package dev.plumbline.tls.interop;

import static dev.plumbline.tls.interop.InteropPki.P256;
import static dev.plumbline.tls.interop.InteropPki.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceRecorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OCSP responses that servers staple (RFC 6066 §8). */
class StapledStatusTest {
  private final Instant now = Instant.now();

  static Stream<Named<Peer>> stapling() {
    return Peers.all().stream()
        .filter(peer -> peer.abilities().has(Feature.OCSP_STAPLE))
        .map(peer -> Named.of(peer.name(), peer));
  }

  @ParameterizedTest
  @MethodSource("stapling")
  void acceptsACertificateThatIsGood(Peer peer) throws IOException {
    Peers.require(peer.missing());
    TraceRecorder trace = TraceRecorder.withoutSecrets();
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).ocspResponse(fresh().make()))) {
      ClientSide.talk(server, client.config().statusRequest(true).trace(trace).build());
      assertTrue(got(trace, TracePoint.CERTIFICATE_STATUS), "no response was stapled");
    }
  }

  @ParameterizedTest
  @MethodSource("stapling")
  void refusesACertificateThatIsRevoked(Peer peer) throws IOException {
    byte[] revoked = fresh().revoked(now.minus(Duration.ofDays(1))).make();
    assertRefused(Fault.CERTIFICATE_STATUS_REVOKED, peer, revoked);
  }

  @Test
  void refusesAResponseThatIsNone() throws IOException {
    assertRefused(Fault.CERTIFICATE_STATUS_MALFORMED, Peers.boringSsl(), new byte[] {1, 2, 3});
  }

  @Test
  void refusesAResponseWhoseSignatureIsWrong() throws IOException {
    assertRefused(Fault.CERTIFICATE_STATUS_MALFORMED, Peers.openSsl(), fresh().spoilSignature().make());
  }

  @ParameterizedTest
  @MethodSource("stapling")
  void doesNotGetWhatItDidNotAskFor(Peer peer) throws IOException {
    Peers.require(peer.missing());
    TraceRecorder trace = TraceRecorder.withoutSecrets();
    byte[] revoked = fresh().revoked(now.minus(Duration.ofDays(1))).make();
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).ocspResponse(revoked))) {
      ClientSide.talk(server, client.config().trace(trace).build());
      assertEquals(false, got(trace, TracePoint.CERTIFICATE_STATUS));
    }
  }

  private void assertRefused(Fault fault, Peer peer, byte[] response) throws IOException {
    Peers.require(peer.missing());
    try (ClientSide client = new ClientSide(ROOT);
        RunningPeer server = peer.start(ServerSetup.with(P256).ocspResponse(response))) {
      TlsClientConfig config = client.config().statusRequest(true).build();
      TlsAlert refusal = ClientSide.refusal(server.port(), config);
      assertEquals(Optional.of(fault), refusal.fault(), refusal.sentence());
    }
  }

  private TestOcsp fresh() {
    return TestOcsp.about(P256)
        .updates(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
  }

  private static boolean got(TraceRecorder trace, TracePoint point) {
    return trace.trace().entries().stream().anyMatch(entry -> entry.point() == point);
  }
}
