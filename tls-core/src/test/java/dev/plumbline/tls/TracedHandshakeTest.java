package dev.plumbline.tls;

import static dev.plumbline.tls.testing.ClientFixture.CLIENT_EC;
import static dev.plumbline.tls.testing.ClientFixture.EC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.testing.ClientFixture;
import dev.plumbline.tls.testing.MemoryLink;
import dev.plumbline.tls.testing.ScriptedServer;
import dev.plumbline.tls.testing.ServerScript;
import dev.plumbline.tls.trace.KeyLog;
import dev.plumbline.tls.trace.TracePoint;
import dev.plumbline.tls.trace.TraceSink;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an observer of a handshake sees. */
class TracedHandshakeTest {
  /** Points that come once for each record or alert, wherever they fall. */
  private static final Set<TracePoint> ANYWHERE =
      EnumSet.range(TracePoint.RECORD_SENT, TracePoint.ALERT_RECEIVED);

  /** Remembers points in order, and what was decided. */
  private static final class Notes implements TraceSink, KeyLog {
    private final Set<TracePoint> wanted;
    private final List<TracePoint> points = new ArrayList<>();
    private final List<TracePoint> opaque = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();
    private final List<Bytes> masters = new ArrayList<>();

    Notes(Set<TracePoint> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean wants(TracePoint point) {
      return wanted.contains(point);
    }

    @Override
    public void bytes(TracePoint point, byte[] array, int offset, int length) {
      assertTrue(wants(point), point + " was not asked for");
      assertTrue(length > 0, point + " is empty");
      points.add(point);
    }

    @Override
    public void opaque(TracePoint point, String why) {
      assertTrue(wants(point), point + " was not asked for");
      opaque.add(point);
    }

    @Override
    public void decision(TracePoint point, Clause clause, String sentence) {
      assertTrue(wants(point), point + " was not asked for");
      decisions.add(sentence);
    }

    @Override
    public boolean wants() {
      return true;
    }

    @Override
    public void clientRandom(byte[] clientRandom, byte[] masterSecret) {
      assertEquals(32, clientRandom.length);
      masters.add(Bytes.of(masterSecret));
    }
  }

  private static Notes run(ClientFixture fixture, ServerScript script, Set<TracePoint> wanted) throws Exception {
    Notes notes = new Notes(wanted);
    ScriptedServer server = script.server();
    TlsClientConfig.Builder config = fixture.config().trace(notes).keyLog(notes);
    try (TlsClient client = new TlsClient(config.credentials(fixture.credentials(CLIENT_EC)).build())) {
      new MemoryLink(client, server).run();
      assertTrue(client.established());
    }
    if (!notes.masters.isEmpty()) {
      assertArrayEquals(server.master(), notes.masters.get(0).toArray());
    }
    return notes;
  }

  private static ServerScript script() {
    return ServerScript.with(EC).certificateRequest().ticket(Bytes.fromHex("01"));
  }

  @Test
  void tellsEveryValueInTheOrderOfItsDerivation() throws Exception {
    try (ClientFixture fixture = ClientFixture.real()) {
      EnumSet<TracePoint> wanted = EnumSet.complementOf(EnumSet.copyOf(ANYWHERE));
      List<TracePoint> points = run(fixture, script(), wanted).points;
      // A message is told when it arrives, so the server's Finished comes before what it is compared with.
      List<TracePoint> derived = points.stream().filter(point -> point != TracePoint.SERVER_FINISHED).toList();
      assertEquals(derived.stream().sorted().toList(), derived);
      EnumSet<TracePoint> missing = EnumSet.copyOf(wanted);
      missing.removeAll(points);
      assertEquals(
          EnumSet.of(TracePoint.CERTIFICATE_PATH, TracePoint.CERTIFICATE_STATUS, TracePoint.MASTER_SECRET_SEED),
          missing);
    }
  }

  @Test
  void explainsEachMessage() throws Exception {
    try (ClientFixture fixture = ClientFixture.real()) {
      List<String> decisions = run(fixture, script(), EnumSet.allOf(TracePoint.class)).decisions;
      assertTrue(
          decisions.stream()
              .anyMatch(s -> s.startsWith("chose TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, which was offered")
                  && s.contains("extended_master_secret agreed")),
          decisions.toString());
      assertTrue(decisions.size() >= 8, decisions.toString());
    }
  }

  @Test
  void asksForNoSecretThatNobodyWants() throws Exception {
    try (ClientFixture fixture = ClientFixture.real()) {
      Notes notes = run(fixture, script(), EnumSet.noneOf(TracePoint.class));
      assertEquals(List.of(), notes.points);
      assertEquals(List.of(), notes.decisions);
      assertEquals(1, notes.masters.size());
    }
  }

  @Test
  void saysOpaqueWhereTheEngineKeepsASecret() throws Exception {
    NullEngine keeps = new NullEngine(EnumSet.of(Capability.EXTENDED_MASTER_SECRET));
    try (ClientFixture fixture = new ClientFixture(keeps)) {
      Notes notes = run(fixture, script().withoutCryptography(), EnumSet.allOf(TracePoint.class));
      assertEquals(
          List.of(TracePoint.PRE_MASTER_SECRET, TracePoint.MASTER_SECRET, TracePoint.KEY_BLOCK), notes.opaque);
      assertEquals(List.of(), notes.masters);
    }
  }
}
