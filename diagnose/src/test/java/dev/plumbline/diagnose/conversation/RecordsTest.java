package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records and handshake messages as they come, and as they should not. */
class RecordsTest {
  private static final byte[] DONE = Session.hex("16 0303 0004 0e000000");

  @Test
  void putsAMessageTogetherFromRecordsWithAnAlertBetween() {
    Conversation conversation =
        Session.open()
            .server(Session.hex("16 0303 0006 0b000004 0000"), Session.hex("15 0303 0002 0170"))
            .server(Session.hex("16 0303 0006 0100 0e000000"))
            .conversation();
    Event.Handshake certificate = conversation.handshake(Side.SERVER, 11).orElseThrow();
    assertTrue(certificate.complete());
    assertEquals(2, certificate.records());
    assertEquals(new Place(4, 59, 6, 8, 6), certificate.place());
    assertEquals(1, conversation.handshake(Side.SERVER, 14).orElseThrow().records());
    List<Event> events = conversation.events();
    assertTrue(events.indexOf(certificate) > events.indexOf(alert(conversation)));
  }

  @Test
  void putsAnAlertTogetherFromTwoRecords() {
    Conversation conversation =
        Session.open().server(Session.hex("15 0303 0001 02"), Session.hex("15 0303 0001 28")).conversation();
    assertEquals(1, conversation.all(Event.Alert.class).count());
    assertEquals(2, alert(conversation).level());
    assertEquals(40, alert(conversation).description());
    assertEquals(List.of(48, 0), Session.open()
        .server(Session.hex("15 0303 0003 023001"), Session.hex("15 0303 0001 00")).conversation()
        .all(Event.Alert.class).map(Event.Alert::description).toList());
  }

  private static Event.Alert alert(Conversation conversation) {
    return conversation.all(Event.Alert.class).findFirst().orElseThrow();
  }

  @Test
  void showsWhereEachMessageOfARecordStands() {
    Conversation conversation =
        Session.open().server(Session.hex("16 0303 0008 0e000000 0e000000")).conversation();
    List<Place> places = conversation.all(Event.Handshake.class).map(Event.Handshake::place).toList();
    assertEquals(List.of(new Place(4, 59, 4, 4, 4), new Place(4, 63, 4, 4, 4)), places);
  }

  @Test
  void tellsBytesThatAreNoRecordsAsTheyAre() {
    Conversation conversation = Session.open().server(DONE, "HTTP/1.1 400\r\n".getBytes()).conversation();
    assertEquals(Protocol.TLS, conversation.protocol());
    Event.Plain rest = conversation.all(Event.Plain.class).findFirst().orElseThrow();
    assertEquals("HTTP/1.1 400\r\n", new String(rest.bytes()));
    assertEquals(new Place(5, 54, 14, 14, 5), rest.place());
  }

  @Test
  void bearsEmptyRecordsAndStrangeVersions() {
    Conversation conversation =
        Session.open().server(DONE, Session.hex("15 0303 0000"), Session.hex("16 0909 0004 0e000000")).conversation();
    assertEquals(2, conversation.all(Event.Handshake.class).count());
    assertEquals(3, conversation.server().records());
    assertTrue(conversation.all(Event.Plain.class).findAny().isEmpty());
  }

  @Test
  void doesNotTakeALengthForARecordThatNoneMayHave() {
    Conversation conversation = Session.open().server(DONE, Session.hex("16 0303 5000 0e000000")).conversation();
    assertEquals(1, conversation.server().records());
    assertEquals(9, conversation.all(Event.Plain.class).findFirst().orElseThrow().bytes().length);
  }

  @Test
  void putsWhatWasLeftHalfDoneBeforeWhatFollowedIt() {
    Conversation conversation =
        Session.open()
            .client(Session.hex("16 0301 0010 0100 00"))
            .signal(Side.SERVER, TcpSignal.FIN)
            .signal(Side.CLIENT, TcpSignal.RST)
            .conversation();
    Event.Record record = conversation.all(Event.Record.class).findFirst().orElseThrow();
    assertFalse(record.complete());
    assertEquals(13, conversation.client().unfinishedRecord());
    assertEquals(3, conversation.events().indexOf(record));
  }

  @Test
  void goesOnBehindARecordOfWhichAPartIsMissing() {
    Conversation conversation =
        Session.open()
            .server(Session.hex("16 0303 0014 0b000010 0000"))
            .missing(Side.SERVER, 14)
            .server(DONE)
            .conversation();
    assertFalse(conversation.handshake(Side.SERVER, 11).orElseThrow().complete());
    assertTrue(conversation.handshake(Side.SERVER, 14).orElseThrow().complete());
  }

  @Test
  void passesOverTheRestOfAMessageOfWhichAPartIsMissing() {
    Conversation conversation =
        Session.open()
            .server(Session.hex("16 0303 0008 0b000010 0000"))
            .missing(Side.SERVER, 2)
            .server(Session.hex("16 0303 0010 0e0000000000000000000000 0e000000"), Session.hex("16 0303 0004 0e000000"))
            .conversation();
    assertEquals(List.of(11, 14, 14), conversation.all(Event.Handshake.class).map(Event.Handshake::type).toList());
  }

  @Test
  void looksForRecordsAgainWhereASegmentBegins() {
    Conversation conversation =
        Session.open()
            .server(DONE)
            .missing(Side.SERVER, 700)
            .server(Session.hex("00112233445566"), DONE)
            .conversation();
    assertEquals(2, conversation.all(Event.Handshake.class).count());
    assertEquals(700, conversation.all(Event.Missing.class).findFirst().orElseThrow().bytes());
  }

  @Test
  void findsRecordsInAConnectionThatWasJoinedMidway() {
    Conversation conversation =
        Session.joined()
            .client(Session.hex("aabbccdd"), Session.hex("17 0303 0003 010203"), Session.hex("15 0303 0003 010203"))
            .conversation();
    assertEquals(Protocol.TLS, conversation.protocol());
    assertEquals(1, conversation.client().applicationRecords());
    assertTrue(conversation.all(Event.Record.class).allMatch(Event.Record::encrypted));
    assertArrayEquals(
        Session.hex("aabbccdd"), conversation.all(Event.Plain.class).findFirst().orElseThrow().bytes());
  }

  @Test
  void recognisesAHelloInTheFormatOfSsl2() {
    Conversation conversation =
        Session.open()
            .client(Session.hex("800c 01 0301 0003 0000 0000 00002f"))
            .server(Session.hex("15 0301 0002 0228"))
            .conversation();
    assertEquals(Protocol.TLS, conversation.protocol());
    assertEquals(14, conversation.all(Event.Plain.class).findFirst().orElseThrow().bytes().length);
    assertEquals(40, alert(conversation).description());
  }

  @Test
  void tellsWhatAnyOtherConnectionSpeaks() {
    assertEquals(Protocol.HTTP, Session.open().client("GET / HTTP/1.1\r\n".getBytes()).conversation().protocol());
    assertEquals(Protocol.OTHER, Session.open().client("SSH-2.0-x".getBytes()).conversation().protocol());
    assertEquals(Protocol.OTHER, Session.open().client("CAP".getBytes()).conversation().protocol());
    assertEquals(Protocol.SILENT, Session.open().conversation().protocol());
    assertEquals(Protocol.TLS, Session.open().client(Session.hex("160301")).conversation().protocol());
  }
}
