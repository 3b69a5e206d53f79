package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.flow.TcpSignal;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.report.Rung.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection as a list of arrows between its two ends, in the order of the capture. What repeats itself is folded,
 * so that even a long session stays a page: at most {@link #LONGEST} lines.
 */
final class Ladder {
  static final int LONGEST = 200;
  private static final int FIRST_OF_MANY = 4;
  private static final int LAST_OF_MANY = 3;
  private static final int LAST_OF_ALL = 40;

  private final Conversation conversation;
  private final Captions captions;
  private final List<Rung> rungs = new ArrayList<>();
  private final List<Rung> crowd = new ArrayList<>();
  private final boolean[] ciphered = new boolean[Side.values().length];
  private Instant start = Instant.EPOCH;
  private Instant before = Instant.EPOCH;

  private Ladder(Conversation conversation) {
    this.conversation = conversation;
    this.captions = new Captions(conversation);
  }

  static List<Rung> of(Conversation conversation) {
    Ladder ladder = new Ladder(conversation);
    ladder.climb();
    return ladder.shortened();
  }

  private void climb() {
    List<Event> events = conversation.events();
    start = conversation.start().orElse(Instant.EPOCH);
    before = start;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      boolean last = i + 1 == events.size();
      boolean shownByNext =
          event instanceof Event.ApplicationData data && data.plaintext().isPresent()
              && !last && events.get(i + 1) instanceof Event.Mqtt;
      if (!shownByNext) {
        rung(event).ifPresent(rung -> add(rung, repeats(event)));
      }
    }
    disperse();
  }

  private void add(Rung rung, boolean repeats) {
    before = start.plus(rung.at());
    if (repeats) {
      crowd.add(rung);
    } else {
      disperse();
      rungs.add(rung);
    }
  }

  /** Of a crowd the first and the last are shown. */
  private void disperse() {
    int folded = crowd.size() - FIRST_OF_MANY - LAST_OF_MANY;
    if (folded <= 1) {
      rungs.addAll(crowd);
    } else {
      rungs.addAll(crowd.subList(0, FIRST_OF_MANY));
      rungs.add(fold(crowd.subList(FIRST_OF_MANY, FIRST_OF_MANY + folded)));
      rungs.addAll(crowd.subList(FIRST_OF_MANY + folded, crowd.size()));
    }
    crowd.clear();
  }

  private List<Rung> shortened() {
    List<Rung> all = new ArrayList<>(rungs);
    int over = all.size() - LONGEST;
    if (over > 0) {
      List<Rung> middle = all.subList(LONGEST - LAST_OF_ALL - 1, all.size() - LAST_OF_ALL);
      Rung fold = fold(List.copyOf(middle));
      middle.clear();
      all.add(LONGEST - LAST_OF_ALL - 1, fold);
    }
    if (conversation.left() > 0) {
      Duration end = all.isEmpty() ? Duration.ZERO : all.get(all.size() - 1).at();
      String title = Times.count(conversation.left(), "further event was", "further events were") + " not kept";
      all.add(new Rung(Kind.FOLD, Optional.empty(), end, Duration.ZERO, title, "", 0, Optional.empty()));
    }
    return all;
  }

  private static Rung fold(List<Rung> folded) {
    long client = folded.stream().filter(each -> each.from().equals(Optional.of(Side.CLIENT))).count();
    long server = folded.size() - client;
    Rung first = folded.get(0);
    return new Rung(
        Kind.FOLD, Optional.empty(), first.at(), first.gap(),
        Times.count(folded.size(), "more of these", "more of these"),
        client + " from the client, " + server + " from the server", first.frame(), Optional.empty());
  }

  private static boolean repeats(Event event) {
    return event instanceof Event.ApplicationData || event instanceof Event.Mqtt || event instanceof Event.Plain
        || event instanceof Event.Tcp tcp
            && (tcp.signal() == TcpSignal.RETRANSMISSION || tcp.signal() == TcpSignal.KEEP_ALIVE);
  }

  private Optional<Rung> rung(Event event) {
    if (event instanceof Event.Tcp tcp) {
      return Optional.of(tcp(tcp));
    } else if (event instanceof Event.Missing missing) {
      String why = missing.cut() ? "cut off by the snap length" : "not in the capture";
      return Optional.of(arrow(Kind.LOST, missing, Times.bytes(missing.bytes()) + " missing", why));
    } else if (event instanceof Event.Record record) {
      return record.complete()
          ? Optional.empty()
          : Optional.of(
              arrow(
                  Kind.LOST, record, "incomplete record",
                  Names.contentType(record.contentType()) + ", " + Times.bytes(record.length()) + " announced"));
    } else if (event instanceof Event.Handshake message) {
      Rung plain = arrow(Kind.HANDSHAKE, message, Names.handshakeType(message.type()), captions.of(message));
      return Optional.of(
          new Rung(
              plain.kind(), plain.from(), plain.at(), plain.gap(), plain.title(), plain.detail(), plain.frame(),
              Optional.of(message)));
    } else {
      return Optional.of(later(event));
    }
  }

  private Rung tcp(Event.Tcp event) {
    return switch (event.signal()) {
      case SYN -> arrow(Kind.TCP, event, "SYN", "");
      case SYN_ACK -> arrow(Kind.TCP, event, "SYN, ACK", "");
      case OPEN -> arrow(Kind.TCP, event, "ACK", "TCP is open");
      case FIN -> arrow(Kind.TCP, event, "FIN", "sends no more");
      case RST -> arrow(Kind.BREAK, event, "RST", "reset");
      case RETRANSMISSION -> arrow(Kind.TCP, event, "retransmission", "");
      case KEEP_ALIVE -> arrow(Kind.TCP, event, "keep-alive", "");
    };
  }

  /** What comes once the keys are there, or instead of TLS. */
  private Rung later(Event event) {
    if (event instanceof Event.ChangeCipherSpec) {
      return arrow(Kind.SIGNAL, event, "ChangeCipherSpec", "");
    } else if (event instanceof Event.HiddenHandshake hidden) {
      boolean finished = !ciphered[event.from().ordinal()];
      ciphered[event.from().ordinal()] = true;
      return arrow(
          Kind.HANDSHAKE, event, finished ? "Finished" : "handshake message",
          "encrypted, " + Times.bytes(hidden.length()));
    } else if (event instanceof Event.Alert alert) {
      boolean breaks = alert.fatal() && !alert.closeNotify();
      return arrow(breaks ? Kind.BREAK : Kind.SIGNAL, event, "Alert", Captions.of(alert));
    } else if (event instanceof Event.ApplicationData data) {
      return arrow(Kind.DATA, event, "application data", Times.bytes(data.length()));
    } else if (event instanceof Event.Mqtt packet) {
      return arrow(Kind.DATA, event, Captions.title(packet), Captions.of(packet));
    } else if (event instanceof Event.Plain plain) {
      boolean within = conversation.all(Event.Record.class, event.from()).findFirst().isPresent();
      return arrow(Kind.DATA, event, within ? "not MQTT" : "not TLS", Captions.of(plain));
    }
    throw new IllegalArgumentException(event.getClass().getName());
  }

  private Rung arrow(Kind kind, Event event, String title, String detail) {
    return new Rung(
        kind, Optional.of(event.from()), Duration.between(start, event.time()), Duration.between(before, event.time()),
        title, detail, event.place().frame(), Optional.empty());
  }
}
