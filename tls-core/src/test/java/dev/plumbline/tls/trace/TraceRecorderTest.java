package dev.plumbline.tls.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.SecretReveal;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceRecorderTest {
  private static final Clause CLAUSE = Clause.rfc(5246, "7.4.1.3");

  @Test
  void keepsValuesAndDecisionsInTheirOrder() {
    TraceRecorder recorder = TraceRecorder.withoutSecrets();
    byte[] array = {9, 1, 2, 9};
    recorder.bytes(TracePoint.CLIENT_HELLO, array, 1, 2);
    array[1] = 0;
    recorder.opaque(TracePoint.PRE_MASTER_SECRET, "the engine keeps it");
    recorder.decision(TracePoint.SERVER_HELLO, CLAUSE, "it was offered");
    assertEquals(
        new Trace(
            List.of(
                new TraceEntry.Value(0, TracePoint.CLIENT_HELLO, Bytes.fromHex("0102")),
                new TraceEntry.Opaque(1, TracePoint.PRE_MASTER_SECRET, "the engine keeps it"),
                new TraceEntry.Decision(2, TracePoint.SERVER_HELLO, CLAUSE, "it was offered")),
            0),
        recorder.trace());
  }

  @Test
  void wantsSecretsOnlyWithPermission() {
    TraceRecorder without = TraceRecorder.withoutSecrets();
    TraceRecorder with = TraceRecorder.withSecrets(SecretReveal.insecureSecretReveal());
    for (TracePoint point : TracePoint.values()) {
      assertTrue(with.wants(point));
      assertEquals(!point.secret(), without.wants(point));
    }
    assertThrows(
        IllegalArgumentException.class, () -> without.bytes(TracePoint.MASTER_SECRET, new byte[48], 0, 48));
    assertThrows(NullPointerException.class, () -> TraceRecorder.withSecrets(null));
    assertTrue(without.trace().entries().isEmpty());
  }

  @Test
  void countsWhatDoesNotFit() {
    TraceRecorder recorder = TraceRecorder.withoutSecrets(1000);
    recorder.bytes(TracePoint.RECORD_SENT, new byte[500], 0, 500);
    recorder.bytes(TracePoint.RECORD_SENT, new byte[500], 0, 500);
    recorder.bytes(TracePoint.RECORD_SENT, new byte[1], 0, 1);
    recorder.decision(TracePoint.RECORD_SENT, CLAUSE, "no");
    recorder.opaque(TracePoint.MASTER_SECRET, "no");
    assertEquals(1, recorder.trace().entries().size());
    assertEquals(4, recorder.trace().dropped());
  }

  @Test
  void wantsNothingByDefault() {
    for (TracePoint point : TracePoint.values()) {
      assertFalse(TraceSink.NONE.wants(point));
    }
  }

  @Test
  void printsNoSecretByAccident() {
    TraceEntry secret = new TraceEntry.Value(3, TracePoint.MASTER_SECRET, Bytes.fromHex("c0ffee"));
    assertEquals("3 master_secret 3 secret bytes", secret.toString());
    assertFalse(new Trace(List.of(secret), 0).toString().contains("c0ffee"));
    TraceEntry open = new TraceEntry.Value(3, TracePoint.CLIENT_RANDOM, Bytes.fromHex("c0ffee"));
    assertEquals("3 client_random c0ffee", open.toString());
  }

  @Test
  void findsEachPointByItsId() {
    for (TracePoint point : TracePoint.values()) {
      assertEquals(point, TracePoint.of(point.id()).orElseThrow());
    }
    assertTrue(TracePoint.of("MASTER_SECRET").isEmpty());
  }
}
