package dev.plumbline.diagnose.conversation;

/** Estimates what events take in memory, in bytes. */
final class Weight {
  /** An event with its place and time, and its share of the list that it is in. */
  static final int EVENT = 160;

  private Weight() {}

  static int of(Event event) {
    if (event instanceof Event.Handshake message) {
      return EVENT + message.body().length;
    }
    if (event instanceof Event.Plain plain) {
      return EVENT + plain.bytes().length;
    }
    if (event instanceof Event.ApplicationData data) {
      return EVENT + data.plaintext().map(text -> text.length).orElse(0);
    }
    if (event instanceof Event.Mqtt mqtt) {
      // The packet holds once more what the bytes say.
      return EVENT + 2 * mqtt.bytes().length;
    }
    return EVENT;
  }
}
