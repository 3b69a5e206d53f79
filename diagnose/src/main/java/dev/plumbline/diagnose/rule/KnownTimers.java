package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose default the time was after which somebody gave up (C67, C22). A time that is near several says that it is one
 * of them; a time that is near none says nothing.
 */
final class KnownTimers {
  /** Timers run late, never early, but for the rounding of a tick. */
  private static final Duration EARLY = Duration.ofMillis(60);

  private static final Duration LATE = Duration.ofMillis(400);

  private static final List<Timer> TIMERS = List.of(
      new Timer(5, Side.CLIENT,
          "the TLS handshake in the AWS IoT Device SDK for Embedded C 3 (tlsHandshakeTimeout_ms of its samples)"),
      new Timer(5, Side.CLIENT, "connecting in Eclipse Paho for Python"),
      new Timer(10, Side.CLIENT, "any wait in ESP-MQTT (network.timeout_ms)"),
      new Timer(15, Side.CLIENT, "the answer to CONNECT in PubSubClient (MQTT_SOCKET_TIMEOUT)"),
      new Timer(30, Side.CLIENT, "any answer in ArduinoMqttClient (setConnectionTimeout)"),
      new Timer(30, Side.CLIENT, "CONNACK in the Azure IoT SDK for C"),
      new Timer(120, Side.CLIENT, "the TLS handshake in the ESP32 core for Arduino (setHandshakeTimeout)"),
      new Timer(10, Side.SERVER, "CONNECT in HiveMQ (no-connect-idle-timeout)"),
      new Timer(15, Side.SERVER, "the TLS handshake, and then CONNECT, in EMQX (handshake_timeout, idle_timeout)"));

  /** @param waitsFor what the timer is about, and whose it is */
  private record Timer(int seconds, Side side, String waitsFor) {
    boolean fits(Duration waited) {
      Duration off = waited.minusSeconds(seconds);
      return off.plus(EARLY).compareTo(Duration.ZERO) >= 0 && off.compareTo(LATE) <= 0;
    }
  }

  private KnownTimers() {}

  /** Which defaults the ending fits: counted from the last message, from the connection, and from the hello. */
  static List<EvidenceItem> of(Facts facts) {
    Optional<Instant> end = facts.ending().time();
    Optional<Side> by = facts.ending().by();
    List<EvidenceItem> items = new ArrayList<>();
    if (end.isEmpty() || by.isEmpty()) {
      return items;
    }
    for (Timer timer : TIMERS) {
      if (timer.side == by.get()) {
        since(facts, end.get(), timer).ifPresent(since -> items.add(new EvidenceItem(facts.ending().place(),
            timer.seconds + " s " + since + " is the default for " + timer.waitsFor)));
      }
    }
    return items;
  }

  private static Optional<String> since(Facts facts, Instant end, Timer timer) {
    if (timer.fits(facts.ending().silence())) {
      return Optional.of("after the last message");
    }
    if (facts.course().reached(Stage.CONNECT)) {
      return Optional.empty();
    }
    Conversation conversation = facts.conversation();
    boolean connected = conversation.all(Event.Tcp.class)
        .filter(event -> event.signal() == TcpSignal.OPEN)
        .anyMatch(event -> timer.fits(Duration.between(event.time(), end)));
    boolean begun = conversation.all(Event.Handshake.class, Side.CLIENT).findFirst()
        .filter(hello -> timer.fits(Duration.between(hello.time(), end))).isPresent();
    return connected ? Optional.of("after TCP connected")
        : begun ? Optional.of("after ClientHello") : Optional.empty();
  }
}
