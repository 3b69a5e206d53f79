package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import java.util.List;
import java.util.Optional;

/**
 * What the report shows of one connection, with the ids under which it can be linked to: the rungs of its ladder, its
 * handshake messages; and the way from a place in the capture to either.
 */
final class Shown {
  static final int HEADER = 4;
  private static final int MOST = 60;

  private final String prefix;
  private final List<Rung> rungs;
  private final List<Event.Handshake> messages;

  /**
   * @param prefix what the ids of this connection begin with
   */
  Shown(String prefix, Conversation conversation) {
    this.prefix = prefix;
    this.rungs = Ladder.of(conversation);
    this.messages = conversation.all(Event.Handshake.class).limit(MOST).toList();
  }

  /**
   * Bytes of a message.
   *
   * @param index of the message
   * @param from first byte, counted from the message's header
   * @param to behind the last; equal to {@code from} if it can't be told which bytes
   */
  record Range(int index, int from, int to) {}

  List<Rung> rungs() {
    return rungs;
  }

  List<Event.Handshake> messages() {
    return messages;
  }

  /** Where a message is shown; empty if it is one too many. */
  Optional<String> id(Event.Handshake message) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) == message) {
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
    for (int i = 0; i < messages.size(); i++) {
      Event.Handshake message = messages.get(i);
      Place whole = message.place();
      int from = place.offset() - whole.offset();
      if (place.frame() == whole.frame() && from >= 0 && from < whole.length()) {
        int bytes = Math.max(place.total(), place.length());
        return Optional.of(new Range(i, from, Math.min(from + bytes, HEADER + message.body().length)));
      }
    }
    for (int i = 0; i < messages.size(); i++) {
      Place whole = messages.get(i).place();
      if (place.frame() > whole.frame() && place.frame() <= whole.lastFrame()) {
        return Optional.of(new Range(i, 0, 0));
      }
    }
    return Optional.empty();
  }

  /** The id of a rung; null if it needs none, because another one of that frame has it or it has no frame. */
  String id(Rung rung) {
    return rung.frame() > 0 && firstOf(rung.frame()).filter(first -> first == rung).isPresent()
        ? prefix + "-frame-" + rung.frame()
        : null;
  }

  /** The id of the rung of a place's frame. */
  Optional<String> rungAt(Place place) {
    return firstOf(place.frame()).map(this::id);
  }

  private Optional<Rung> firstOf(long frame) {
    return rungs.stream().filter(each -> each.frame() > 0 && each.frame() == frame).findFirst();
  }
}
