package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.conversation.Conversation.Keys;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of OpenSSL in every cipher and version that can be opened, held against what went in. */
class DecipherTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls10-aes128-sha",
        "tls10-aes128-sha-etm",
        "tls11-aes256-sha",
        "tls12-aes128-sha256",
        "tls12-aes256-sha384-etm",
        "tls12-chacha20",
        "tls12-aes128-ccm8",
        "tls12-aes256-ccm",
        "tls12-aes256-gcm-1",
        "tls12-aes256-gcm-2",
        "tls12-renegotiation"
      })
  void opensWhatWentIn(String name) {
    Session session = Session.recorded(name);
    Conversation conversation = session.conversation();
    assertEquals(Keys.FIT, conversation.keys());
    for (Side side : Side.values()) {
      assertArrayEquals(session.plaintext(side), opened(conversation, side), side.toString());
    }
    assertTrue(conversation.all(Event.HiddenHandshake.class).findAny().isEmpty());
    assertEquals(0, conversation.all(Event.Alert.class, Side.CLIENT).findFirst().orElseThrow().description());
  }

  private static byte[] opened(Conversation conversation, Side side) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    conversation.all(Event.ApplicationData.class, side).forEach(one -> all.writeBytes(one.plaintext().orElseThrow()));
    return all.toByteArray();
  }

  @Test
  void readsTheHandshakeOfARenegotiationInsideTheCipher() {
    Conversation conversation = Session.recorded("tls12-renegotiation").conversation();
    List<Integer> hidden =
        conversation.all(Event.Handshake.class).filter(Event.Handshake::deciphered).map(Event.Handshake::type).toList();
    assertEquals(List.of(20, 20, 1, 2, 11, 12, 14, 16, 20, 4, 20), hidden);
    assertEquals(4, conversation.all(Event.ChangeCipherSpec.class).count());
  }

  @Test
  void keepsTheTypeAndLengthOfWhatItCannotOpen() {
    Session session = Session.recorded("tls12-aes256-gcm-1");
    Conversation conversation = session.tape().conversations(new KeyLog()).get(0);
    assertEquals(Keys.MISSING, conversation.keys());
    assertTrue(conversation.all(Event.ApplicationData.class).allMatch(one -> one.plaintext().isEmpty()));
    assertEquals(2, conversation.all(Event.HiddenHandshake.class).count());
    assertTrue(conversation.all(Event.Alert.class).noneMatch(Event.Alert::readable));
    assertEquals(2, conversation.client().applicationRecords());
  }

  @Test
  void saysThatASecretIsAnothersWhenItOpensNothing() {
    Session session = Session.recorded("tls12-aes256-gcm-1");
    String random = Rendering.of(session.conversation().clientHello().orElseThrow().random());
    KeyLog wrong = KeyLog.of(("CLIENT_RANDOM " + random + " " + "ab".repeat(48)).getBytes());
    assertEquals(Keys.MISFIT, session.tape().conversations(wrong).get(0).keys());
  }

  @Test
  void takesSecretsThatComeAfterThePackets() {
    Session session = Session.recorded("tls12-chacha20");
    byte[] late = lateKeys("tls12-chacha20");
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog());
    session.tape().play(recorder);
    recorder.secrets(late);
    assertEquals(Keys.FIT, recorder.conversations().get(0).keys());
  }

  private static byte[] lateKeys(String name) {
    return Session.recorded(name).keyLog().getBytes();
  }

  @Test
  void goesOnBehindRecordsThatAreNotInTheCapture() {
    Session session = Session.open();
    Session whole = Session.recorded("tls12-aes256-gcm-1");
    List<Tape.Data> sent =
        whole.tape().calls().stream().filter(Tape.Data.class::isInstance).map(Tape.Data.class::cast).toList();
    int dropped = 0;
    for (Tape.Data each : sent) {
      // The CONNECT is lost: the client's first record of application data.
      if (each.from() == Side.CLIENT && each.bytes()[0] == 23 && dropped++ == 0) {
        session.missing(Side.CLIENT, each.bytes().length);
      } else {
        session.send(each.from(), each.bytes());
      }
    }
    Conversation conversation = session.tape().conversations(whole.keys()).get(0);
    assertArrayEquals(new byte[] {(byte) 0xE0, 0}, opened(conversation, Side.CLIENT));
  }

  @Test
  void showsOneKibibyteOfALongPublishAndItsLength() {
    Event.Mqtt publish =
        Session.recorded("tls12-aes128-sha256")
            .conversation()
            .all(Event.Mqtt.class, Side.CLIENT)
            .filter(one -> one.type() == 3)
            .findFirst()
            .orElseThrow();
    assertEquals(1024, publish.bytes().length);
    assertEquals(3 + 5 + 1500, publish.length());
    assertTrue(publish.problem().isEmpty() && publish.packet().isEmpty());
  }
}
