package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.conversation.Protocol;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.mqtt.MqttPacket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a conversation together, one event after the other, as a capture would. */
final class SampleConversation {
  static final Instant START = Instant.parse("2026-11-20T09:30:00.125Z");
  private static final int CLIENT_PORT = 49152;
  private static final int SERVER_PORT = 8883;
  private static final int RECORD_HEADER = 5;
  private static final int PAYLOAD = 54;

  private final List<Event> events = new ArrayList<>();
  private final int stream;
  private Instant time = START;
  private long frame;

  SampleConversation(int stream) {
    this.stream = stream;
  }

  SampleConversation after(int millis) {
    time = time.plusMillis(millis);
    return this;
  }

  SampleConversation opened() {
    return tcp(Side.CLIENT, TcpSignal.SYN)
        .after(18)
        .tcp(Side.SERVER, TcpSignal.SYN_ACK)
        .tcp(Side.CLIENT, TcpSignal.OPEN);
  }

  SampleConversation tcp(Side from, TcpSignal signal) {
    frame++;
    events.add(new Event.Tcp(from, time, new Place(frame, 0, 0, 0, frame), signal));
    return this;
  }

  SampleConversation handshake(Side from, int type, byte[] body) {
    Place record = place(RECORD_HEADER + 4 + body.length);
    events.add(new Event.Record(from, time, record, 22, 0x0303, 4 + body.length, true, false, 4 + body.length));
    Place place = new Place(frame, PAYLOAD + RECORD_HEADER, 4 + body.length, 4 + body.length, frame);
    events.add(new Event.Handshake(from, time, place, type, body, body.length, 1, false));
    return this;
  }

  SampleConversation alert(Side from, int level, int description) {
    events.add(new Event.Record(from, time, place(RECORD_HEADER + 2), 21, 0x0303, 2, true, false, 2));
    Place place = new Place(frame, PAYLOAD + RECORD_HEADER, 2, 2, frame);
    events.add(new Event.Alert(from, time, place, level, description));
    return this;
  }

  SampleConversation changeCipherSpec(Side from) {
    events.add(new Event.Record(from, time, place(RECORD_HEADER + 1), 20, 0x0303, 1, true, false, 1));
    events.add(new Event.ChangeCipherSpec(from, time, new Place(frame, PAYLOAD + RECORD_HEADER, 1, 1, frame)));
    events.add(new Event.HiddenHandshake(from, time, place(45), 40));
    return this;
  }

  SampleConversation application(Side from, byte[] plaintext) {
    int length = plaintext.length + 24;
    events.add(new Event.Record(from, time, place(length), 23, 0x0303, length, true, true, plaintext.length));
    events.add(
        new Event.ApplicationData(
            from, time, new Place(frame, PAYLOAD, length, length, frame), length, Optional.of(plaintext)));
    return this;
  }

  /** What was in the last record, or in no record. */
  SampleConversation mqtt(Side from, MqttPacket packet) {
    byte[] bytes = packet.encode();
    Place place = new Place(frame, PAYLOAD, bytes.length, bytes.length, frame);
    events.add(new Event.Mqtt(from, time, place, bytes, Optional.of(packet), Optional.empty(), Optional.empty()));
    return this;
  }

  /** As {@link #mqtt}, of a packet that breaks rules. */
  SampleConversation malformed(Side from, byte[] bytes) {
    Place place = new Place(++frame, PAYLOAD, bytes.length, bytes.length, frame);
    events.add(
        new Event.Mqtt(
            from, time, place, bytes, Optional.empty(), Optional.of("MQTT-3.1.2-22"), Optional.of("malformed")));
    return this;
  }

  /** As {@link #mqtt}, of what is no packet. */
  SampleConversation plain(Side from, byte[] bytes) {
    events.add(new Event.Plain(from, time, new Place(frame, PAYLOAD, bytes.length, bytes.length, frame), bytes, 0));
    return this;
  }

  SampleConversation missing(Side from, long bytes) {
    events.add(new Event.Missing(from, time, place((int) bytes), bytes, false));
    return this;
  }

  /** As if the capture had had very many events. */
  Conversation build(long left) {
    Conversation all = build();
    return new Conversation(
        all.stream(), all.clientEnd(), all.serverEnd(), all.protocol(), all.quality(), all.events(), left,
        all.client(), all.server());
  }

  Conversation build() {
    Conversation.Traffic none = new Conversation.Traffic(0, 0, 0, 0, 0);
    FlowQuality quality = new FlowQuality(true, true, frame, frame, 0, 0, 0, 0, 0);
    return new Conversation(
        stream, end("192.168.7.20", CLIENT_PORT + stream), end("203.0.113.9", SERVER_PORT), Protocol.TLS, quality,
        events, 0, none, none);
  }

  private Place place(int length) {
    frame++;
    return new Place(frame, PAYLOAD, length, length, frame);
  }

  private static Endpoint end(String address, int port) {
    try {
      return new Endpoint(InetAddress.getByName(address), port);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
