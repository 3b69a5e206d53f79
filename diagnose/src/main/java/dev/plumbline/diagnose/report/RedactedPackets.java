package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The payload of one connection, made anew from what was understood of it. Only what is known to be harmless is
 * written: headers of records, handshake messages in clear without tickets, ChangeCipherSpec, alerts in clear, the MQTT
 * packets that carry no text. Everything else becomes zeros of the same length, so that lengths can still be judged.
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
  private final Map<Side, ClearHandshake> handshake = new EnumMap<>(Side.class);
  private final Map<Side, Event.Record> last = new EnumMap<>(Side.class);

  /** Who speaks TLS: what they say of MQTT was deciphered, and is nowhere in clear. */
  private final Set<Side> protectedSides = EnumSet.noneOf(Side.class);

  /** What one side put on the wire at a time: a signal of TCP, payload, and a hole of so many bytes behind it. */
  record Packet(Event event, byte[] payload, long hole) {}

  private RedactedPackets(Conversation conversation, Removed removed) {
    this.conversation = conversation;
    this.removed = removed;
    for (Side side : Side.values()) {
      handshake.put(side, new ClearHandshake(conversation, side, removed));
      conversation.all(Event.Record.class, side).forEach(record -> last.put(side, record));
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
        removed.repetition();
      } else {
        packets.add(new Packet(event, new byte[0], 0));
      }
    } else if (event instanceof Event.Missing missing) {
      if (!withinNextRecord(missing.from(), index)) {
        packets.add(new Packet(event, new byte[0], missing.bytes()));
      }
    } else if (event instanceof Event.Record record) {
      protectedSides.add(event.from());
      packets.add(record(record, index));
    } else if (event instanceof Event.Mqtt mqtt && !protectedSides.contains(event.from())) {
      packets.add(new Packet(event, mqtt(mqtt), Math.max(0, mqtt.length() - mqtt.bytes().length)));
    } else if (event instanceof Event.Plain plain && !protectedSides.contains(event.from())) {
      int length = Math.min(plain.bytes().length, LONGEST);
      removed.plain(plain.bytes().length + plain.more());
      packets.add(new Packet(event, new byte[length], plain.more() + plain.bytes().length - length));
    }
  }

  /** A hole in a record is told before the record is, which is made with its hole. */
  private boolean withinNextRecord(Side from, int index) {
    return conversation.events().subList(index, conversation.events().size()).stream()
        .filter(event -> event instanceof Event.Record && event.from() == from)
        .findFirst()
        .filter(event -> !((Event.Record) event).complete() && !unfinished((Event.Record) event))
        .isPresent();
  }

  /** Whether the rest of a record was never sent. */
  private boolean unfinished(Event.Record record) {
    return last.get(record.from()) == record && conversation.traffic(record.from()).unfinishedRecord() > 0;
  }

  private Packet record(Event.Record record, int index) {
    int length = Math.min(record.length(), LONGEST);
    byte[] content = content(record, length, index);
    int there = length;
    if (unfinished(record)) {
      there = Math.max(0, length - conversation.traffic(record.from()).unfinishedRecord());
    } else if (!record.complete()) {
      there = Math.min(content.length, length);
    }
    byte[] out = new byte[RECORD_HEADER + there];
    out[0] = (byte) record.contentType();
    out[1] = (byte) (record.version() >> 8);
    out[2] = (byte) record.version();
    out[3] = (byte) (record.length() >> 8);
    out[4] = (byte) record.length();
    System.arraycopy(content, 0, out, RECORD_HEADER, Math.min(content.length, there));
    return new Packet(record, out, unfinished(record) ? 0 : record.length() - there);
  }

  private byte[] content(Event.Record record, int length, int index) {
    if (record.contentType() == HANDSHAKE && !record.encrypted()) {
      return handshake.get(record.from()).next(length);
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
      removed.encrypted();
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
    if (packet.packet().isEmpty() || !HARMLESS_MQTT.contains(packet.type())) {
      int header = 1;
      while (header < bytes.length && header < RECORD_HEADER && bytes[header] < 0) {
        header++;
      }
      removed.plain(bytes.length);
      Arrays.fill(bytes, Math.min(header + 1, bytes.length), bytes.length, (byte) 0);
    }
    return bytes;
  }
}
