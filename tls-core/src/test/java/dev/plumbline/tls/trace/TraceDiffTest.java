package dev.plumbline.tls.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceDiffTest {
  @Test
  void findsNoDivergenceBetweenEqualTraces() throws IOException {
    Trace trace = trace("0 client_random 00\n1 master_secret 01\n2 record_sent 02\n3 record_sent 03");
    TraceDiff diff = TraceDiff.of(trace, trace);
    assertEquals(4, diff.compared());
    assertEquals(Optional.empty(), diff.first());
    assertEquals(List.of(), diff.onlyLeft());
  }

  @Test
  void reportsTheFirstInTheOrderOfDerivationNotOfTheFile() throws IOException {
    TraceDiff diff =
        TraceDiff.of(
            trace("0 key_block aa\n1 master_secret 000102\n2 client_random 00"),
            trace("0 client_random 00\n1 master_secret 0001ff\n2 key_block bb"));
    TraceDiff.Divergence first = diff.first().orElseThrow();
    assertEquals(TracePoint.MASTER_SECRET, first.point());
    assertEquals(2, first.offset());
    assertEquals(Clause.rfc(5246, "8.1"), first.clause());
    assertTrue(first.causes().get(0).sentence().startsWith("seed order: client_random first"));
  }

  @Test
  void saysWhatOnlyOneSideHas() throws IOException {
    TraceDiff diff =
        TraceDiff.of(
            trace("0 client_random 00\n1 pre_master_secret 00\n2 record_sent 01\n3 record_sent 02"),
            trace("0 client_random 00\n1 pre_master_secret ? kept\n2 record_sent 01\n3 session_hash 09"));
    assertEquals(Optional.empty(), diff.first());
    assertEquals(2, diff.compared());
    assertEquals(List.of(TracePoint.PRE_MASTER_SECRET, TracePoint.RECORD_SENT), diff.onlyLeft());
    assertEquals(List.of(TracePoint.SESSION_HASH), diff.onlyRight());
  }

  @Test
  void matchesRepeatedValuesByTheirTurn() throws IOException {
    TraceDiff diff =
        TraceDiff.of(trace("0 record_sent 01\n1 record_sent 0203"), trace("0 record_sent 01\n1 record_sent 02"));
    TraceDiff.Divergence first = diff.first().orElseThrow();
    assertEquals(1, first.turn());
    assertEquals(1, first.offset());
    assertEquals(Optional.of(Likeness.PREFIX), first.likeness());
  }

  @Test
  void neverPrintsTheValues() throws IOException {
    TraceDiff diff = TraceDiff.of(trace("0 master_secret c0ffee"), trace("0 master_secret c0ffff"));
    assertEquals(
        "master_secret differs at byte 2 (RFC 5246 §8.1): 3 and 3 bytes", diff.first().orElseThrow().toString());
    assertFalse(diff.toString().contains("c0ff"));
  }

  @ParameterizedTest
  @CsvSource({
    "0001020304050607, 0302010007060504, WORDS_SWAPPED",
    "000102030405, 050403020100, REVERSED",
    "00010203, 02030001, HALVES_SWAPPED",
    "0000010203, 010203, LEADING_ZEROS",
    "010203, 010203000000, PREFIX",
    "090807, 01090807, SUFFIX"
  })
  void recognizesTheSlipsThatPortsMake(String left, String right, Likeness likeness) {
    assertEquals(Optional.of(likeness), Likeness.between(Bytes.fromHex(left), Bytes.fromHex(right)));
    assertEquals(Optional.of(likeness), Likeness.between(Bytes.fromHex(right), Bytes.fromHex(left)));
    assertFalse(likeness.sentence().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"00010203, 00010204", "'', 00", "000102, 020100ff", "0001020304, 0302010004"})
  void claimsNoLikenessWhereThereIsNone(String left, String right) {
    assertEquals(Optional.empty(), Likeness.between(Bytes.fromHex(left), Bytes.fromHex(right)));
  }

  @Test
  void hasACauseForEveryValue() {
    for (TracePoint point : TracePoint.values()) {
      assertFalse(Cause.of(point).isEmpty(), point.id());
      for (Cause cause : Cause.of(point)) {
        assertTrue(cause.clause().document().startsWith("RFC "), cause.toString());
      }
    }
    assertEquals(Optional.empty(), Clause.parse("RFC 5246"));
    assertEquals(Optional.empty(), Clause.parse("RFC 5246 §"));
  }

  private static Trace trace(String text) throws IOException {
    return TraceText.read(new StringReader(text));
  }
}
