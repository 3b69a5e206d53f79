package dev.plumbline.vectors;

import dev.plumbline.vectors.RecordedConnection.Flight;
import dev.plumbline.vectors.RecordedConnection.Side;
import dev.plumbline.vectors.RecordedConnection.TlsRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The handshake messages of one recorded connection, put together from its records. */
final class HandshakeLog {
  static final int CLIENT_HELLO = 1;
  static final int SERVER_HELLO = 2;
  static final int CERTIFICATE = 11;
  static final int SERVER_KEY_EXCHANGE = 12;
  static final int CERTIFICATE_VERIFY = 15;
  static final int CLIENT_KEY_EXCHANGE = 16;
  static final int FINISHED = 20;

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int HANDSHAKE = 22;

  /** One message, header included. */
  record Message(Side from, byte[] bytes) {
    int type() {
      return bytes[0];
    }

    ByteBuffer body() {
      return ByteBuffer.wrap(bytes, MESSAGE_HEADER, bytes.length - MESSAGE_HEADER);
    }
  }

  private final List<Message> messages = new ArrayList<>();

  HandshakeLog(RecordedConnection connection) {
    Map<Side, byte[]> unfinished = new EnumMap<>(Side.class);
    for (Flight flight : connection.flights()) {
      for (TlsRecord tlsRecord : flight.records()) {
        if (tlsRecord.bytes().bytes()[0] == HANDSHAKE) {
          byte[] before = unfinished.getOrDefault(flight.from(), new byte[0]);
          unfinished.put(flight.from(), take(flight.from(), Jdk.concat(before, content(tlsRecord))));
        }
      }
    }
  }

  private static byte[] content(TlsRecord tlsRecord) {
    byte[] bytes = tlsRecord.bytes().bytes();
    return tlsRecord.protection() == null
        ? Arrays.copyOfRange(bytes, RECORD_HEADER, bytes.length)
        : tlsRecord.protection().plaintext().bytes();
  }

  /** Takes whole messages off the front; returns what is left. */
  private byte[] take(Side from, byte[] bytes) {
    int at = 0;
    while (bytes.length - at >= MESSAGE_HEADER) {
      int end = at + MESSAGE_HEADER + (ByteBuffer.wrap(bytes).getInt(at) & 0xFFFFFF);
      if (end > bytes.length) {
        break;
      }
      messages.add(new Message(from, Arrays.copyOfRange(bytes, at, end)));
      at = end;
    }
    return Arrays.copyOfRange(bytes, at, bytes.length);
  }

  Optional<Message> find(Side from, int type) {
    return messages.stream().filter(message -> message.from == from && message.type() == type).findFirst();
  }

  Message get(Side from, int type) {
    return find(from, type).orElseThrow(() -> new AssertionError("no message of type " + type + " from " + from));
  }

  /** All messages before this one, one after the other (RFC 5246 §7.4.9: handshake_messages). */
  byte[] before(Message end) {
    return upTo(messages.indexOf(end));
  }

  /** All messages up to this one and including it. */
  byte[] through(Message end) {
    return upTo(messages.indexOf(end) + 1);
  }

  private byte[] upTo(int count) {
    return Jdk.concat(messages.stream().limit(count).map(Message::bytes).toArray(byte[][]::new));
  }

  /** The random of a hello. */
  byte[] random(Side side) {
    byte[] hello = get(side, side == Side.CLIENT ? CLIENT_HELLO : SERVER_HELLO).bytes();
    return Arrays.copyOfRange(hello, MESSAGE_HEADER + 2, MESSAGE_HEADER + 2 + 32);
  }

  /** The first certificate that a side sent. */
  byte[] leaf(Side side) {
    ByteBuffer body = get(side, CERTIFICATE).body();
    body.position(body.position() + 3);
    return opaque(body, 3);
  }

  /** A vector with a length of one, two or three bytes. */
  static byte[] opaque(ByteBuffer in, int lengthBytes) {
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length = length << 8 | in.get() & 0xFF;
    }
    byte[] out = new byte[length];
    in.get(out);
    return out;
  }
}
