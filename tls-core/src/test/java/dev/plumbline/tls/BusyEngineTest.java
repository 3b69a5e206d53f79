package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static dev.plumbline.tls.testing.ClientFixture.RSA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.EngineException.Kind;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.engine.testing.FailingEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.RecordedFlow;
import dev.plumbline.tls.testing.RecordedFlow.Outcome;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.testing.TestOcsp;
import dev.plumbline.tls.wire.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that is busy, or broken, at every single call of a connection. */
class BusyEngineTest {
  private static final UnaryOperator<TlsClientConfig.Builder> STAPLED =
      settings -> settings.statusRequest(true).clock(() -> Instant.parse("2026-01-02T00:00:00Z"));
  private static final List<RecordedFlow> FLOWS =
      List.of(
          RecordedFlow.of(
              ServerScript.with(EC)
                  .certificateRequest()
                  .ocspResponse(Bytes.of(TestOcsp.about(EC).make()))
                  .ticket(Bytes.fromHex("01")),
              STAPLED),
          RecordedFlow.of(
              ServerScript.with(RSA).suite(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256),
              settings -> settings.suites(List.of(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256))));

  /** The same for devices that know less: one group, no PSS, no extended master secret. */
  private static final UnaryOperator<TlsClientConfig.Builder> PLAIN =
      settings ->
          STAPLED.apply(settings)
              .suites(
                  List.of(
                      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                      CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256))
              .groups(List.of(NamedGroup.SECP256R1))
              .schemes(List.of(SignatureScheme.ECDSA_SHA256, SignatureScheme.RSA_PKCS1_SHA256))
              .extendedMasterSecret(Demand.OFF);

  private static final List<RecordedFlow> DEVICE_FLOWS =
      List.of(
          RecordedFlow.of(
              ServerScript.with(EC)
                  .certificateRequest()
                  .ocspResponse(Bytes.of(TestOcsp.about(EC).make()))
                  .ticket(Bytes.fromHex("01")),
              PLAIN),
          RecordedFlow.of(ServerScript.with(RSA).scheme(SignatureScheme.RSA_PKCS1_SHA256), PLAIN));

  private static final List<RecordedFlow> EC_DEVICE_FLOWS = DEVICE_FLOWS.subList(0, 1);

  /** An engine, and what it can follow. */
  private record Case(String engine, List<RecordedFlow> flows) {
    FailingEngine open() {
      return new FailingEngine(EngineSpec.parse(engine).open(PinnedEntropy.seeded(42)));
    }

    @Override
    public String toString() {
      return engine;
    }
  }

  static Stream<Case> engines() {
    return Stream.of(
        new Case("software", FLOWS),
        new Case("jca", DEVICE_FLOWS),
        new Case("sce7:endian=big", DEVICE_FLOWS),
        new Case("sce7:endian=little", DEVICE_FLOWS),
        new Case("sce9", DEVICE_FLOWS),
        new Case("secure-element", DEVICE_FLOWS),
        new Case("secure-element:verify=element", EC_DEVICE_FLOWS));
  }

  private static FailingEngine engine() {
    return new Case("software", FLOWS).open();
  }

  private static int calls(Case with, RecordedFlow flow) {
    FailingEngine engine = with.open();
    try (ClientFixture fixture = RecordedFlow.fixture(engine)) {
      assertNull(flow.replay(fixture, flow.fromServer()).failure());
    }
    return engine.calls().size();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void costsARetryAndNothingElseWhereverItIsBusy(Case with) {
    for (RecordedFlow flow : with.flows()) {
      int calls = calls(with, flow);
      assertTrue(calls > 10, "only " + calls + " calls");
      for (int n = 1; n <= calls; n++) {
        for (int times = 1; times <= 3; times += 2) {
          FailingEngine engine = with.open().failCall(n, times, new EngineException(Kind.BUSY, "in use"));
          try (ClientFixture fixture = RecordedFlow.fixture(engine)) {
            Outcome outcome = flow.replay(fixture, flow.fromServer());
            assertNull(outcome.failure(), "busy at call " + n);
            assertArrayEquals(flow.fromClient(), outcome.sent(), "busy at call " + n);
            assertArrayEquals(new byte[] {1, 2, 3}, outcome.read());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void endsInInternalErrorWhereverItIsBroken(Case with) {
    for (RecordedFlow flow : with.flows()) {
      int calls = calls(with, flow);
      // The last call seals our close_notify: nobody is waiting for it any more.
      for (int n = 1; n < calls; n++) {
        for (Kind kind : List.of(Kind.INTERNAL, Kind.BAD_BUFFER, Kind.UNSUPPORTED)) {
          FailingEngine engine = with.open().failCall(n, new EngineException(kind, "broken"));
          try (ClientFixture fixture = RecordedFlow.fixture(engine)) {
            Outcome outcome = flow.replay(fixture, flow.fromServer());
            assertTrue(outcome.failure() != null, "call " + n + " " + engine.calls().get(n - 1));
            assertEquals(Optional.of(Fault.ENGINE_FAILED), outcome.failure().fault(), "broken at call " + n);
            assertTrue(outcome.closed());
            assertTrue(outcome.sent().length >= 7);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void waitsForTheEngineToSignAndToAuthenticate(Case with) throws Exception {
    for (int n = 1; n < 40; n++) {
      FailingEngine engine = with.open().failCall(n, new EngineException(Kind.BUSY, "in use"));
      try (ClientFixture fixture = new ClientFixture(engine)) {
        ClientCredentials credentials;
        try {
          credentials = fixture.credentials(CLIENT_EC);
        } catch (IllegalStateException importWasBusy) {
          continue;
        }
        ScriptedServer server = ServerScript.with(EC).certificateRequest().server();
        try (TlsClient client = new TlsClient(fixture.config().credentials(credentials).build())) {
          retry(client);
          MemoryLink link = new MemoryLink(client, server).run();
          retry(client);
          link.run();
          assertTrue(client.established(), "busy at call " + n);
        }
      }
    }
  }

  @Test
  void saysGoodbyeOnceTheEngineIsFreeAgain() throws Exception {
    FailingEngine engine = engine();
    try (ClientFixture fixture = new ClientFixture(engine);
        TlsClient client = new TlsClient(fixture.config().build())) {
      ScriptedServer server = ServerScript.with(EC).server();
      MemoryLink link = new MemoryLink(client, server).run();
      engine.failCall(engine.calls().size() + 1, new EngineException(Kind.BUSY, "in use"));
      client.closeNotify();
      assertTrue(client.wants().contains(Want.RETRY));
      client.retry();
      link.run();
      assertArrayEquals(new byte[] {1, 0}, server.clientAlerts().get(0));
    }
  }

  @Test
  void keepsApplicationDataThatABusyEngineDidNotSeal() throws Exception {
    FailingEngine engine = engine();
    try (ClientFixture fixture = new ClientFixture(engine);
        TlsClient client = new TlsClient(fixture.config().build())) {
      ScriptedServer server = ServerScript.with(EC).server();
      MemoryLink link = new MemoryLink(client, server).run();
      engine.failCall(engine.calls().size() + 1, new EngineException(Kind.BUSY, "in use"));
      ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
      assertEquals(0, client.send(data));
      assertEquals(3, data.remaining());
      assertEquals(Set.of(Want.RETRY), client.wants());
      client.retry();
      assertEquals(3, client.send(data));
      link.run();
      assertArrayEquals(new byte[] {1, 2, 3}, server.received());
    }
  }

  private static void retry(TlsClient client) throws TlsAlert {
    while (client.wants().contains(Want.RETRY)) {
      client.retry();
    }
  }
}
