package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.diagnose.flow.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which deciphered data is MQTT. */
class OpenedDataTest {
  private static final String CONNECT = "1013 0004 4d515454 04 02 003c 0007 70756d702d3137";

  private final List<Event> events = new ArrayList<>();
  private final OpenedData opened = new OpenedData(events::add);

  @Test
  void aClientThatBeginsWithAnotherPacketSpeaksMqttWrongly() {
    for (String packet : List.of("c000", "3007 0003612f62 3231", "8208 0001 0003612f6200", "e000")) {
      events.clear();
      new OpenedData(events::add).data(record(Side.CLIENT), Session.hex(packet), (span, from, to) -> { });
      assertEquals(Optional.of("MQTT-3.1.0-1"), packets().get(0).statement(), packet);
    }
  }

  @Test
  void otherProtocolsAreNotMqtt() {
    String bind = "300c 020101 6007 020103 0400 8000"; // LDAP, whose first byte is that of PUBLISH
    for (byte[] words : List.of(Session.hex(bind), "GET / HTTP/1.1\r\n\r\n".getBytes(), "EHLO pump\r\n".getBytes())) {
      new OpenedData(events::add).data(record(Side.CLIENT), words, (span, from, to) -> { });
    }
    assertTrue(packets().isEmpty());
  }

  @Test
  void behindALossTheFirstPacketMayBeAny() {
    opened.gap(Side.CLIENT);
    send(Side.CLIENT, "c000");
    assertTrue(packets().get(0).statement().isEmpty());
  }

  @Test
  void readsAConnackWhoseConnectIsNotThere() {
    send(Side.SERVER, "20020005");
    assertEquals(2, packets().get(0).type());
    assertTrue(packets().get(0).statement().isEmpty());
  }

  @Test
  void aServerAnswersWithConnackFirst() {
    send(Side.CLIENT, CONNECT);
    send(Side.SERVER, "d000");
    assertEquals(Optional.of("MQTT-3.2.0-1"), packets().get(1).statement());
  }

  private void send(Side from, String hex) {
    opened.data(record(from), Session.hex(hex), (span, begin, end) -> { });
  }

  private static Event.Record record(Side from) {
    return new Event.Record(from, Instant.EPOCH, Place.NONE, 23, 0x0303, 40, true, true, 40);
  }

  private List<Event.Mqtt> packets() {
    return events.stream().filter(Event.Mqtt.class::isInstance).map(Event.Mqtt.class::cast).toList();
  }
}
