package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import java.util.List;
import java.util.Optional;

/**
 * The handshake messages of one connection, numbered as the report shows them, and the way from a place in the capture
 * to the bytes of one of them.
 */
final class Messages {
  static final int HEADER = 4;
  private static final int MOST = 60;

  private final String prefix;
  private final List<Event.Handshake> all;

  /**
   * @param prefix what the ids of this connection begin with
   */
  Messages(String prefix, Conversation conversation) {
    this.prefix = prefix;
    this.all = conversation.all(Event.Handshake.class).limit(MOST).toList();
  }

  /**
   * Bytes of a message.
   *
   * @param index of the message
   * @param from first byte, counted from the message's header
   * @param to behind the last; equal to {@code from} if it can't be told which bytes
   */
  record Range(int index, int from, int to) {}

  List<Event.Handshake> all() {
    return all;
  }

  /** Where a message is shown; empty if it is one too many. */
  Optional<String> id(Event.Handshake message) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == message) {
        return Optional.of(id(i));
      }
    }
    return Optional.empty();
  }

  String id(int index) {
    return prefix + "-message-" + index;
  }

  /** The message that a place is in. Which bytes it is can only be told in the message's first frame. */
  Optional<Range> at(Place place) {
    if (place.frame() <= 0) {
      return Optional.empty();
    }
    for (int i = 0; i < all.size(); i++) {
      Event.Handshake message = all.get(i);
      Place whole = message.place();
      int from = place.offset() - whole.offset();
      if (place.frame() == whole.frame() && from >= 0 && from < whole.length()) {
        int bytes = Math.max(place.total(), place.length());
        return Optional.of(new Range(i, from, Math.min(from + bytes, HEADER + message.body().length)));
      }
    }
    for (int i = 0; i < all.size(); i++) {
      Place whole = all.get(i).place();
      if (place.frame() > whole.frame() && place.frame() <= whole.lastFrame()) {
        return Optional.of(new Range(i, 0, 0));
      }
    }
    return Optional.empty();
  }
}
