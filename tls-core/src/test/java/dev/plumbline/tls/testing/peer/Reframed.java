package dev.plumbline.tls.testing.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The handshake messages of a server, in other records than its own (RFC 5246 §6.2.1 leaves the records to the sender).
 * Knows of TLS the record header, and where a flight ends: at ServerHelloDone, or before any record of another type.
 */
final class Reframed implements Distortion.Course {
  /** The longest record (RFC 5246 §6.2.1). */
  static final int MOST = 1 << 14;

  private static final int HEADER = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO_DONE = 14;

  private final int size;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private byte[] partial = {};
  private byte[] header;
  private boolean encrypted;

  Reframed(int size) {
    this.size = size;
  }

  @Override
  public void carry(byte[] bytes, Distortion.Wire wire) throws IOException {
    byte[] all = Arrays.copyOf(partial, partial.length + bytes.length);
    System.arraycopy(bytes, 0, all, partial.length, bytes.length);
    int at = 0;
    while (!encrypted && all.length - at >= HEADER && all.length - at >= recordLength(all, at)) {
      int length = recordLength(all, at);
      record(Arrays.copyOfRange(all, at, at + length), wire);
      at += length;
    }
    partial = Arrays.copyOfRange(all, at, all.length);
    if (encrypted) {
      wire.write(partial, 0, partial.length);
      partial = new byte[0];
    }
  }

  @Override
  public void end(Distortion.Wire wire) throws IOException {
    flush(wire);
    wire.write(partial, 0, partial.length);
    wire.finish();
  }

  private void record(byte[] record, Distortion.Wire wire) throws IOException {
    if (record[0] == HANDSHAKE) {
      header = Arrays.copyOf(record, HEADER);
      messages.write(record, HEADER, record.length - HEADER);
      if (flightEnds(messages.toByteArray())) {
        flush(wire);
      }
      return;
    }
    flush(wire);
    wire.write(record, 0, record.length);
    encrypted = record[0] == CHANGE_CIPHER_SPEC;
  }

  private void flush(Distortion.Wire wire) throws IOException {
    byte[] content = messages.toByteArray();
    messages.reset();
    for (int at = 0; at < content.length; at += size) {
      int length = Math.min(size, content.length - at);
      ByteBuffer record = ByteBuffer.allocate(HEADER + length).put(header);
      record.putShort(HEADER - 2, (short) length).put(content, at, length);
      wire.write(record.array(), 0, record.capacity());
    }
  }

  /** Whether the last complete message is ServerHelloDone, with nothing after it. */
  private static boolean flightEnds(byte[] messages) {
    int at = 0;
    int type = 0;
    while (messages.length - at >= 4) {
      type = messages[at];
      at += 4 + (ByteBuffer.wrap(messages).getInt(at) & 0xFFFFFF);
    }
    return at == messages.length && type == SERVER_HELLO_DONE;
  }

  private static int recordLength(byte[] bytes, int at) {
    return HEADER + (ByteBuffer.wrap(bytes).getShort(at + HEADER - 2) & 0xFFFF);
  }
}
