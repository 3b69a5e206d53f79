package dev.plumbline.tls.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.NamedGroup;
import dev.plumbline.tls.ConnectionFacts;
import dev.plumbline.tls.Demand;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.TlsClientConfig;
import dev.plumbline.tls.TlsSession;
import dev.plumbline.tls.testing.peer.RunningPeer;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Runs one case: one connection, or two when a session is resumed. Each makes its handshake, sends and gets application data, and
 * closes; what was agreed is what the case asked for.
 */
final class CaseRun {
  private final Case wanted;
  private final int recordLimitOfPeer;
  private final TraceRecorder trace = TraceRecorder.withoutSecrets();
  private final TlsClientConfig config;

  /**
   * @param recordLimitOfPeer what the peer answers to record_size_limit
   */
  CaseRun(Case wanted, ClientSide client, int recordLimitOfPeer) {
    this.wanted = wanted;
    this.recordLimitOfPeer = recordLimitOfPeer;
    TlsClientConfig.Builder builder =
        client
            .config()
            .suites(List.of(wanted.kind().suite))
            .groups(offeredGroups())
            .extendedMasterSecret(wanted.binding() == Case.Binding.EXTENDED ? Demand.REQUIRE : Demand.OFF)
            .secureRenegotiation(Demand.REQUIRE)
            .maxFragmentLength(wanted.limit().maxFragmentLength)
            .recordSizeLimit(wanted.limit().recordSizeLimit)
            .trace(trace)
            .sessionTickets(wanted.resumption() == Case.Resumption.TICKET)
            .sessions(wanted.resumption() == Case.Resumption.NONE ? SessionStore.NONE : SessionStore.inMemory(1));
    switch (wanted.device()) {
      case EC -> builder.credentials(client.credentials(InteropPki.CLIENT_EC));
      case RSA -> builder.credentials(client.credentials(InteropPki.CLIENT_RSA));
      default -> { }
    }
    this.config = builder.build();
  }

  /** Returns the group of the key exchange, if there was one. */
  Optional<NamedGroup> against(RunningPeer peer) throws IOException {
    try {
      Optional<NamedGroup> group = connect(peer, 0, false);
      assertEquals(wanted.resumption() == Case.Resumption.TICKET, gotTicket(), "ticket");
      if (wanted.resumption() != Case.Resumption.NONE) {
        connect(peer, 1, true);
      }
      return group;
    } finally {
      config.sessions().take(InteropPki.NAME).ifPresent(TlsSession::close);
    }
  }

  private Optional<NamedGroup> connect(RunningPeer peer, int round, boolean resumed) throws IOException {
    ConnectionFacts facts = ClientSide.talk(peer, peer.port(), config, round);
    check(facts, resumed);
    return facts.group();
  }

  private void check(ConnectionFacts facts, boolean resumed) {
    assertEquals(Optional.of(wanted.kind().suite), facts.suite(), "suite");
    assertEquals(Optional.of(resumed), facts.resumed(), "resumed");
    assertEquals(Optional.of(wanted.binding() == Case.Binding.EXTENDED), facts.extendedMasterSecret(), "EMS");
    assertEquals(OptionalInt.of(recordLimit()), facts.recordLimitOut(), "record limit");
    assertArrayEquals(wanted.kind().identity.der(), facts.serverChain().get(0).der().toArray(), "certificate");
    boolean exchanged = wanted.kind().suite.ephemeral() && !resumed;
    assertEquals(exchanged, facts.group().isPresent(), "group");
    assertTrue(facts.group().stream().allMatch(offeredGroups()::contains), "group");
    assertEquals(exchanged, facts.signatureScheme().isPresent(), "signature");
    if (!resumed) {
      assertEquals(
          wanted.device() != Case.Device.ANONYMOUS, facts.clientAuthenticationRequested(), "client authentication");
    }
  }

  private boolean gotTicket() {
    return trace.trace().entries().stream().anyMatch(entry -> entry.point() == TracePoint.NEW_SESSION_TICKET);
  }

  private int recordLimit() {
    if (wanted.limit().recordSizeLimit > 0) {
      return recordLimitOfPeer;
    }
    return wanted.limit().maxFragmentLength > 0 ? wanted.limit().maxFragmentLength : TlsClientConfig.MAX_PLAINTEXT;
  }

  /** What is wanted, and the curves of the keys: servers hold both certificates against this list (RFC 8422 §5.1). */
  private List<NamedGroup> offeredGroups() {
    List<NamedGroup> groups = new ArrayList<>(List.of(wanted.group()));
    switch (wanted.kind()) {
      case ECDSA_P256 -> groups.add(NamedGroup.SECP256R1);
      case ECDSA_P384 -> groups.add(NamedGroup.SECP384R1);
      default -> { }
    }
    if (wanted.device() == Case.Device.EC) {
      groups.add(NamedGroup.SECP256R1);
    }
    return groups.stream().distinct().toList();
  }
}
