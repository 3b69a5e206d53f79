package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation.Keys;
import dev.plumbline.diagnose.flow.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS 1.3 is named and not opened; which records hide the handshake is told by order and length. */
class Tls13Test {
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
}
