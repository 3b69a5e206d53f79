package dev.plumbline.tls.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.TlsSession;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.testing.peer.Abilities.Feature;
import dev.plumbline.tls.testing.peer.Peer;
import dev.plumbline.tls.testing.peer.Peers;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.testing.peer.ServerSetup;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a peer lacks is not agreed on, and the connection is none the worse; a new version that has it fails here. */
class PeerLimitsTest {
  static Stream<Named<Peer>> withoutRecordLimits() {
    return without(Feature.MAX_FRAGMENT_LENGTH, Feature.RECORD_SIZE_LIMIT);
  }

  static Stream<Named<Peer>> withoutTickets() {
    return without(Feature.SESSION_TICKET);
  }

  static Stream<Named<Peer>> withoutLegacyResumption() {
    return without(Feature.RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET);
  }

  @ParameterizedTest
  @MethodSource("withoutRecordLimits")
  void keepsToTheStandardRecordWithPeersThatKnowNoShorterOne(Peer peer) throws IOException {
    boolean fragments = peer.abilities().has(Feature.MAX_FRAGMENT_LENGTH);
    try (ClientSide client = new ClientSide(InteropPki.ROOT);
        RunningPeer server = start(peer)) {
      TlsClientConfig.Builder config = client.config();
      TlsClientConfig limited = fragments ? config.recordSizeLimit(1024).build() : config.maxFragmentLength(1024).build();
      assertEquals(OptionalInt.of(TlsClientConfig.MAX_PLAINTEXT), ClientSide.talk(server, limited).recordLimitOut());
    }
  }

  @ParameterizedTest
  @MethodSource("withoutTickets")
  void resumesByIdWithPeersThatIssueNoTickets(Peer peer) throws IOException {
    try (ClientSide client = new ClientSide(InteropPki.ROOT);
        RunningPeer server = start(peer)) {
      TlsClientConfig config = client.config().sessions(SessionStore.inMemory(1)).sessionTickets(true).build();
      ClientSide.talk(server, config);
      ConnectionFacts facts = ClientSide.talk(server, config);
      assertEquals(Optional.of(true), facts.resumed());
      assertTrue(facts.sessionId().orElseThrow().length() > 0);
      forget(config);
    }
  }

  /** RFC 7627 §5.3 leaves such a peer the choice: a full handshake, or the end. */
  @ParameterizedTest
  @MethodSource("withoutLegacyResumption")
  void doesNotResumeAnUnboundSessionWithPeersThatDoNot(Peer peer) throws IOException {
    try (ClientSide client = new ClientSide(InteropPki.ROOT);
        RunningPeer server = start(peer)) {
      TlsClientConfig config =
          client.config().sessions(SessionStore.inMemory(1)).extendedMasterSecret(Demand.OFF).build();
      ClientSide.talk(server, config);
      if (peer.name().equals("BCJSSE")) {
        assertEquals(
            Optional.of(AlertDescription.HANDSHAKE_FAILURE),
            ClientSide.refusal(server.port(), config).description());
      } else {
        assertEquals(Optional.of(false), ClientSide.talk(server, config).resumed());
      }
      forget(config);
    }
  }

  private static Stream<Named<Peer>> without(Feature... features) {
    return Peers.all().stream()
        .filter(peer -> !Stream.of(features).allMatch(peer.abilities()::has))
        .map(peer -> Named.of(peer.name(), peer));
  }

  private static RunningPeer start(Peer peer) throws IOException {
    Peers.require(peer.missing());
    return peer.start(ServerSetup.with(InteropPki.P256));
  }

  private static void forget(TlsClientConfig config) {
    config.sessions().take(InteropPki.NAME).ifPresent(TlsSession::close);
  }
}
