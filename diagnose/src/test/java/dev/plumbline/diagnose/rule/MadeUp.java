package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.MqttPacket;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A connection made up event by event, for what no capture shows. */
final class MadeUp {
  static final Instant START = Instant.parse("2026-11-20T09:30:00Z");
  static final int GCM = 0xC02B;
  /** Of NetX Secure, by its order and by MD5 in its signature algorithms. */
  static final int[] NETX_SCHEMES = {0x0101, 0x0201, 0x0401, 0x0403};
  static final int[] SCHEMES = {0x0403, 0x0401};

  private final List<Event> events = new ArrayList<>();
  private final int stream;
  private Random entropy;
  private String client = "192.168.7.20";
  private Instant time = START;
  private long frame;
  private int port = 8883;

  MadeUp(int stream) {
    this.stream = stream;
    this.entropy = new Random(stream);
    tcp(Side.CLIENT, TcpSignal.SYN);
    after(10).tcp(Side.SERVER, TcpSignal.SYN_ACK);
    tcp(Side.CLIENT, TcpSignal.OPEN);
  }

  /** From here on its randoms come from there. */
  MadeUp entropy(Random source) {
    entropy = source;
    return this;
  }

  MadeUp client(String address) {
    client = address;
    return this;
  }

  MadeUp after(int millis) {
    time = time.plusMillis(millis);
    return this;
  }

  MadeUp tcp(Side from, TcpSignal signal) {
    events.add(new Event.Tcp(from, time, place(0), signal));
    return this;
  }

  MadeUp handshake(Side from, int type, byte[] body) {
    int length = 4 + body.length;
    events.add(new Event.Record(from, time, place(length + 5), 22, 0x0303, length, true, false, length));
    events.add(new Event.Handshake(from, time, place(length), type, body, body.length, 1, false));
    return this;
  }

  /** A message that is cut into records of these lengths. */
  MadeUp inPieces(Side from, int type, byte[] body, int... lengths) {
    for (int length : lengths) {
      record(from, length);
    }
    events.add(new Event.Handshake(from, time, place(0), type, body, body.length, lengths.length, false));
    return this;
  }

  /** A handshake record, without what it may carry. */
  MadeUp record(Side from, int length) {
    events.add(new Event.Record(from, time, place(length + 5), 22, 0x0303, length, true, false, length));
    return this;
  }

  /** A record by itself, encrypted. */
  MadeUp record(Side from, int type, int length) {
    events.add(new Event.Record(from, time, place(length + 5), type, 0x0303, length, true, true, length - 24));
    return this;
  }

  /** Handshake records of the server's of these lengths. */
  MadeUp records(int... lengths) {
    for (int length : lengths) {
      record(Side.SERVER, length);
    }
    return this;
  }

  /** A handshake message of the server's, whose records are there already. */
  MadeUp message(int type, byte[] body, int records) {
    events.add(new Event.Handshake(Side.SERVER, time, place(body.length), type, body, body.length, records, false));
    return this;
  }

  /** A ClientHello of TLS 1.2 whose random begins with that time. */
  MadeUp hello(Instant clock, List<Integer> suites, byte[]... extensions) {
    ByteBuffer body = ByteBuffer.allocate(2048);
    body.putShort((short) 0x0303).putInt((int) clock.getEpochSecond()).put(noise(28)).put((byte) 0);
    body.putShort((short) (2 * suites.size()));
    suites.forEach(suite -> body.putShort(suite.shortValue()));
    body.putShort((short) 0x0100);
    return handshake(Side.CLIENT, 1, block(body, extensions));
  }

  MadeUp answer(int suite, byte[]... extensions) {
    ByteBuffer body = ByteBuffer.allocate(2048);
    body.putShort((short) 0x0303).put(noise(32)).put((byte) 0).putShort((short) suite).put((byte) 0);
    return handshake(Side.SERVER, 2, block(body, extensions));
  }

  private byte[] block(ByteBuffer body, byte[]... extensions) {
    body.putShort((short) Arrays.stream(extensions).mapToInt(one -> one.length).sum());
    Arrays.stream(extensions).forEach(body::put);
    return Arrays.copyOf(body.array(), body.position());
  }

  MadeUp certificates(Side from, byte[]... chain) {
    return handshake(from, 11, certificateList(chain));
  }

  /** The body of a Certificate message. */
  static byte[] certificateList(byte[]... chain) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (byte[] der : chain) {
      list.writeBytes(u24(der.length));
      list.writeBytes(der);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(u24(list.size()));
    body.writeBytes(list.toByteArray());
    return body.toByteArray();
  }

  /** Both sides go on to encrypt, and finish. */
  MadeUp finished() {
    handshake(Side.CLIENT, 16, new byte[65]);
    return changed(Side.CLIENT).changed(Side.SERVER);
  }

  private MadeUp changed(Side from) {
    events.add(new Event.ChangeCipherSpec(from, time, place(1)));
    events.add(new Event.HiddenHandshake(from, time, place(40), 40));
    return this;
  }

  MadeUp alert(Side from, int level, int description) {
    events.add(new Event.Alert(from, time, place(2), level, description));
    return this;
  }

  /** The server chooses TLS 1.3 (supported_versions, RFC 8446 §4.2.1). */
  MadeUp answer13() {
    return answer(0x1301, extension(43, (byte) 3, (byte) 4));
  }

  /** A message of the handshake that nobody can read. */
  MadeUp hidden(Side from, int length) {
    events.add(new Event.HiddenHandshake(from, time, place(length), length));
    return this;
  }

  /** An alert that nobody can read. */
  MadeUp hiddenAlert(Side from) {
    return alert(from, -1, -1);
  }

  /** Bytes that are no TLS. */
  MadeUp plain(Side from, byte... bytes) {
    events.add(new Event.Plain(from, time, place(bytes.length), bytes, 0));
    return this;
  }

  /** Bytes that the capture lacks. */
  MadeUp missing(Side from, long bytes) {
    events.add(new Event.Missing(from, time, place(0), bytes, false));
    return this;
  }

  MadeUp port(int number) {
    port = number;
    return this;
  }

  /** Application data that nobody can read. */
  MadeUp data(Side from, int length) {
    events.add(new Event.ApplicationData(from, time, place(length), length, Optional.empty()));
    return this;
  }

  MadeUp mqtt(Side from, MqttPacket packet) {
    byte[] bytes = packet.encode();
    events.add(new Event.ApplicationData(from, time, place(bytes.length), bytes.length + 24, Optional.of(bytes)));
    events.add(new Event.Mqtt(
        from, time, place(bytes.length), bytes, Optional.of(packet), Optional.empty(), Optional.empty()));
    return this;
  }

  /** A packet that is not as it should be. */
  MadeUp packet(Side from, byte[] bytes, String statement, String problem) {
    return packet(from, bytes, Optional.of(statement), Optional.of(problem), bytes.length, false);
  }

  /** A packet of which no more came than this. */
  MadeUp unfinished(Side from, byte[] bytes, int announced) {
    return packet(from, bytes, Optional.empty(), Optional.of("incomplete"), announced, true);
  }

  /** A packet of another version than 3.1.1. */
  MadeUp unread(Side from, byte... bytes) {
    return packet(from, bytes, Optional.empty(), Optional.empty(), bytes.length, false);
  }

  private MadeUp packet(
      Side from, byte[] bytes, Optional<String> statement, Optional<String> problem, int length, boolean unfinished) {
    words(from, bytes);
    events.add(new Event.Mqtt(
        from, time, place(bytes.length), bytes, Optional.empty(), statement, problem, length, unfinished));
    return this;
  }

  /** Application data that was opened, and is no MQTT. */
  MadeUp words(Side from, byte[] bytes) {
    events.add(new Event.ApplicationData(from, time, place(bytes.length), bytes.length + 24, Optional.of(bytes)));
    return this;
  }

  /** Bytes that the capture lost. */
  MadeUp missing(Side from, int bytes) {
    events.add(new Event.Missing(from, time, place(bytes), bytes, false));
    return this;
  }

  Conversation build() {
    Conversation.Traffic none = new Conversation.Traffic(0, 0, 0, 0, 0);
    return new Conversation(stream, end(client, 49152 + stream), end("203.0.113.9", port), Protocol.TLS,
        new FlowQuality(true, true, frame, frame, 0, 0, 0, 0, 0), events, 0, none, none);
  }

  /** What is found, the answer first. */
  List<Finding> findings(Evidence evidence) {
    return findings(evidence, List.of(), Map.of());
  }

  List<Finding> findings(Evidence evidence, List<Conversation> others, Map<String, Set<InetAddress>> names) {
    List<Conversation> all = new ArrayList<>(List.of(build()));
    all.addAll(others);
    Surroundings around = new Surroundings(all, names, Optional.of(time.plusSeconds(60)));
    return new Diagnostician().diagnose(all.subList(0, 1), around, evidence, List.of()).connections().get(0).findings();
  }

  Finding finding(FindingId id, Evidence evidence) {
    return findings(evidence).stream().filter(one -> one.id() == id).findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + findings(evidence)));
  }

  static byte[] extension(int type, byte... data) {
    return ByteBuffer.allocate(4 + data.length).putShort((short) type).putShort((short) data.length).put(data).array();
  }

  static byte[] serverName(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    return extension(0, ByteBuffer.allocate(5 + text.length).putShort((short) (3 + text.length)).put((byte) 0)
        .putShort((short) text.length).put(text).array());
  }

  /** supported_groups, signature_algorithms: a list of 16-bit numbers with its length. */
  static byte[] list(int type, int... numbers) {
    ByteBuffer data = ByteBuffer.allocate(2 + 2 * numbers.length).putShort((short) (2 * numbers.length));
    Arrays.stream(numbers).forEach(number -> data.putShort((short) number));
    return extension(type, data.array());
  }

  /** The hello of NetX Secure with these suites, in its order of extensions. */
  MadeUp netx(Instant clock, String name) {
    return hello(clock, List.of(GCM, 0xC02F, 0xC023), list(10, 23), extension(11, (byte) 1, (byte) 0),
        extension(0xff01, (byte) 0), list(13, NETX_SCHEMES), serverName(name));
  }

  static InetAddress server() {
    return end("203.0.113.9", 0).address();
  }

  private static byte[] u24(int number) {
    return new byte[] {(byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    entropy.nextBytes(noise);
    return noise;
  }

  private Place place(int length) {
    frame++;
    return new Place(frame, 54, length, length, frame);
  }

  private static Endpoint end(String address, int port) {
    try {
      return new Endpoint(InetAddress.getByName(address), port);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
