package dev.plumbline.diagnose.flow;

import static dev.plumbline.diagnose.flow.Segment.ACK;
import static dev.plumbline.diagnose.flow.Segment.FIN;
import static dev.plumbline.diagnose.flow.Segment.RST;
import static dev.plumbline.diagnose.flow.Segment.SYN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowAssemblerTest {
  private static final String HELLO = "\26\3\1\0\6\1";
  private static final String CONNECT = "\20\14\0\4MQTT\4\2\0\74\0\0";

  private final Talk talk = new Talk();

  private static String sent(Told.Flow flow, Side side) {
    return Talk.text(flow.bytes(side));
  }

  @Test
  void tellsAConnectionFromItsFirstPacketToItsLast() {
    talk.opened().client(ACK, 1, 1, "hello").server(ACK, 1, 6, "world");
    talk.client(FIN | ACK, 6, 6, "").server(FIN | ACK, 6, 7, "").client(ACK, 7, 7, "");
    Told.Flow flow = talk.finish();
    assertEquals(
        List.of("CLIENT SYN", "SERVER SYN_ACK", "CLIENT OPEN", "CLIENT data 5", "SERVER data 5", "CLIENT FIN",
            "SERVER FIN"),
        flow.events);
    assertEquals("10.0.0.1:50123 192.0.2.7:8883", flow.client + " " + flow.server);
    assertTrue(flow.opening);
    assertEquals(new FlowQuality(true, true, 5, 3, 5, 5, 0, 0, 0), flow.quality);
    assertEquals(List.of(new Stretch(4, 54, 4_000_000), new Stretch(5, 54, 5_000_000)), flow.stretches);
  }

  @Test
  void putsLateSegmentsInOrder() {
    talk.opened().client(ACK, 4, 1, "def").client(ACK, 7, 1, "g").client(ACK, 1, 1, "abc");
    Told.Flow flow = talk.finish();
    assertEquals("abcdefg", sent(flow, Side.CLIENT));
    assertEquals(List.of(6L, 4L, 5L), flow.stretches.stream().map(Stretch::frame).toList());
  }

  @Test
  void keepsTheFirstCopyWhereSegmentsOverlap() {
    talk.opened().client(ACK, 1, 1, "abc").client(ACK, 3, 1, "XdeF").client(ACK, 8, 1, "hi")
        .client(ACK, 5, 1, "?fghi?");
    Told.Flow flow = talk.finish();
    assertEquals("abcdeFghi?", sent(flow, Side.CLIENT));
    assertEquals(2, flow.quality.retransmissions());
  }

  @Test
  void whatWaitsWinsOverWhatComesLaterInItsPlace() {
    talk.opened().client(ACK, 4, 1, "DEF").client(ACK, 1, 1, "abcdefgh");
    assertEquals("abcDEFgh", sent(talk.finish(), Side.CLIENT));
  }

  @Test
  void countsTheSameBytesOnceMoreAsRetransmission() {
    talk.opened().client(ACK, 1, 1, "abc").client(ACK, 1, 1, "abc").client(ACK, 1, 1, "abc");
    talk.client(SYN, 0, 0, "");
    Told.Flow flow = talk.finish();
    assertEquals("abc", sent(flow, Side.CLIENT));
    assertEquals(3, flow.quality.retransmissions());
  }

  @Test
  void keepAliveIsNoData() {
    talk.opened().client(ACK, 1, 1, "abc").server(ACK, 1, 4, "").client(ACK, 3, 1, "").client(ACK, 3, 1, "\0");
    talk.client(ACK, 4, 1, "d");
    Told.Flow flow = talk.finish();
    assertEquals("abcd", sent(flow, Side.CLIENT));
    assertEquals(2, flow.events.stream().filter("CLIENT KEEP_ALIVE"::equals).count());
    assertEquals(0, flow.quality.retransmissions());
  }

  @Test
  void theByteThatProbesAClosedWindowCountsOnce() {
    talk.opened().client(ACK, 1, 1, "abc").client(ACK, 4, 1, "d").client(ACK, 4, 1, "def");
    assertEquals("abcdef", sent(talk.finish(), Side.CLIENT));
  }

  @Test
  void sequenceNumbersMayWrapAround() {
    talk.clientIsn = -3;
    talk.serverIsn = Integer.MAX_VALUE - 1;
    talk.opened().client(ACK, 4, 1, "def").client(ACK, 1, 1, "abc").server(ACK, 1, 7, "uvw").server(ACK, 4, 7, "xyz");
    Told.Flow flow = talk.finish();
    assertEquals("abcdef", sent(flow, Side.CLIENT));
    assertEquals("uvwxyz", sent(flow, Side.SERVER));
  }

  @Test
  void dataMayComeWithSyn() {
    talk.client(SYN, 0, 0, "early").server(SYN | ACK, 0, 6, "").client(ACK, 6, 1, " bird");
    assertEquals("early bird", sent(talk.finish(), Side.CLIENT));
  }

  @Test
  void dataThatCameWithSynAndWasNotTakenIsNotTwice() {
    talk.client(SYN, 0, 0, "early").server(SYN | ACK, 0, 1, "").client(ACK, 1, 1, "early bird");
    assertEquals("early bird", sent(talk.finish(), Side.CLIENT));
  }

  @Test
  void resetMayCarryTextThatIsNoData() {
    talk.opened().client(ACK, 1, 1, "abc").server(RST | ACK, 1, 4, "No tcp listener");
    Told.Flow flow = talk.finish();
    assertEquals("", sent(flow, Side.SERVER));
    assertEquals("SERVER RST", flow.events.get(flow.events.size() - 1));
  }

  @Test
  void finWaitsForTheBytesBeforeIt() {
    talk.opened().client(FIN | ACK, 4, 1, "def").client(ACK, 1, 1, "abc");
    Told.Flow flow = talk.finish();
    assertEquals(List.of("CLIENT data 3", "CLIENT data 3", "CLIENT FIN"), flow.events.subList(3, 6));
  }

  @Test
  void aHoleThatIsAcknowledgedIsMissingAfterAWhile() {
    talk.opened().client(ACK, 4, 1, "def").server(ACK, 1, 7, "").server(ACK, 1, 7, "x");
    assertEquals(1, talk.told.only().stretches.size());
    talk.nanos += 200_000_000;
    talk.server(ACK, 2, 7, "y");
    Told.Flow flow = talk.told.only();
    assertEquals(List.of("CLIENT missing 3", "CLIENT data 3", "SERVER data 1"), flow.events.subList(4, 7));
    talk.client(ACK, 1, 1, "abc");
    assertEquals("def", sent(talk.finish(), Side.CLIENT));
    assertEquals(3, flow.quality.missingBytes());
  }

  @Test
  void aHoleThatIsFilledInTimeIsNoHole() {
    talk.opened().client(ACK, 4, 1, "def").server(ACK, 1, 7, "").server(ACK, 1, 7, "x").client(ACK, 1, 1, "abc");
    Told.Flow flow = talk.finish();
    assertEquals("abcdef", sent(flow, Side.CLIENT));
    assertEquals(0, flow.quality.missingBytes());
  }

  @Test
  void aHoleAtTheEndIsMissing() {
    talk.opened().client(ACK, 4, 1, "def").server(FIN | ACK, 1, 9, "");
    Told.Flow flow = talk.finish();
    assertEquals(List.of("CLIENT missing 3", "CLIENT data 3", "CLIENT missing 2"), flow.events.subList(4, 7));
  }

  @Test
  void oneAcknowledgementThatMakesNoSenseLosesNothing() {
    talk.opened().client(ACK, 1, 1, "abc").server(ACK, 1, 70_000, "");
    for (int i = 0; i < 100; i++) {
      talk.client(ACK, 4 + i, 1, "d").server(ACK, 1, 5 + i, "");
    }
    assertEquals("abc" + "d".repeat(100), Talk.text(talk.told.only().bytes(Side.CLIENT)));
  }

  @Test
  void theAcknowledgementOfAFinThatWasNotCapturedIsNoMissingByte() {
    talk.opened().client(ACK, 1, 1, "abc").server(ACK, 1, 5, "").server(FIN | ACK, 1, 5, "");
    assertEquals(0, talk.finish().quality.missingBytes());
  }

  @Test
  void cutFramesAreDataAndThenMissing() {
    talk.opened().segment(true, ACK, 1, 1, "abc", 10).client(ACK, 11, 1, "k").segment(true, ACK, 12, 1, "", 5);
    Told.Flow flow = talk.finish();
    assertEquals(
        List.of("CLIENT data 3", "CLIENT cut 7", "CLIENT data 1", "CLIENT cut 5"), flow.events.subList(3, 7));
    assertEquals(2, flow.quality.cutPackets());
    assertEquals(12, flow.quality.missingBytes());
  }

  @Test
  void aCutFrameThatWaitsIsCutAllTheSame() {
    talk.opened().segment(true, ACK, 3, 1, "cd", 10).client(ACK, 1, 1, "ab").client(ACK, 13, 1, "m");
    Told.Flow flow = talk.finish();
    assertEquals("abcdm", sent(flow, Side.CLIENT));
    assertEquals(8, flow.missing(Side.CLIENT));
  }

  @Test
  void oneDirectionAloneIsEnoughToSeeWhatTheOtherLacks() {
    talk.server(SYN | ACK, 0, 1, "").server(ACK, 1, 101, "").server(ACK, 1, 101, "hello").server(ACK, 6, 151, "world");
    Told.Flow flow = talk.finish();
    assertFalse(flow.opening);
    assertEquals(Talk.SERVER_PORT, flow.server.port());
    assertEquals(
        List.of("SERVER SYN_ACK", "CLIENT missing 100", "SERVER data 5", "SERVER data 5", "CLIENT missing 50"),
        flow.events);
    assertTrue(flow.quality.oneSided());
  }

  @Test
  void aNewSynAfterTheEndIsANewConnection() {
    talk.opened().client(ACK, 1, 1, "one").client(FIN | ACK, 4, 1, "").server(FIN | ACK, 1, 5, "");
    talk.clientIsn += 77_777;
    talk.serverIsn += 5555;
    talk.opened().client(ACK, 1, 1, "two");
    talk.flows.finish();
    assertEquals(List.of(0, 1), List.copyOf(talk.told.flows.keySet()));
    assertEquals("one", sent(talk.told.flows.get(0), Side.CLIENT));
    assertEquals("two", sent(talk.told.flows.get(1), Side.CLIENT));
  }

  @Test
  void theSameSynAfterAResetIsANewConnection() {
    talk.client(SYN, 0, 0, "").server(RST | ACK, 0, 1, "").client(SYN, 0, 0, "").server(RST | ACK, 0, 1, "");
    assertEquals(2, talk.flows.streams());
  }

  @Test
  void dataAfterTheEndThatIsNowhereNearIsAnotherConnectionWhoseSynWasLost() {
    talk.opened().client(ACK, 1, 1, "one").client(FIN | ACK, 4, 1, "").server(FIN | ACK, 1, 5, "");
    talk.clientIsn += 1 << 30;
    talk.serverIsn -= 1 << 30;
    talk.client(ACK, 1, 1, HELLO).server(ACK, 1, 12, "two");
    talk.flows.finish();
    assertEquals(HELLO, sent(talk.told.flows.get(1), Side.CLIENT));
    assertEquals("two", sent(talk.told.flows.get(1), Side.SERVER));
  }

  @Test
  void latePacketsOpenNoNewConnection() {
    talk.opened().client(FIN | ACK, 1, 1, "").server(FIN | ACK, 1, 2, "").client(ACK, 2, 2, "");
    talk.nanos += 60_000_000_000L;
    talk.client(ACK, 2, 2, "");
    talk.clientPort++;
    talk.opened();
    talk.clientPort--;
    talk.client(RST, 2, 2, "");
    assertEquals(2, talk.flows.streams());
    assertEquals(2, talk.told.flows.get(0).events.stream().filter(each -> each.endsWith("FIN")).count());
  }

  @Test
  void everyPacketTwiceIsOneConnectionStill() {
    Talk doubled = new Talk();
    for (int i = 0; i < 2; i++) {
      doubled.client(SYN, 0, 0, "");
    }
    for (int i = 0; i < 2; i++) {
      doubled.server(SYN | ACK, 0, 1, "");
    }
    for (int i = 0; i < 2; i++) {
      doubled.client(ACK, 1, 1, "abc");
    }
    for (int i = 0; i < 2; i++) {
      doubled.client(FIN | ACK, 4, 1, "");
    }
    for (int i = 0; i < 2; i++) {
      doubled.server(RST, 1, 4, "");
    }
    Told.Flow flow = doubled.finish();
    assertEquals("abc", sent(flow, Side.CLIENT));
    assertEquals(
        List.of("CLIENT SYN", "CLIENT RETRANSMISSION", "SERVER SYN_ACK", "SERVER RETRANSMISSION", "CLIENT OPEN",
            "CLIENT data 3", "CLIENT RETRANSMISSION", "CLIENT FIN", "CLIENT RETRANSMISSION", "SERVER RST"),
        flow.events);
  }

  @Test
  void inTheMiddleWhoSaysHelloIsTheClient() {
    talk.clientPort = 4097;
    talk.serverPort = 60_000;
    talk.server(ACK, 1, 1, "").client(ACK, 1, 1, HELLO);
    Told.Flow flow = talk.finish();
    assertEquals(4097, flow.client.port());
    assertFalse(flow.opening);
    assertEquals(HELLO, sent(flow, Side.CLIENT));
  }

  @Test
  void inTheMiddleWhoConnectsIsTheClient() {
    talk.clientPort = 4097;
    talk.serverPort = 60_000;
    assertEquals(4097, talk.server(ACK, 1, 1, "").client(ACK, 1, 1, CONNECT).finish().client.port());
  }

  @Test
  void inTheMiddleWhoseWordsTellNothingIsToldByHisPort() {
    talk.clientPort = 4097;
    assertEquals(4097, talk.server(ACK, 1, 1, "what").client(ACK, 1, 5, "ever").finish().client.port());
    Talk unknown = new Talk();
    unknown.serverPort = 1234;
    assertEquals(1234, unknown.server(ACK, 1, 1, "what").finish().server.port());
  }

  @Test
  void inTheMiddleABeginningThatIsHeldBackIsToldInOrder() {
    talk.server(ACK, 1, 1, "one").server(ACK, 4, 1, "two").client(ACK, 1, 7, "three");
    Told.Flow flow = talk.finish();
    assertEquals(List.of("SERVER data 3", "SERVER data 3", "CLIENT data 5"), flow.events);
    assertEquals(List.of(1L, 2L, 3L), flow.stretches.stream().map(Stretch::frame).toList());
  }

  @Test
  void theTailOfAConnectionIsNotTheNextOnePortsBeingTheSame() {
    talk.client(FIN | ACK, 500, 700, "").server(ACK, 700, 501, "");
    talk.clientIsn = 5;
    talk.serverIsn = 6;
    talk.opened().client(ACK, 1, 1, "abc");
    talk.flows.finish();
    assertEquals(2, talk.told.flows.size());
    assertTrue(talk.told.flows.get(1).opening);
  }

  @Test
  void aSynThatWasCapturedLateBelongsToItsConnection() {
    talk.server(SYN | ACK, 0, 1, "").client(SYN, 0, 0, "").client(ACK, 1, 1, "abc");
    assertEquals("abc", sent(talk.finish(), Side.CLIENT));
  }

  @Test
  void moreThanMayWaitIsToldWithAHole() {
    Talk small = new Talk(new FlowLimits(10, 10, 10, 1000, 1 << 20));
    small.opened();
    for (int i = 0; i < 200; i++) {
      small.client(ACK, 10 + i * 10, 1, "0123456789");
    }
    Told.Flow flow = small.told.only();
    assertEquals("CLIENT missing 9", flow.events.get(3));
    assertEquals(2000, flow.bytes(Side.CLIENT).length);
  }

  @Test
  void whoIsIdleLongestMakesRoomForANewConnection() {
    Talk small = new Talk(new FlowLimits(3, 3, 3, 1000, 1 << 20));
    for (int i = 0; i < 5; i++) {
      small.clientPort++;
      small.opened();
    }
    assertTrue(small.told.flows.get(0).quality != null && small.told.flows.get(1).quality != null);
    assertTrue(small.told.flows.get(2).quality == null);
    small.flows.finish();
    assertEquals(5, small.told.flows.values().stream().filter(each -> each.quality != null).count());
  }
}
