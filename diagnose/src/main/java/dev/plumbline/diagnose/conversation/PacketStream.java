package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the packets of MQTT out of what one side sent. A malformed packet does not end it as long as its remaining
 * length says where the next one begins.
 */
final class PacketStream {
  /** The longest packet that is read; of longer ones only the beginning is told. */
  static final int READ = 1 << 16;
  /** How much of a PUBLISH an event keeps. */
  static final int KEPT = 1024;

  private static final int PUBLISH = 3;
  private static final int LENGTH_BYTES = 4;

  private final Side side;
  private final MqttDialogue dialogue;
  private final Consumer<Event> out;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private int headerLength;
  private int remaining;
  private long passed;
  private boolean holed;
  private boolean unfinished;
  private boolean adrift;
  private boolean stopped;
  private Span span = new Span();

  PacketStream(Side side, MqttDialogue dialogue, Consumer<Event> out) {
    this.side = side;
    this.dialogue = dialogue;
    this.out = out;
  }

  /** Takes the next bytes and answers how many; fewer than there are if packets can't be told apart any more. */
  int data(byte[] array, int from, int to, Whence whence) {
    int at = from;
    while (at < to && !stopped) {
      int begin = at;
      if (adrift && !PacketJudge.plausible(side, array[at] & 0xFF)) {
        return to - from;
      }
      adrift = false;
      if (headerLength == 0) {
        bytes.write(array[at++]);
        whence.extend(span, begin, at);
        header(array[begin] & 0xFF);
      } else {
        int take = (int) Math.min(remaining - passed, to - at);
        int keep = Math.min(take, READ - bytes.size());
        if (!holed && keep > 0) {
          bytes.write(array, at, keep);
        }
        passed += take;
        at += take;
        whence.extend(span, begin, at);
      }
      if (headerLength > 0 && passed == remaining) {
        finish();
      }
    }
    return at - from;
  }

  private void header(int octet) {
    int size = bytes.size();
    if (size == 1) {
      return;
    }
    if (octet < 0x80) {
      headerLength = size;
      byte[] header = bytes.toByteArray();
      remaining = new Cursor(header, 1, size).varint();
    } else if (size == 1 + LENGTH_BYTES) {
      stopped = true;
      emit(PacketJudge.endless());
      reset();
    }
  }

  private void finish() {
    if (holed) {
      emit(PacketJudge.holed());
    } else if (length() > READ) {
      emit(PacketJudge.tooLong(type()));
    } else {
      emit(PacketJudge.judge(side, bytes.toByteArray(), headerLength, dialogue));
    }
    reset();
  }

  private void emit(PacketJudge.Judgement judgement) {
    byte[] packet = bytes.toByteArray();
    byte[] kept = type() == PUBLISH && packet.length > KEPT ? Arrays.copyOf(packet, KEPT) : packet;
    out.accept(
        new Event.Mqtt(
            side,
            span.time(),
            span.place(),
            kept,
            kept.length < length() ? Optional.empty() : judgement.packet(),
            judgement.statement(),
            judgement.problem(),
            length(),
            unfinished));
  }

  /** Bytes that are not in the capture. */
  void missing(long count) {
    dialogue.lost(side);
    if (headerLength > 0 && count <= remaining - passed) {
      holed = true;
      passed += count;
      if (passed == remaining) {
        finish();
      }
    } else if (!stopped) {
      if (bytes.size() > 0) {
        holed = true;
        emit(PacketJudge.holed());
      }
      reset();
      adrift = true;
    }
  }

  /** Nothing will follow. */
  void end() {
    if (bytes.size() > 0) {
      unfinished = !holed;
      emit(holed ? PacketJudge.holed() : incomplete());
    }
    reset();
  }

  private PacketJudge.Judgement incomplete() {
    boolean fits = dialogue.five() || PacketJudge.plausible(side, bytes.toByteArray()[0] & 0xFF);
    return PacketJudge.incomplete(bytes.size(), length(), headerLength > 0, fits);
  }

  private void reset() {
    bytes.reset();
    headerLength = 0;
    remaining = 0;
    passed = 0;
    holed = false;
    unfinished = false;
    span = new Span();
  }

  private int type() {
    return (bytes.toByteArray()[0] & 0xF0) >> 4;
  }

  /** Of the whole packet, as its header announces it; of what there is, if the header is not complete. */
  private long length() {
    return headerLength == 0 ? bytes.size() : (long) headerLength + remaining;
  }

  /** Whether it waits for the beginning of a packet, because what came before was lost. */
  boolean adrift() {
    return adrift;
  }

  int held() {
    return bytes.size();
  }
}
