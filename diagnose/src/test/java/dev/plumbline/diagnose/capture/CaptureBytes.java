package dev.plumbline.diagnose.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Writes capture files in every way that there is to write one. */
final class CaptureBytes {
  /** A frame; {@code original} is how long it was before it was cut. */
  record Frame(byte[] bytes, int original, long nanos) {
    static Frame of(byte[] bytes, long nanos) {
      return new Frame(bytes, bytes.length, nanos);
    }

    Frame cutTo(int length) {
      return new Frame(Arrays.copyOf(bytes, Math.min(length, bytes.length)), original, nanos);
    }
  }

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  CaptureBytes(ByteOrder order) {
    this.order = order;
  }

  private ByteBuffer buffer(int capacity) {
    return ByteBuffer.allocate(capacity).order(order);
  }

  static byte[] pcap(ByteOrder order, int magic, int linkType, List<Frame> frames) {
    CaptureBytes file = new CaptureBytes(order);
    ByteBuffer header = file.buffer(24).putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0);
    file.out.writeBytes(header.putInt(0x40000).putInt(linkType).array());
    int unit = magic == PcapReader.NANOSECONDS ? 1 : 1000;
    for (Frame frame : frames) {
      ByteBuffer record = file.buffer(magic == PcapReader.MODIFIED ? 24 : 16);
      record.putInt((int) (frame.nanos() / 1_000_000_000)).putInt((int) (frame.nanos() % 1_000_000_000) / unit);
      record.putInt(frame.bytes().length).putInt(frame.original());
      file.out.writeBytes(record.array());
      file.out.writeBytes(frame.bytes());
    }
    return file.out.toByteArray();
  }

  /** A pcapng file with one section and one interface that counts nanoseconds. */
  static byte[] pcapng(ByteOrder order, int linkType, List<Frame> frames) {
    CaptureBytes file = new CaptureBytes(order).section().described(linkType, 0, file9());
    frames.forEach(frame -> file.enhanced(0, frame.nanos(), frame));
    return file.bytes();
  }

  private static byte[] file9() {
    return new byte[] {9};
  }

  CaptureBytes section() {
    return block(0x0A0D0D0A, buffer(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1).array());
  }

  /** An interface with if_tsresol, if there is one. */
  CaptureBytes described(int linkType, int snapLength, byte[] resolution, byte[]... more) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(buffer(8).putShort((short) linkType).putShort((short) 0).putInt(snapLength).array());
    if (resolution != null) {
      body.writeBytes(option(9, resolution));
    }
    for (byte[] option : more) {
      body.writeBytes(option);
    }
    body.writeBytes(new byte[4]);
    return block(1, body.toByteArray());
  }

  byte[] option(int code, byte[] value) {
    ByteBuffer option = buffer(4 + (value.length + 3 & ~3));
    return option.putShort((short) code).putShort((short) value.length).put(value).array();
  }

  byte[] number(long value) {
    return buffer(8).putLong(value).array();
  }

  CaptureBytes enhanced(int number, long ticks, Frame frame) {
    ByteBuffer body = buffer(20 + frame.bytes().length);
    body.putInt(number).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(6, body.putInt(frame.bytes().length).putInt(frame.original()).put(frame.bytes()).array());
  }

  CaptureBytes obsolete(int number, long ticks, Frame frame) {
    ByteBuffer body = buffer(20 + frame.bytes().length);
    body.putShort((short) number).putShort((short) 3).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(2, body.putInt(frame.bytes().length).putInt(frame.original()).put(frame.bytes()).array());
  }

  CaptureBytes simple(Frame frame) {
    return block(3, buffer(4 + frame.bytes().length).putInt(frame.original()).put(frame.bytes()).array());
  }

  CaptureBytes secrets(int kind, byte[] secrets) {
    return block(10, buffer(8 + secrets.length).putInt(kind).putInt(secrets.length).put(secrets).array());
  }

  CaptureBytes block(int type, byte[] body) {
    int padded = body.length + 3 & ~3;
    out.writeBytes(buffer(8).putInt(type).putInt(12 + padded).array());
    out.writeBytes(Arrays.copyOf(body, padded));
    out.writeBytes(buffer(4).putInt(12 + padded).array());
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Another capture behind this one. */
  CaptureBytes then(CaptureBytes more) {
    out.writeBytes(more.bytes());
    return this;
  }
}
