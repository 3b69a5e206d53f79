package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.mqtt.SubAck;
import dev.plumbline.mqtt.SubAckReturnCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is worth knowing of a session that was accepted: a subscription that was refused, a keep alive that ran out, a
 * ping without an answer. None of it is why a device does not connect, but it may be why it does not stay.
 */
final class SessionRemarks {
  private static final int CONNECT = 1;
  private static final int SUBACK = 9;
  private static final int PINGREQ = 12;
  private static final int PINGRESP = 13;
  private static final int DISCONNECT = 14;
  /** Brokers look at their clients' timers now and then: mosquitto every few seconds. */
  private static final double SOONEST = 1.45;
  private static final Duration LATE = Duration.ofSeconds(15);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  /** What a DISCONNECT and a PINGREQ have (MQTT 3.1.1 §3.12, §3.14). */
  private static final int SHORTEST = 2;
  /** Devices with buffers below this can't take most servers' certificates either. */
  private static final int SMALL_BUFFER = 1024;

  private final Facts facts;

  SessionRemarks(Facts facts) {
    this.facts = facts;
  }

  /**
   * One of them.
   *
   * @param inShort completes "MQTT was accepted; …"
   */
  record Remark(String inShort, EvidenceItem evidence, String fix) {}

  List<Remark> all() {
    return Stream.of(refusedSubscription(), expired(), unansweredPing()).flatMap(Optional::stream).toList();
  }

  /** What might be behind an end that nobody announced; empty if somebody did. */
  String undecided() {
    if (leftOverRecord()) {
      return "The client left without a word right after a record of " + lastRecord() + " bytes from the server, the"
          + " longest of the connection. If the device did not mean to end there, its buffer may be smaller:"
          + " --in-buffer, or --profile, would tell.";
    }
    if (!facts.ending().leftSilently(Side.SERVER) || saidGoodbye() || expired().isPresent()) {
      return "";
    }
    if (newcomer()) {
      return "Another connection to this server sent its first data right before. Whether it has the same client id,"
          + " and so took this one's session over, is encrypted: " + facts.mqtt().openedBy() + ".";
    }
    boolean atOnce = facts.ending().silence().compareTo(AT_ONCE) < 0;
    if (atOnce && facts.lastSaid() instanceof Event.ApplicationData data && data.from() == Side.CLIENT
        && data.plaintext().isEmpty()) {
      return facts.ending().kind() == Ending.Kind.CLOSE_NOTIFY || shortest(data) ? ""
          : "The server ended it without a word right after the client's last record, as brokers do with a packet that"
              + " they refuse. If the device did not mean to end there, the session's keys (--keylog) would show that"
              + " packet.";
    }
    return facts.lastSaid() instanceof Event.Mqtt
        ? "The broker ended the session, and the client had not said DISCONNECT. If that is the complaint: a second"
            + " connection with the same client id, in this capture or elsewhere, takes the first one's place; a broker"
            + " that stops or drops the client says so in its log."
        : "";
  }

  private boolean leftOverRecord() {
    return facts.ending().leftSilently(Side.CLIENT)
        && facts.ending().kind() != Ending.Kind.CLOSE_NOTIFY
        && facts.ending().silence().compareTo(AT_ONCE) < 0
        && !saidGoodbye()
        && facts.lastSaid().from() == Side.SERVER
        && lastRecord() > SMALL_BUFFER;
  }

  /** The fragment of the last record of the server, if none before was as long; otherwise 0. */
  private int lastRecord() {
    List<Event.Record> records = facts.conversation().all(Event.Record.class, Side.SERVER).toList();
    int longest = records.stream().mapToInt(Event.Record::length).max().orElse(0);
    int last = records.isEmpty() ? 0 : records.get(records.size() - 1).length();
    return last == longest ? last : 0;
  }

  /** By its length it is a DISCONNECT, behind which brokers close. */
  private boolean shortest(Event.ApplicationData data) {
    return facts.mqtt().plainLength(data).filter(length -> length == SHORTEST).isPresent();
  }

  private boolean newcomer() {
    return Newcomers.clientId(facts.conversation()).isEmpty() && !facts.neighbours().newcomers()
        .connectsRightBefore(facts.ending().time().orElseThrow(), facts.conversation()).isEmpty();
  }

  private boolean saidGoodbye() {
    return facts.conversation().all(Event.Mqtt.class, Side.CLIENT).anyMatch(packet -> packet.type() == DISCONNECT);
  }

  private Optional<Remark> refusedSubscription() {
    return facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .filter(packet -> packet.type() == SUBACK)
        .filter(packet -> packet.packet().filter(SubAck.class::isInstance).map(SubAck.class::cast)
            .filter(answer -> answer.returnCodes().contains(SubAckReturnCode.FAILURE)).isPresent())
        .findFirst()
        .map(packet -> new Remark("the broker refuses a subscription",
            new EvidenceItem(packet.place(), "SUBACK with return code 0x80: the client gets no messages of that topic"
                + " filter"),
            "Compare the topic filter with what the broker allows this user or client id (its access list)."));
  }

  /**
   * The client was silent for one and a half times its keep alive, and the broker ended it over that (MQTT-3.1.2-24).
   */
  private Optional<Remark> expired() {
    Optional<Instant> end = facts.ending().time().filter(time -> facts.ending().by(Side.SERVER));
    Optional<Event.Mqtt> last = facts.conversation().all(Event.Mqtt.class, Side.CLIENT).reduce((a, b) -> b);
    int keepAlive = facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT).findFirst()
        .flatMap(packet -> ConnectView.read(packet.bytes())).map(ConnectView::keepAlive).orElse(0);
    if (end.isEmpty() || last.isEmpty() || keepAlive == 0) {
      return Optional.empty();
    }
    Duration silent = Duration.between(last.get().time(), end.get());
    Duration soonest = Duration.ofMillis(Math.round(1000 * SOONEST * keepAlive));
    boolean expired = silent.compareTo(soonest) >= 0
        && silent.compareTo(soonest.plusSeconds(keepAlive).plus(LATE)) <= 0;
    return expired
        ? Optional.of(new Remark("the client was silent for longer than its keep alive allows",
            new EvidenceItem(facts.ending().place(), "the broker ended it " + Spans.length(silent)
                + " after the client's last packet; the client's keep alive is " + keepAlive + " s, and a broker ends"
                + " the connection after one and a half times that [MQTT-3.1.2-24]"),
            "Let the device's program call its MQTT library often enough for a PINGREQ within the keep alive, or ask"
                + " for a longer one."))
        : Optional.empty();
  }

  private Optional<Remark> unansweredPing() {
    Optional<Event.Mqtt> ping = facts.conversation().all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == PINGREQ).reduce((a, b) -> b);
    boolean answered = ping.isPresent() && facts.conversation().all(Event.Mqtt.class, Side.SERVER)
        .anyMatch(packet -> packet.type() == PINGRESP && !packet.time().isBefore(ping.get().time()));
    return ping.filter(packet -> !answered && facts.ending().kind() != Ending.Kind.OPEN)
        .map(packet -> new Remark("the client's last PINGREQ was not answered",
            new EvidenceItem(packet.place(), "no PINGRESP answered this PINGREQ"
                + (facts.ending().by(Side.CLIENT) ? ", and the client left" : "")),
            "The broker, or what is between, no longer answered:"
                + " its log of that moment tells whether PINGREQ arrived."));
  }
}
