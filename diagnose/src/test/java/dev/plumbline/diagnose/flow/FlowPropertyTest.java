package dev.plumbline.diagnose.flow;

import static dev.plumbline.diagnose.flow.Segment.ACK;
import static dev.plumbline.diagnose.flow.Segment.FIN;
import static dev.plumbline.diagnose.flow.Segment.SYN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the network and the capture do to packets, what is told of a connection is what was sent, in order. */
final class FlowPropertyTest {
  private static final int DISPLACED = 5;

  private record Packet(boolean fromClient, int flags, int sequence, int acknowledged, String payload, int length) {}

  /** A conversation: two streams of bytes, cut into packets that acknowledge each other. */
  private static final class Scene {
    final Random random;
    final String client;
    final String server;
    final List<Packet> packets = new ArrayList<>();

    Scene(long seed, int clientBytes, int serverBytes) {
      random = new Random(seed);
      client = noise(clientBytes);
      server = noise(serverBytes);
      int sentByClient = 0;
      int sentByServer = 0;
      while (sentByClient < client.length() || sentByServer < server.length()) {
        boolean fromClient =
            sentByServer == server.length() || sentByClient < client.length() && random.nextBoolean();
        String all = fromClient ? client : server;
        int from = fromClient ? sentByClient : sentByServer;
        int to = Math.min(all.length(), from + 1 + random.nextInt(random.nextInt(10) == 0 ? 1400 : 40));
        packets.add(packet(fromClient, ACK, from, sentByClient, sentByServer, all.substring(from, to)));
        sentByClient = fromClient ? to : sentByClient;
        sentByServer = fromClient ? sentByServer : to;
        if (random.nextInt(3) == 0) {
          packets.add(
              packet(!fromClient, ACK, fromClient ? sentByServer : sentByClient, sentByClient, sentByServer, ""));
        }
      }
      packets.add(packet(true, FIN | ACK, sentByClient, sentByClient, sentByServer, ""));
      packets.add(packet(false, FIN | ACK, sentByServer, sentByClient + 1, sentByServer, ""));
      packets.add(packet(true, ACK, sentByClient + 1, sentByClient, sentByServer + 1, ""));
    }

    private static Packet packet(
        boolean fromClient, int flags, int at, int sentByClient, int sentByServer, String payload) {
      int acknowledged = 1 + (fromClient ? sentByServer : sentByClient);
      return new Packet(fromClient, flags, 1 + at, acknowledged, payload, payload.length());
    }

    private String noise(int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return Talk.text(bytes);
    }

    /** Sends some packets twice. */
    void duplicate() {
      for (int i = packets.size() - 1; i >= 0; i--) {
        if (random.nextInt(5) == 0) {
          packets.add(i, packets.get(i));
        }
      }
    }

    /** Sends some bytes once more in other packets, as retransmissions do. */
    void retransmit() {
      for (int i = packets.size() - 1; i >= 0; i--) {
        Packet one = packets.get(i);
        if (one.length() > 1 && random.nextInt(4) == 0) {
          String all = one.fromClient() ? client : server;
          int from = Math.max(0, one.sequence() - 1 - random.nextInt(60));
          int to = one.sequence() - 1 + random.nextInt(one.length());
          int acknowledged = one.acknowledged();
          packets.add(i + 1,
              new Packet(one.fromClient(), ACK, 1 + from, acknowledged, all.substring(from, to), to - from));
        }
      }
    }

    /** Moves each packet by a few places at most. */
    void displace() {
      int[] places = new int[packets.size()];
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < places.length; i++) {
        places[i] = i + random.nextInt(DISPLACED);
        order.add(i);
      }
      order.sort(Comparator.comparingInt(i -> places[i]));
      List<Packet> moved = order.stream().map(packets::get).toList();
      packets.clear();
      packets.addAll(moved);
    }

    void lose() {
      packets.removeIf(each -> random.nextInt(6) == 0);
    }

    void cut() {
      packets.replaceAll(each -> each.length() < 3 || random.nextInt(6) > 0 ? each
          : new Packet(each.fromClient(), each.flags(), each.sequence(), each.acknowledged(),
              each.payload().substring(0, random.nextInt(each.length())), each.length()));
    }

    Told.Flow play(Talk talk) {
      talk.clientIsn = random.nextBoolean() ? -random.nextInt(3000) : random.nextInt();
      talk.serverIsn = random.nextBoolean() ? Integer.MAX_VALUE - random.nextInt(3000) : random.nextInt();
      talk.opened();
      for (Packet each : packets) {
        talk.segment(
            each.fromClient(), each.flags(), each.sequence(), each.acknowledged(), each.payload(), each.length());
      }
      return talk.finish();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Property(tries = 400)
  void anyCuttingDisplacementAndRepetitionYieldsTheSameBytes(
      @ForAll long seed, @ForAll @IntRange(max = 4000) int client, @ForAll @IntRange(max = 4000) int server) {
    Scene scene = new Scene(seed, client, server);
    scene.retransmit();
    scene.duplicate();
    scene.displace();
    Told.Flow flow = scene.play(new Talk());
    assertArrayEquals(bytes(scene.client), flow.bytes(Side.CLIENT));
    assertArrayEquals(bytes(scene.server), flow.bytes(Side.SERVER));
    assertEquals(0, flow.quality.missingBytes());
    assertEquals(1, flow.events.stream().filter("CLIENT FIN"::equals).count());
    assertEquals(1, flow.events.stream().filter("SERVER FIN"::equals).count());
  }

  @Property(tries = 400)
  void whateverIsLostCutOrShuffledWhatIsToldStandsAtItsPlace(
      @ForAll long seed, @ForAll @IntRange(max = 4000) int client, @ForAll @IntRange(max = 4000) int server) {
    Scene scene = new Scene(seed, client, server);
    scene.retransmit();
    scene.duplicate();
    scene.cut();
    if (seed % 2 == 0) {
      Collections.shuffle(scene.packets, scene.random);
    }
    scene.lose();
    Told.Flow flow = scene.play(new Talk(seed % 3 == 0 ? new FlowLimits(9, 9, 9, 700, 900) : FlowLimits.DEFAULT));
    for (Told.Flow.Piece piece : flow.pieces()) {
      String whole = piece.from() == Side.CLIENT ? scene.client : scene.server;
      int at = (int) piece.at();
      assertTrue(at + piece.bytes().length <= whole.length());
      assertEquals(whole.substring(at, at + piece.bytes().length), Talk.text(piece.bytes()));
    }
  }

  @Property(tries = 200)
  void noSegmentsWhateverBreakTheContract(@ForAll long seed) {
    Random random = new Random(seed);
    Talk talk = new Talk(new FlowLimits(3, 2, 2, 3000, 5000));
    int[] flags = {ACK, ACK, ACK, SYN, SYN | ACK, FIN | ACK, Segment.RST, 0, 0xFF};
    for (int i = 0; i < 500; i++) {
      talk.clientPort = 1000 + random.nextInt(6);
      String payload = "x".repeat(random.nextInt(3) * random.nextInt(40));
      int length = payload.length() + (random.nextInt(8) == 0 ? random.nextInt(70_000) : 0);
      int sequence = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(2000);
      int acknowledged = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(2000);
      talk.nanos += random.nextInt(3) == 0 ? random.nextInt() : 0;
      talk.segment(random.nextBoolean(), flags[random.nextInt(flags.length)], sequence, acknowledged, payload, length);
    }
    talk.flows.finish();
    assertEquals(talk.flows.streams(), talk.told.flows.size());
    assertTrue(talk.told.flows.values().stream().allMatch(each -> each.quality != null));
  }
}
