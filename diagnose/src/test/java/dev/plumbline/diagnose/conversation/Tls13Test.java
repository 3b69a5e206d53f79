package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation.Keys;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS 1.3 is named and not opened; which records hide the handshake is told by order and length. */
class Tls13Test {
  /** With TLS_AES_256_GCM_SHA384: header, 48 bytes, the type and the tag. */
  private static final int FINISHED = 4 + 48 + 17;
  private static final int ALERT = 2 + 17;
  private static final int PADDING = 16;
  /** The record of the ServerHello in the recording. */
  private static final int SERVER_HELLO = 5 + 0x7a;

  @ParameterizedTest
  @CsvSource({"tls13,1", "tls13-client-certificate,3", "tls13-retry,1"})
  void tellsTheHandshakeOfTheClientFromItsData(String name, int hidden) {
    Conversation conversation = Session.recorded(name).conversation();
    assertEquals(0x0304, last(conversation).version());
    assertEquals(Keys.UNSUPPORTED, conversation.keys());
    assertEquals(hidden, conversation.all(Event.HiddenHandshake.class, Side.CLIENT).count());
    // CONNECT, DISCONNECT and close_notify, which can't be told from data any more.
    assertEquals(3, conversation.all(Event.ApplicationData.class, Side.CLIENT).count());
    assertEquals(3, conversation.client().applicationRecords());
    assertTrue(conversation.all(Event.HiddenHandshake.class, Side.SERVER).count() > 0);
  }

  private static ServerHelloView last(Conversation conversation) {
    return conversation
        .all(Event.Handshake.class, Side.SERVER)
        .filter(one -> one.type() == 2)
        .reduce((a, b) -> b)
        .flatMap(ServerHelloView::read)
        .orElseThrow();
  }

  @Test
  void readsBothHellosOfARetryThoughAChangeCipherSpecStandsBetween() {
    Conversation conversation = Session.recorded("tls13-retry").conversation();
    List<Integer> types =
        conversation.all(Event.Handshake.class).map(Event.Handshake::type).toList();
    assertEquals(List.of(1, 2, 1, 2), types);
    assertTrue(conversation.serverHello().orElseThrow().helloRetryRequest());
    assertFalse(last(conversation).helloRetryRequest());
  }

  @Test
  void takesAShortFirstRecordOfTheClientForAnAlert() {
    Session whole = Session.recorded("tls13");
    Session session = Session.open();
    for (Tape.Call call : whole.tape().calls()) {
      if (call instanceof Tape.Data data) {
        if (data.from() == Side.CLIENT && data.bytes()[0] != 22) {
          break;
        }
        session.send(data.from(), data.bytes());
      }
    }
    // What a client sends that does not trust the server's certificate: 2 bytes, the type, the tag.
    session.client(Session.hex("1403030001 01 1703030013 00000000000000000000000000000000000000"));
    Conversation conversation = session.conversation();
    Event.Alert alert = conversation.all(Event.Alert.class, Side.CLIENT).findFirst().orElseThrow();
    assertFalse(alert.readable());
    assertEquals(0, conversation.client().applicationRecords());
  }

  /** JSSE adds 16 zeros to each record, so that its alert is as long as nobody else's. */
  @Test
  void knowsTheAlertOfAServerThatPadsItsRecordsByItsFinished() {
    Conversation padded = endedBy(FINISHED + PADDING, ALERT + PADDING);
    assertEquals(1, padded.all(Event.Alert.class, Side.SERVER).count());
    assertEquals(0, padded.all(Event.ApplicationData.class, Side.SERVER).count());
    Conversation plain = endedBy(FINISHED, ALERT + PADDING);
    assertEquals(0, plain.all(Event.Alert.class, Side.SERVER).count());
    assertEquals(1, plain.all(Event.ApplicationData.class, Side.SERVER).count());
  }

  /** A connection whose server has a Finished of that length, and ends it with a record of that length. */
  private static Conversation endedBy(int finished, int last) {
    List<byte[]> hellos = new ArrayList<>();
    for (Tape.Call call : Session.recorded("tls13").tape().calls()) {
      if (call instanceof Tape.Data data && hellos.size() < 2) {
        hellos.add(data.bytes());
      }
    }
    return Session.open().client(hellos.get(0)).server(Arrays.copyOf(hellos.get(1), SERVER_HELLO))
        .server(sealed(300)).server(sealed(finished))
        .client(sealed(FINISHED)).client(sealed(60))
        .server(sealed(last)).signal(Side.SERVER, TcpSignal.FIN)
        .conversation();
  }

  private static byte[] sealed(int length) {
    byte[] record = new byte[5 + length];
    record[0] = 23;
    record[1] = 3;
    record[2] = 3;
    record[3] = (byte) (length >> 8);
    record[4] = (byte) length;
    return record;
  }
}
