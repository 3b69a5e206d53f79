package dev.plumbline.bench.capture;

import dev.plumbline.bench.capture.RecordedTalk.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One connection of the capture: opens, shakes hands as recorded, exchanges records of noise, closes; or refuses the
 * server's certificate. Now and then a segment is repeated, or comes before the one before it.
 */
final class Device {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int PORT = 8883;
  private static final int SEGMENT = 1400;
  private static final int RANDOM_AT = 11;
  private static final int RANDOM_LENGTH = 32;
  private static final int RECORD_HEADER = 5;
  private static final int MAX_RECORDS = 120;
  private static final int MAX_RECORD = 2000;
  private static final byte[] NOTHING = new byte[0];
  /** The alert unknown_ca, fatal (RFC 5246 §7.2). */
  private static final byte[] UNKNOWN_CA = {21, 3, 3, 0, 2, 2, 48};

  private final FrameWriter out;
  private final Random random;
  private final int client;
  private final int server;
  private final int port;
  private final List<Turn> turns = new ArrayList<>();
  private final int[] sent = new int[2];
  private int step;

  /** @param fails whether it refuses what the server sent after the hellos */
  Device(FrameWriter out, Random random, RecordedTalk talk, int number, boolean fails) {
    this.out = out;
    this.random = random;
    client = 0x0A000000 | number & 0x00FFFFFF;
    server = 0xC6336400 | number % 4;
    port = 20_000 + number % 40_000;
    sent[0] = random.nextInt();
    sent[1] = random.nextInt();
    for (int i = 0; i < talk.handshake().size(); i++) {
      Turn turn = talk.handshake().get(i);
      turns.add(i < 2 && !talk.signed() ? new Turn(turn.fromClient(), withFreshRandom(turn.bytes())) : turn);
    }
    if (fails) {
      turns.subList(2, turns.size()).clear();
      turns.add(new Turn(true, UNKNOWN_CA));
      return;
    }
    int records = random.nextInt(MAX_RECORDS);
    for (int i = 0; i < records; i++) {
      turns.add(new Turn(random.nextInt(3) > 0, applicationData()));
    }
    turns.addAll(talk.closure());
  }

  private byte[] withFreshRandom(byte[] hello) {
    byte[] fresh = new byte[RANDOM_LENGTH];
    random.nextBytes(fresh);
    byte[] changed = hello.clone();
    System.arraycopy(fresh, 0, changed, RANDOM_AT, RANDOM_LENGTH);
    return changed;
  }

  private byte[] applicationData() {
    byte[] data = new byte[RECORD_HEADER + 40 + random.nextInt(MAX_RECORD)];
    random.nextBytes(data);
    data[0] = 23;
    data[1] = 3;
    data[2] = 3;
    data[3] = (byte) (data.length - RECORD_HEADER >> 8);
    data[4] = (byte) (data.length - RECORD_HEADER);
    return data;
  }

  /** Does the next thing; false if there is none. */
  boolean next() throws IOException {
    out.pass(1 + random.nextInt(50));
    int turn = step++ - 1;
    if (turn < 0) {
      send(true, SYN, NOTHING, 0, 0);
      sent[0]++;
      send(false, SYN | ACK, NOTHING, 0, 0);
      sent[1]++;
      send(true, ACK, NOTHING, 0, 0);
    } else if (turn < turns.size()) {
      say(turns.get(turn).fromClient(), turns.get(turn).bytes());
    } else {
      send(true, FIN | ACK, NOTHING, 0, 0);
      sent[0]++;
      send(false, FIN | ACK, NOTHING, 0, 0);
      sent[1]++;
      send(true, ACK, NOTHING, 0, 0);
      return false;
    }
    return true;
  }

  private void say(boolean fromClient, byte[] bytes) throws IOException {
    int side = fromClient ? 0 : 1;
    int begin = sent[side];
    boolean displaced = bytes.length > SEGMENT && random.nextInt(20) == 0;
    for (int i = 0; i < bytes.length; i += SEGMENT) {
      int at = displaced ? (i == 0 ? SEGMENT : i == SEGMENT ? 0 : i) : i;
      sent[side] = begin + at;
      send(fromClient, ACK, bytes, at, Math.min(SEGMENT, bytes.length - at));
      if (random.nextInt(200) == 0) {
        send(fromClient, ACK, bytes, at, Math.min(SEGMENT, bytes.length - at));
      }
    }
    sent[side] = begin + bytes.length;
    send(!fromClient, ACK, NOTHING, 0, 0);
  }

  private void send(boolean fromClient, int flags, byte[] bytes, int offset, int length) throws IOException {
    int acknowledged = flags == SYN ? 0 : sent[fromClient ? 1 : 0];
    if (fromClient) {
      out.segment(client, port, server, PORT, sent[0], acknowledged, flags, bytes, offset, length);
    } else {
      out.segment(server, PORT, client, port, sent[1], acknowledged, flags, bytes, offset, length);
    }
  }
}
