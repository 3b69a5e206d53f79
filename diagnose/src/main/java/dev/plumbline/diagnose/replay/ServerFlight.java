package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** The bytes of a server's flight in clear, in the records in which they came, as far as ServerHelloDone. */
final class ServerFlight {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO_DONE = 14;

  private ServerFlight() {}

  static byte[] of(Conversation conversation) {
    byte[] messages = messages(conversation);
    ByteArrayOutputStream flight = new ByteArrayOutputStream();
    int at = 0;
    List<Event.Record> records = conversation.all(Event.Record.class, Side.SERVER)
        .filter(record -> record.contentType() == HANDSHAKE && !record.encrypted() && record.length() > 0)
        .toList();
    for (Event.Record record : records) {
      int length = Math.min(record.length(), messages.length - at);
      if (length <= 0) {
        break;
      }
      header(flight, record.version(), length);
      flight.write(messages, at, length);
      at += length;
    }
    return flight.toByteArray();
  }

  private static void header(ByteArrayOutputStream out, int version, int length) {
    out.write(HANDSHAKE);
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
