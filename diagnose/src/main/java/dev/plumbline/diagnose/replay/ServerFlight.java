package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;

/**
 * What a server sent in clear, in the records in which it came, as far as ServerHelloDone.
 *
 * @param bytes the records: handshake messages, warnings between them, and the fatal alert with which the server ended
 *     it
 * @param ends whether the server then closed without an alert
 */
record ServerFlight(byte[] bytes, boolean ends) {
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO_DONE = 14;
  private static final int WARNING = 1;
  private static final int FATAL = 2;

  static ServerFlight of(Conversation conversation) {
    Ending ending = Ending.of(conversation);
    boolean whole = conversation.handshake(Side.SERVER, SERVER_HELLO_DONE).filter(Event.Handshake::complete)
        .isPresent();
    boolean cutOff = ending.by(Side.SERVER) && !whole;
    ByteArrayOutputStream flight = new ByteArrayOutputStream();
    write(conversation, flight);
    if (cutOff && ending.kind() == Ending.Kind.ALERT) {
      alert(flight, FATAL, ending.alert());
    }
    return new ServerFlight(flight.toByteArray(), cutOff && ending.kind() != Ending.Kind.ALERT);
  }

  private static void write(Conversation conversation, ByteArrayOutputStream flight) {
    byte[] messages = messages(conversation);
    int at = 0;
    boolean encrypted = false;
    for (Event event : conversation.events()) {
      if (event.from() != Side.SERVER || encrypted) {
        continue;
      }
      if (event instanceof Event.Record record) {
        encrypted = record.encrypted();
        int length = encrypted || record.contentType() != HANDSHAKE
            ? 0 : Math.min(record.length(), messages.length - at);
        if (length > 0) {
          header(flight, HANDSHAKE, record.version(), length);
          flight.write(messages, at, length);
          at += length;
        }
      } else if (event instanceof Event.Alert one && one.level() == WARNING && at < messages.length) {
        alert(flight, WARNING, one.description());
      }
    }
  }

  private static void alert(ByteArrayOutputStream out, int level, int description) {
    header(out, ALERT, 0x0303, 2);
    out.write(level);
    out.write(description);
  }

  private static void header(ByteArrayOutputStream out, int type, int version, int length) {
    out.write(type);
    out.write(version >> 8);
    out.write(version);
    out.write(length >> 8);
    out.write(length);
  }

  private static byte[] messages(Conversation conversation) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Event.Handshake message : conversation.all(Event.Handshake.class, Side.SERVER).toList()) {
      if (message.deciphered()) {
        break;
      }
      out.write(message.type());
      out.write(message.announced() >> 16);
      out.write(message.announced() >> 8);
      out.write(message.announced());
      out.writeBytes(message.body());
      if (message.type() == SERVER_HELLO_DONE) {
        break;
      }
    }
    return out.toByteArray();
  }
}
