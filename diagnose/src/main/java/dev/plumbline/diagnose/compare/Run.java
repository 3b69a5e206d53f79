package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.conversation.Place;
import dev.plumbline.diagnose.dissect.DissectContext;
import dev.plumbline.diagnose.dissect.Dissector;
import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.flow.FlowQuality;
import dev.plumbline.diagnose.flow.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One handshake, as far as it is known. Immutable.
 *
 * @param name what the user calls it
 * @param server who was connected to; empty if nobody was
 * @param messages in their order, those of the handshake and the alerts; the first {@value #MOST} of them
 * @param incomplete whether bytes of it are known to be missing in the capture
 * @param longestRecord length of the longest fragment that the server sent in clear; 0 if that is not known
 * @param ending empty if only a ClientHello is known, as that of a profile
 */
public record Run(
    String name,
    String server,
    List<RunMessage> messages,
    boolean incomplete,
    int longestRecord,
    Optional<Ending> ending) {
  /** More than any handshake that comes to an end. */
  static final int MOST = 64;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  public Run {
    messages = List.copyOf(messages);
  }

  /** What a capture or a tap shows of a connection. */
  public static Run of(String name, Conversation conversation) {
    DissectContext context = DissectContext.of(conversation);
    List<RunMessage> messages = new ArrayList<>();
    Set<Side> encrypted = EnumSet.noneOf(Side.class);
    Set<Side> finished = EnumSet.noneOf(Side.class);
    for (Event event : conversation.events()) {
      Optional<RunMessage> message = message(event, context, encrypted, finished);
      if (messages.size() < MOST) {
        message.ifPresent(messages::add);
      }
    }
    String server = conversation.serverEnd().toString();
    Ending ending = Ending.of(conversation, finished.size() == 2);
    FlowQuality quality = conversation.quality();
    boolean incomplete = quality.oneSided() || quality.missingBytes() > 0 || quality.cutPackets() > 0;
    return new Run(name, server, messages, incomplete, longestRecord(conversation), Optional.of(ending));
  }

  /**
   * A ClientHello alone.
   *
   * @param body what follows the header of the handshake message
   * @param made when it was made
   */
  public static Run clientHello(String name, byte[] body, Instant made) {
    Event.Handshake hello =
        new Event.Handshake(Side.CLIENT, made, Place.NONE, CLIENT_HELLO, body, body.length, 0, false);
    return new Run(name, "", List.of(handshake(hello, DissectContext.NONE)), false, 0, Optional.empty());
  }

  private static int longestRecord(Conversation conversation) {
    return conversation.all(Event.Record.class, Side.SERVER)
        .filter(record -> record.contentType() == HANDSHAKE && !record.encrypted())
        .mapToInt(Event.Record::length).max().orElse(0);
  }

  private static Optional<RunMessage> message(
      Event event, DissectContext context, Set<Side> encrypted, Set<Side> finished) {
    if (event instanceof Event.Handshake handshake) {
      if (handshake.type() == 20) {
        finished.add(event.from());
      }
      return Optional.of(handshake(handshake, context));
    }
    if (event instanceof Event.ChangeCipherSpec) {
      encrypted.add(event.from());
      return Optional.of(bare(event, "ChangeCipherSpec", ""));
    }
    if (event instanceof Event.HiddenHandshake && encrypted.contains(event.from())) {
      return finished.add(event.from()) ? Optional.of(bare(event, "Finished", "encrypted")) : Optional.empty();
    }
    if (event instanceof Event.Alert alert && alert.readable() && !alert.closeNotify()) {
      byte[] body = {(byte) alert.level(), (byte) alert.description()};
      return Optional.of(
          new RunMessage(event.from(), "Alert", body, Dissector.alert(alert), 0, event.place()));
    }
    return Optional.empty();
  }

  static RunMessage handshake(Event.Handshake message, DissectContext context) {
    Field tree = Dissector.handshake(message, context);
    return new RunMessage(
        message.from(), tree.name(), message.body(), tree, message.records(), message.place());
  }

  private static RunMessage bare(Event event, String name, String value) {
    Field tree = new Field(name, 0, 0, value, "", List.of());
    return new RunMessage(event.from(), name, new byte[0], tree, 0, event.place());
  }

  /** Whether nothing but a ClientHello is known. */
  public boolean helloOnly() {
    return ending.isEmpty();
  }

  /** The host that the client asks for (RFC 6066 §3). */
  public Optional<String> serverName() {
    return first(Side.CLIENT, "ClientHello").flatMap(hello -> hello.field("extensions/server_name")).map(Field::value)
        .filter(value -> !value.isEmpty());
  }

  /** The first message of that name from that side. */
  public Optional<RunMessage> first(Side from, String wanted) {
    return messages.stream().filter(message -> message.is(from, wanted)).findFirst();
  }
}
