package dev.plumbline.diagnose.conversation;

import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes events of what was kept of a connection: opens what the keys open, and follows the handshake to know which they
 * are, renegotiations inside the cipher included.
 */
final class Composer {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int CLIENT_KEY_EXCHANGE = 16;
  private static final byte[] NONE = new byte[0];

  private final KeyLog log;
  private final HiddenFlights hidden;
  private final List<Event> events = new ArrayList<>();
  private final Map<Side, Epoch> epochs = new EnumMap<>(Side.class);
  private final Map<Side, Long> expected = new EnumMap<>(Side.class);
  private final Map<Side, HandshakeReader> handshakes = new EnumMap<>(Side.class);
  private final OpenedData opened = new OpenedData(events::add);

  private byte[] clientRandom;
  private ServerHelloView server;
  private byte[] encryptedPremaster = NONE;
  private Epoch agreed;
  private Conversation.Keys keys = Conversation.Keys.NOT_NEEDED;

  Composer(KeyLog log, List<Item> items) {
    this.log = log;
    this.hidden = new HiddenFlights(items);
    for (Side side : Side.values()) {
      handshakes.put(side, new HandshakeReader(side, RecordContents.HANDSHAKE_ROOM, true, this::message));
    }
    items.forEach(this::compose);
    handshakes.values().forEach(HandshakeReader::flush);
    opened.end();
  }

  List<Event> events() {
    return events;
  }

  /** How many of the client's records of application data were the handshake's. */
  int hiddenApplicationRecords() {
    return hidden.ofClient();
  }

  Conversation.Keys keys() {
    return keys;
  }

  private void compose(Item item) {
    if (item instanceof Item.Sealed sealed) {
      sealed(sealed);
    } else if (item instanceof Item.Unread unread) {
      events.add(unread.event());
    } else if (item instanceof Item.Told told) {
      message(told.event());
      if (told.event() instanceof Event.ChangeCipherSpec change) {
        change(change.from());
      }
    }
  }

  private void message(Event event) {
    events.add(event);
    if (event instanceof Event.Handshake message && message.complete()) {
      learn(message);
    }
  }

  private void learn(Event.Handshake message) {
    boolean client = message.from() == Side.CLIENT;
    if (client && message.type() == CLIENT_HELLO) {
      ClientHelloView.read(message).ifPresent(hello -> clientRandom = hello.random());
      encryptedPremaster = NONE;
    } else if (!client && message.type() == SERVER_HELLO) {
      server = ServerHelloView.read(message).orElse(null);
      agreed = null;
    } else if (client && message.type() == CLIENT_KEY_EXCHANGE) {
      encryptedPremaster = new Cursor(message.body()).opaque16();
    }
  }

  /** From here on that side's records are under the keys that were agreed last. */
  private void change(Side side) {
    expected.put(side, 0L);
    if (hidden.tls13()) {
      return;
    }
    if (agreed == null && server != null && clientRandom != null) {
      agreed = new Epoch(server, clientRandom, encryptedPremaster, log);
    }
    epochs.put(side, agreed);
  }

  private void sealed(Item.Sealed sealed) {
    Side side = sealed.record().from();
    Epoch epoch = epochs.get(side);
    boolean gap = sealed.number() != expected.getOrDefault(side, 0L) || !sealed.counted();
    expected.put(side, sealed.number() + 1);
    if (gap) {
      handshakes.get(side).flush();
      opened.gap(side);
    }
    Optional<byte[]> content = epoch == null ? Optional.empty() : epoch.open(sealed);
    if (keys != Conversation.Keys.FIT) {
      keys = hidden.tls13() ? Conversation.Keys.UNSUPPORTED : verdict(epoch);
    }
    if (content.isPresent()) {
      events.add(withPlaintext(sealed.record(), content.get().length));
      content(sealed.record(), content.get());
    } else {
      events.add(sealed.record());
      unopened(sealed);
    }
  }

  private static Conversation.Keys verdict(Epoch epoch) {
    return epoch == null ? Conversation.Keys.MISSING : epoch.verdict();
  }

  private static Event.Record withPlaintext(Event.Record record, int length) {
    return new Event.Record(
        record.from(),
        record.time(),
        record.place(),
        record.contentType(),
        record.version(),
        record.length(),
        record.complete(),
        true,
        length);
  }

  private void content(Event.Record record, byte[] content) {
    Whence whence = (span, from, to) -> span.add(record.place(), record.time());
    switch (record.contentType()) {
      case TlsState.HANDSHAKE -> handshakes.get(record.from()).record(content, 0, content.length, whence);
      case TlsState.CHANGE_CIPHER_SPEC -> {
        events.add(new Event.ChangeCipherSpec(record.from(), record.time(), record.place()));
        change(record.from());
      }
      case TlsState.ALERT -> {
        if (content.length >= 2) {
          events.add(alert(record, content[0] & 0xFF, content[1] & 0xFF));
        }
      }
      case TlsState.APPLICATION_DATA -> opened.data(record, content, whence);
      default -> { }
    }
  }

  private void unopened(Item.Sealed sealed) {
    Event.Record record = sealed.record();
    switch (record.contentType()) {
      case TlsState.HANDSHAKE -> events.add(hidden(record));
      case TlsState.CHANGE_CIPHER_SPEC -> {
        events.add(new Event.ChangeCipherSpec(record.from(), record.time(), record.place()));
        epochs.remove(record.from());
        expected.put(record.from(), 0L);
      }
      case TlsState.ALERT -> events.add(alert(record, -1, -1));
      case TlsState.APPLICATION_DATA -> {
        if (hidden.alert(sealed)) {
          events.add(alert(record, -1, -1));
        } else if (hidden.handshake(sealed)) {
          events.add(hidden(record));
        } else {
          opened.gap(record.from());
          events.add(
              new Event.ApplicationData(
                  record.from(), record.time(), record.place(), record.length(), Optional.empty()));
        }
      }
      default -> { }
    }
  }

  private static Event hidden(Event.Record record) {
    return new Event.HiddenHandshake(record.from(), record.time(), record.place(), record.length());
  }

  private static Event alert(Event.Record record, int level, int description) {
    return new Event.Alert(record.from(), record.time(), record.place(), level, description);
  }
}
