package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a connection keeps when memory is short. */
enum Squeeze {
  /** The hellos, the first two records or packets of each side that carry data, and the latest items. */
  ABRIDGED(12, 4096),
  /** The latest items. */
  LAST(8, 1024),
  /** Only the counts. */
  NOTHING(0, 0);

  private static final int OF_EACH_SIDE = 2;

  private final int last;
  private final int lastBytes;

  Squeeze(int last, int lastBytes) {
    this.last = last;
    this.lastBytes = lastBytes;
  }

  /** How many of the latest items remain, and of those that come. */
  int last() {
    return last;
  }

  /** How many bytes they may take. */
  int lastBytes() {
    return lastBytes;
  }

  /** Which of the items remain though they are not among the latest, in their order. */
  List<Item> chosen(List<Item> items) {
    List<Item> chosen = new ArrayList<>();
    if (this == ABRIDGED) {
      Map<Side, Integer> data = new EnumMap<>(Side.class);
      for (Item item : items) {
        Event event = item instanceof Item.Told told ? told.event() : null;
        boolean hello = event instanceof Event.Handshake message && message.type() <= 2;
        boolean first = carriesData(item) && data.merge(side(item), 1, Integer::sum) <= OF_EACH_SIDE;
        if (hello || first && item.weight() <= lastBytes) {
          chosen.add(item);
        }
      }
    }
    return chosen;
  }

  private static boolean carriesData(Item item) {
    return item instanceof Item.Sealed sealed
        ? sealed.record().contentType() == TlsState.APPLICATION_DATA
        : item instanceof Item.Told told && told.event() instanceof Event.Mqtt;
  }

  private static Side side(Item item) {
    return item instanceof Item.Sealed sealed ? sealed.record().from() : ((Item.Told) item).event().from();
  }
}
