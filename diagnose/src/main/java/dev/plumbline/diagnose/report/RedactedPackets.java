package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The payload of one connection, made anew from what was understood of it. Only what is known to be harmless is written:
 * headers of records, handshake messages in clear without tickets, ChangeCipherSpec, alerts in clear, the MQTT packets
 * that carry no text. Everything else becomes zeros of the same length, so that lengths can still be judged.
 */
final class RedactedPackets {
  private static final int RECORD_HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int LONGEST = 1 << 15;

  /** All but CONNECT, PUBLISH, SUBSCRIBE and UNSUBSCRIBE: they hold numbers and nothing else (MQTT 3.1.1 §3). */
  private static final Set<Integer> HARMLESS_MQTT = Set.of(2, 4, 5, 6, 7, 9, 11, 12, 13, 14);

  private final Conversation conversation;
  private final List<Packet> packets = new ArrayList<>();
  private final Removed removed;
  private final byte[][] handshake = new byte[2][];
  private final int[] taken = new int[2];
  private final boolean[] withinRecords = new boolean[2];

  /** What one side put on the wire at a time: a signal of TCP, payload, or a hole of so many bytes. */
  record Packet(Event event, byte[] payload, long hole) {}

  private RedactedPackets(Conversation conversation, Removed removed) {
    this.conversation = conversation;
    this.removed = removed;
    for (Side side : Side.values()) {
      handshake[side.ordinal()] = handshake(side);
    }
  }

  static List<Packet> of(Conversation conversation, Removed removed) {
    RedactedPackets made = new RedactedPackets(conversation, removed);
    List<Event> events = conversation.events();
    for (int i = 0; i < events.size(); i++) {
      made.event(events.get(i), i);
    }
    return made.packets;
  }

  private void event(Event event, int index) {
    if (event instanceof Event.Tcp tcp) {
      if (tcp.signal() == TcpSignal.RETRANSMISSION || tcp.signal() == TcpSignal.KEEP_ALIVE) {
        removed.repetitions++;
      } else {
        packets.add(new Packet(event, new byte[0], 0));
      }
    } else if (event instanceof Event.Missing missing) {
      packets.add(new Packet(event, new byte[0], missing.bytes()));
    } else if (event instanceof Event.Record record) {
      withinRecords[event.from().ordinal()] = record.contentType() == APPLICATION_DATA;
      packets.add(new Packet(event, record(record, index), 0));
    } else if (event instanceof Event.Mqtt mqtt && !withinRecords[event.from().ordinal()]) {
      packets.add(new Packet(event, mqtt(mqtt), 0));
    } else if (event instanceof Event.Plain plain && !withinRecords[event.from().ordinal()]) {
      int length = Math.min(plain.bytes().length, LONGEST);
      removed.plain(plain.bytes().length + plain.more());
      packets.add(new Packet(event, new byte[length], plain.more() + plain.bytes().length - length));
    }
  }

  private byte[] record(Event.Record record, int index) {
    int length = Math.min(record.length(), LONGEST);
    byte[] content = content(record, length, index);
    byte[] out = new byte[RECORD_HEADER + length];
    out[0] = (byte) record.contentType();
    out[1] = (byte) (record.version() >> 8);
    out[2] = (byte) record.version();
    out[3] = (byte) (record.length() >> 8);
    out[4] = (byte) record.length();
    System.arraycopy(content, 0, out, RECORD_HEADER, Math.min(content.length, length));
    if (record.complete()) {
      return out;
    }
    int missing = conversation.traffic(record.from()).unfinishedRecord();
    return Arrays.copyOf(out, RECORD_HEADER + Math.max(0, Math.min(length, record.length() - missing)));
  }

  private byte[] content(Event.Record record, int length, int index) {
    if (record.contentType() == HANDSHAKE && !record.encrypted()) {
      int side = record.from().ordinal();
      int end = Math.min(taken[side] + length, handshake[side].length);
      byte[] part = Arrays.copyOfRange(handshake[side], taken[side], end);
      taken[side] = end;
      return part;
    }
    if (record.contentType() == CHANGE_CIPHER_SPEC && !record.encrypted()) {
      return new byte[] {1};
    }
    if (record.contentType() == ALERT && !record.encrypted()) {
      return alert(record.from(), index);
    }
    if (record.contentType() == APPLICATION_DATA) {
      removed.application(length);
    } else {
      removed.encrypted++;
    }
    return new byte[0];
  }

  /** The alert in a record is the event that follows. */
  private byte[] alert(Side from, int index) {
    for (Event event : conversation.events().subList(index, conversation.events().size())) {
      if (event instanceof Event.Alert alert && alert.from() == from) {
        return alert.readable() ? new byte[] {(byte) alert.level(), (byte) alert.description()} : new byte[0];
      }
    }
    return new byte[0];
  }

  private byte[] mqtt(Event.Mqtt packet) {
    byte[] bytes = Arrays.copyOf(packet.bytes(), Math.min(packet.bytes().length, LONGEST));
    if (!HARMLESS_MQTT.contains(packet.type())) {
      int header = 1;
      while (header < bytes.length && header < RECORD_HEADER && bytes[header] < 0) {
        header++;
      }
      removed.plain(bytes.length);
      Arrays.fill(bytes, Math.min(header + 1, bytes.length), bytes.length, (byte) 0);
    }
    return bytes;
  }

  /** Every message of one side that came in clear, one behind the other, without what is secret in them. */
  private byte[] handshake(Side side) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    conversation.all(Event.Handshake.class, side)
        .filter(message -> !message.deciphered())
        .forEach(
            message -> {
              byte[] body = message.body().clone();
              Secrets.of(message).stream().forEach(
                  index -> {
                    body[index] = 0;
                    removed.ticketBytes++;
                  });
              out.write(message.type());
              out.write(message.announced() >> 16);
              out.write(message.announced() >> 8);
              out.write(message.announced());
              out.writeBytes(body);
            });
    return out.toByteArray();
  }
}
