package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ConnectView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Endpoint;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who sent CONNECT right before a server ended an older connection that was up and had not said goodbye: one client id
 * in two places looks like that (C75), whether the ids can be read or not. Sorted by time, so that a capture with very
 * many connections costs no more than that. Not thread-safe.
 */
final class Newcomers {
  /** A broker throws the older connection out as soon as it has read the newer one's CONNECT. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int CONNECT = 1;
  private static final int DISCONNECT = 14;

  private final List<Conversation> conversations;
  private final Map<Endpoint, List<Connect>> connects = new HashMap<>();
  private OptionalInt count = OptionalInt.empty();

  Newcomers(List<Conversation> conversations) {
    this.conversations = conversations;
    for (Conversation each : conversations) {
      Connect.of(each).ifPresent(
          connect -> connects.computeIfAbsent(each.serverEnd(), any -> new ArrayList<>(1)).add(connect));
    }
    connects.values().forEach(ofServer -> ofServer.sort(Comparator.comparing(Connect::time)));
  }

  /** The client's first application data: CONNECT, readable or not. */
  record Connect(Conversation conversation, Event event) {
    Instant time() {
      return event.time();
    }

    private static Optional<Connect> of(Conversation conversation) {
      return conversation.events().stream()
          .filter(event -> event.from() == Side.CLIENT)
          .filter(event -> event instanceof Event.ApplicationData || event instanceof Event.Mqtt)
          .findFirst()
          .map(event -> new Connect(conversation, event));
    }
  }

  /** The newer connections to this server whose CONNECT came right before that time, the end of an older one. */
  List<Connect> connectsRightBefore(Instant end, Conversation older) {
    List<Connect> found = new ArrayList<>();
    Optional<Connect> own = Connect.of(older);
    if (own.isEmpty() || !wasUp(older)) {
      return found;
    }
    List<Connect> all = connects.getOrDefault(older.serverEnd(), List.of());
    int at = firstAt(all, end.minus(AT_ONCE));
    while (at < all.size() && !all.get(at).time().isAfter(end)) {
      if (all.get(at).conversation().stream() != older.stream() && all.get(at).time().isAfter(own.get().time())) {
        found.add(all.get(at));
      }
      at++;
    }
    return found;
  }

  /** The server had answered, and the client had not taken its leave. */
  private static boolean wasUp(Conversation older) {
    boolean answered = older.all(Event.ApplicationData.class, Side.SERVER).findAny().isPresent()
        || older.all(Event.Mqtt.class, Side.SERVER).findAny().isPresent();
    return answered && older.all(Event.Mqtt.class, Side.CLIENT).noneMatch(packet -> packet.type() == DISCONNECT);
  }

  private static int firstAt(List<Connect> sorted, Instant time) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).time().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How often in the capture a connection ends as soon as a newer one to the same server sends CONNECT. */
  int count() {
    if (count.isEmpty()) {
      count = OptionalInt.of((int) conversations.stream().filter(this::takenOver).count());
    }
    return count.getAsInt();
  }

  private boolean takenOver(Conversation old) {
    Ending ending = Ending.of(old);
    return ending.by(Side.SERVER) && !connectsRightBefore(ending.time().orElseThrow(), old).isEmpty();
  }

  /** A client id that can be read. */
  static Optional<byte[]> clientId(Conversation conversation) {
    return conversation.all(Event.Mqtt.class, Side.CLIENT)
        .filter(packet -> packet.type() == CONNECT)
        .findFirst()
        .flatMap(packet -> ConnectView.read(packet.bytes()))
        .map(ConnectView::clientId)
        .filter(id -> id.length > 0);
  }
}
