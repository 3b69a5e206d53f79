package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.FailingEngine.Verb;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A policy chooses what the server is told, and nothing else. */
class AlertPolicyTest {
  private static final AlertPolicy SILENCE = (failure, facts) -> Optional.empty();
  private static final AlertPolicy INTERNAL_ERROR = (failure, facts) -> Optional.of(AlertDescription.INTERNAL_ERROR);

  private final ScriptedServer server = ServerScript.with(EC).server();

  @Test
  void theServerHearsTheAlertOfThePolicyAndTheCallerTheFault() {
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(other(fixture).alerts(INTERNAL_ERROR).build())) {
      TlsAlert failure = fails(client);
      assertEquals(Optional.of(Fault.CERTIFICATE_NAME), failure.fault());
      assertEquals(Optional.of(AlertDescription.BAD_CERTIFICATE), failure.description());
      assertArrayEquals(new byte[] {2, 80}, only(server.clientAlerts()));
      assertEquals(Optional.of(AlertDescription.INTERNAL_ERROR), client.facts().ourAlert());
    }
  }

  @Test
  void silenceSendsNothingAndClosesAllTheSame() {
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(other(fixture).alerts(SILENCE).build())) {
      MemoryLink link = new MemoryLink(client, server);
      TlsAlert failure = assertThrows(TlsAlert.class, link::run);
      assertEquals(0, link.drain().length);
      assertEquals(Set.of(Want.CLOSED), client.wants());
      assertEquals(Optional.empty(), client.facts().ourAlert());
      client.closeNotify();
      assertEquals(Set.of(Want.CLOSED), client.wants(), "not even a goodbye");
      assertSame(failure, assertThrows(TlsAlert.class, client::receiveEnd));
    }
  }

  @Test
  void anAlertAfterTheKeysChangedIsProtectedLikeAnyOther() throws Exception {
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(fixture.config().alerts(INTERNAL_ERROR).build())) {
      MemoryLink link = new MemoryLink(client, server).run();
      byte[] forged = server.records(Piece.applicationData(new byte[4]));
      forged[forged.length - 1] ^= 1;
      assertThrows(TlsAlert.class, () -> link.deliver(forged));
      byte[] sent = link.drain();
      server.exchange(sent);
      assertArrayEquals(new byte[] {2, 80}, only(server.clientAlerts()));
      assertEquals(8 + 2 + 16, sent.length - 5, "explicit nonce, alert, tag");
    }
  }

  /** RFC 5246 §7.2.2 ends the session with the connection; that a stack says nothing does not make it better. */
  @Test
  void silenceEndsTheSessionToo() throws Exception {
    try (ClientFixture fixture = ClientFixture.real();
        SessionStore sessions = SessionStore.inMemory(1)) {
      TlsClientConfig config = fixture.config().alerts(SILENCE).sessions(sessions).build();
      try (TlsClient client = new TlsClient(config)) {
        MemoryLink link = new MemoryLink(client, server).run();
        byte[] forged = server.records(Piece.applicationData(new byte[4]));
        forged[forged.length - 1] ^= 1;
        assertThrows(TlsAlert.class, () -> link.deliver(forged));
      }
      assertEquals(Optional.empty(), sessions.take("localhost"));
    }
  }

  /** The fixture sees that no handle is left. */
  @Test
  void aPolicyThatThrowsLeavesAClosedConnection() {
    AlertPolicy broken = (failure, facts) -> {
      throw new IllegalStateException("broken");
    };
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(other(fixture).alerts(broken).build())) {
      MemoryLink link = new MemoryLink(client, server);
      assertEquals("broken", assertThrows(IllegalStateException.class, link::run).getMessage());
      assertEquals(0, link.drain().length);
      assertEquals(Set.of(Want.CLOSED), client.wants());
      assertEquals(Optional.of(Fault.CERTIFICATE_NAME), client.failure().flatMap(TlsAlert::fault));
    }
  }

  @Test
  void isAskedOnceAndSeesWhatIsKnown() {
    List<ConnectionFacts> asked = new ArrayList<>();
    AlertPolicy listener = (failure, facts) -> {
      asked.add(facts);
      return failure.description();
    };
    try (ClientFixture fixture = ClientFixture.real();
        TlsClient client = new TlsClient(other(fixture).alerts(listener).build())) {
      fails(client);
      assertThrows(TlsAlert.class, client::retry);
      assertEquals(1, asked.size());
      assertFalse(asked.get(0).serverChain().isEmpty());
    }
  }

  @Test
  void isNotAskedWhenTheServerEndedIt() {
    AlertPolicy never = (failure, facts) -> {
      throw new AssertionError("asked about " + failure);
    };
    try (ClientFixture fixture = ClientFixture.real()) {
      try (TlsClient client = new TlsClient(fixture.config().alerts(never).build())) {
        assertThrows(TlsAlert.class, client::receiveEnd);
      }
      try (TlsClient client = new TlsClient(fixture.config().alerts(never).build())) {
        MemoryLink link = new MemoryLink(client, server);
        byte[] refusal = server.records(Piece.alert(2, AlertDescription.HANDSHAKE_FAILURE.code()));
        assertThrows(TlsAlert.class, () -> link.deliver(refusal));
        assertEquals(Optional.empty(), client.facts().ourAlert());
      }
    }
  }

  @Test
  void anEngineThatFailsBeforeTheFirstByteIsToldInItsWordsToo() {
    FailingEngine engine =
        new FailingEngine(Engines.software())
            .fail(Verb.HASH, 1, new EngineException(EngineException.Kind.INTERNAL, "broken"));
    try (ClientFixture fixture = new ClientFixture(engine);
        TlsClient client = new TlsClient(fixture.config().alerts(SILENCE).build())) {
      assertEquals(Optional.of(Fault.ENGINE_FAILED), client.failure().flatMap(TlsAlert::fault));
      byte[] sent = new MemoryLink(client, server).drain();
      assertTrue(sent.length == 0 || sent[0] != 21, () -> Arrays.toString(sent));
      assertEquals(Set.of(Want.CLOSED), client.wants());
    }
  }

  private static TlsClientConfig.Builder other(ClientFixture fixture) {
    return fixture.config().serverName("other.example");
  }

  private TlsAlert fails(TlsClient client) {
    MemoryLink link = new MemoryLink(client, server);
    TlsAlert failure = assertThrows(TlsAlert.class, link::run);
    server.exchange(link.drain());
    return failure;
  }

  private static byte[] only(List<byte[]> alerts) {
    assertEquals(1, alerts.size());
    return alerts.get(0);
  }
}
