package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.CLIENT_RSA;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.Piece;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports of the client: what they want when, how they close, and what misuse of them is. */
class TlsClientTest {
  private final ClientFixture fixture = ClientFixture.without();
  private final ScriptedServer server = ServerScript.with(EC).withoutCryptography().server();

  @AfterEach
  void nothingIsLeftOpen() {
    fixture.close();
  }

  private TlsClient client() {
    return new TlsClient(fixture.config().build());
  }

  private MemoryLink established(TlsClient client) throws TlsAlert {
    MemoryLink link = new MemoryLink(client, server).run();
    assertTrue(client.established());
    return link;
  }

  private static ByteBuffer in(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }

  @Test
  void wantsToTransmitFromTheStartAndThenToReceive() {
    try (TlsClient client = client()) {
      assertEquals(Set.of(Want.TRANSMIT, Want.RECEIVE), client.wants());
      client.transmit(ByteBuffer.allocate(10));
      assertTrue(client.wants().contains(Want.TRANSMIT), "the rest is still there");
      client.transmit(ByteBuffer.allocate(1 << 12));
      assertEquals(Set.of(Want.RECEIVE), client.wants());
      assertSame(client.wants(), client.wants());
      assertFalse(client.established());
    }
  }

  @Test
  void wantsToReadBeforeItReceivesMore() throws Exception {
    try (TlsClient client = client()) {
      established(client);
      byte[] two = server.records(Piece.applicationData(new byte[5]), Piece.applicationData(new byte[7]));
      ByteBuffer in = in(two);
      client.receive(in);
      assertEquals(Set.of(Want.READ, Want.SEND), client.wants());
      int rest = in.remaining();
      assertEquals(0, client.receive(in));
      assertEquals(rest, in.remaining());
      ByteBuffer out = ByteBuffer.allocate(3);
      assertEquals(3, client.read(out));
      assertEquals(2, client.read(out.clear()));
      assertEquals(Set.of(Want.RECEIVE, Want.SEND), client.wants());
      client.receive(in);
      assertEquals(3, client.read(out.clear()));
    }
  }

  @Test
  void takesNoApplicationDataBeforeTheHandshakeIsDone() {
    try (TlsClient client = client()) {
      assertThrows(IllegalStateException.class, () -> client.send(in(new byte[1])));
    }
  }

  @Test
  void takesNoApplicationDataAfterClosing() throws Exception {
    try (TlsClient client = client()) {
      established(client);
      client.closeNotify();
      client.closeNotify();
      assertThrows(IllegalStateException.class, () -> client.send(in(new byte[1])));
    }
  }

  @Test
  void readsOnAfterItsOwnCloseNotifyUntilTheServersComes() throws Exception {
    try (TlsClient client = client()) {
      MemoryLink link = established(client);
      client.closeNotify();
      link.deliver(server.records(Piece.applicationData(new byte[] {1, 2})));
      assertArrayEquals(new byte[] {1, 2}, link.received());
      assertFalse(client.closed());
      link.deliver(server.records(Piece.alert(1, 0)));
      assertTrue(client.closed());
      client.receiveEnd();
    }
  }

  @Test
  void takesTheEndOfTheStreamAfterItsOwnCloseNotifyAsAnAnswer() throws Exception {
    try (TlsClient client = client()) {
      established(client);
      client.closeNotify();
      client.receiveEnd();
    }
  }

  @Test
  void answersCloseNotifyWithItsOwnAndIgnoresWhatFollows() throws Exception {
    try (TlsClient client = client()) {
      MemoryLink link = established(client);
      byte[] bytes = server.records(Piece.alert(1, 0), Piece.applicationData(new byte[3]));
      link.deliver(bytes);
      assertEquals(0, link.received().length);
      assertEquals(Set.of(Want.CLOSED), client.wants());
      assertTrue(client.failure().isEmpty());
      assertEquals(0, client.receive(in(new byte[10])));
      client.receiveEnd();
      assertEquals(Optional.of(AlertDescription.CLOSE_NOTIFY), client.facts().ourAlert());
      assertEquals(Optional.of(AlertDescription.CLOSE_NOTIFY), client.facts().serverAlert());
    }
  }

  @Test
  void takesCloseNotifyDuringTheHandshakeAsAFailure() {
    try (TlsClient client = client()) {
      byte[] alert = {21, 3, 3, 0, 2, 1, 0};
      TlsAlert failure = assertThrows(TlsAlert.class, () -> client.receive(in(alert)));
      assertEquals(TlsAlert.Direction.RECEIVED, failure.direction());
    }
  }

  @Test
  void endsTheHandshakeWithCloseNotify() {
    try (TlsClient client = client()) {
      client.transmit(ByteBuffer.allocate(1 << 12));
      client.closeNotify();
      ByteBuffer out = ByteBuffer.allocate(100);
      assertEquals(7, client.transmit(out));
      assertTrue(client.closed());
    }
  }

  @Test
  void reportsTheServersFatalAlertAndSendsNone() {
    try (TlsClient client = client()) {
      client.transmit(ByteBuffer.allocate(1 << 12));
      byte[] alert = {21, 3, 1, 0, 2, 2, 40};
      TlsAlert failure = assertThrows(TlsAlert.class, () -> client.receive(in(alert)));
      assertEquals(Optional.of(AlertDescription.HANDSHAKE_FAILURE), failure.description());
      assertEquals(Set.of(Want.CLOSED), client.wants());
      assertSame(failure, assertThrows(TlsAlert.class, client::receiveEnd));
      assertEquals(Optional.of(AlertDescription.HANDSHAKE_FAILURE), client.facts().serverAlert());
      assertEquals(Optional.empty(), client.facts().ourAlert());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 100, 112, 41})
  void goesOnAfterAWarning(int description) throws Exception {
    try (TlsClient client = client()) {
      MemoryLink link = established(client);
      for (int i = 0; i < 20; i++) {
        link.deliver(
            server.records(Piece.alert(1, description), Piece.applicationData(new byte[] {(byte) i})));
      }
      assertEquals(20, link.received().length);
    }
  }

  @Test
  void acceptsEmptyApplicationDataNowAndThen() throws Exception {
    try (TlsClient client = client()) {
      MemoryLink link = established(client);
      for (int i = 0; i < 100; i++) {
        link.deliver(
            server.records(Piece.applicationData(new byte[0]), Piece.applicationData(new byte[] {(byte) i})));
      }
      assertEquals(100, link.received().length);
    }
  }

  @Test
  void saysWhereItWasWhenTheServerIsGone() throws Exception {
    try (TlsClient client = client()) {
      assertTrue(
          assertThrows(TlsAlert.class, client::receiveEnd).sentence().contains("waits for ServerHello"));
    }
    try (TlsClient client = client()) {
      MemoryLink link = established(client);
      link.deliver(server.records(Piece.applicationData(new byte[12])));
      TlsAlert alert = assertThrows(TlsAlert.class, client::receiveEnd);
      assertTrue(alert.sentence().contains("after 12 bytes"), alert.sentence());
    }
  }

  @Test
  void tellsAFailureThatItMetWhileItWasMade() {
    FailingEngine broken =
        new FailingEngine(new NullEngine()).failCall(1, new EngineException(EngineException.Kind.INTERNAL, "broken"));
    try (ClientFixture other = new ClientFixture(broken);
        TlsClient client = new TlsClient(other.config().build())) {
      assertEquals(Optional.of(Fault.ENGINE_FAILED), client.failure().orElseThrow().fault());
      assertThrows(TlsAlert.class, client::retry);
    }
  }

  @Test
  void canBeClosedTwiceAndAtAnyTime() throws Exception {
    TlsClient client = client();
    established(client);
    client.close();
    client.close();
    assertTrue(client.closed());
    assertEquals(0, client.receive(in(new byte[10])));
    assertThrows(IllegalStateException.class, () -> client.send(in(new byte[1])));
  }

  @Test
  void refusesCredentialsThatDoNotBelongTogether() {
    try (ClientFixture real = ClientFixture.real()) {
      ClientCredentials mine = real.credentials(CLIENT_EC);
      assertThrows(
          IllegalArgumentException.class,
          () -> new ClientCredentials(List.of(Bytes.of(CLIENT_RSA.der())), mine.key()));
      assertThrows(IllegalArgumentException.class, () -> new ClientCredentials(List.of(), mine.key()));
      assertThrows(
          IllegalArgumentException.class,
          () -> new ClientCredentials(List.of(Bytes.fromHex("3000")), mine.key()));
    }
  }

  @Test
  void refusesAConfigurationOutOfRange() {
    TlsClientConfig.Builder config = fixture.config();
    assertThrows(IllegalArgumentException.class, () -> fixture.config().serverName("").build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().suites(List.of()).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().groups(List.of()).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().schemes(List.of()).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().alpn(List.of("")).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().maxFragmentLength(600).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().recordSizeLimit(63).build());
    assertThrows(IllegalArgumentException.class, () -> fixture.config().receiveLimit(1 << 15).build());
    assertThrows(
        IllegalArgumentException.class, () -> fixture.config().receiveLimit(512).recordSizeLimit(1024).build());
    assertThrows(
        IllegalArgumentException.class, () -> fixture.config().receiveLimit(512).maxFragmentLength(1024).build());
    assertThrows(IllegalArgumentException.class, () -> new TlsClient(config.serverName("not a name").build()));
  }
}
