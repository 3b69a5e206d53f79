package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What an event is called, and the little of it that a reader wants to see at once. Never what was confidential. */
final class Captions {
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int NEW_SESSION_TICKET = 4;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int CERTIFICATE_REQUEST = 13;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final int CONNACK = 2;
  private static final int LONGEST_LINE = 80;
  private static final List<String> MQTT =
      List.of(
          "packet of type 0", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE",
          "SUBACK", "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "packet of type 15");

  private final Conversation conversation;

  Captions(Conversation conversation) {
    this.conversation = conversation;
  }

  /** A handshake message in a few words, with its size and how it came. */
  String of(Event.Handshake message) {
    List<String> parts = new ArrayList<>();
    content(message).ifPresent(parts::add);
    parts.add(
        message.complete()
            ? Times.bytes(message.body().length)
            : "incomplete: " + message.body().length + " of " + Times.bytes(message.announced()));
    if (message.records() > 1) {
      parts.add("in " + message.records() + " records");
    }
    if (message.deciphered()) {
      parts.add("deciphered");
    }
    return String.join(", ", parts);
  }

  /** What it says; only for the first of its kind, because a view shows no other. */
  private Optional<String> content(Event.Handshake message) {
    Side from = message.from();
    if (conversation.handshake(from, message.type()).filter(first -> first == message).isEmpty()) {
      return Optional.empty();
    }
    return switch (message.type()) {
      case CLIENT_HELLO -> conversation.clientHello().map(Captions::clientHello);
      case SERVER_HELLO ->
          conversation.serverHello().map(view -> Names.version(view.version()) + ", " + Names.suite(view.suite()));
      case CERTIFICATE ->
          conversation.certificate(from).map(
              view -> view.certificates().isEmpty()
                  ? "empty"
                  : Times.count(view.certificates().size(), "certificate", "certificates"));
      case SERVER_KEY_EXCHANGE ->
          conversation.serverKeyExchange().filter(view -> view.group() >= 0).map(
              view -> Names.group(view.group()) + (view.scheme() < 0 ? "" : ", " + Names.scheme(view.scheme())));
      case CERTIFICATE_REQUEST ->
          conversation.certificateRequest().map(
              view -> Times.count(view.authorities().size(), "authority", "authorities"));
      case CERTIFICATE_VERIFY ->
          conversation.certificateVerify().filter(view -> view.scheme() >= 0).map(view -> Names.scheme(view.scheme()));
      case NEW_SESSION_TICKET -> Optional.of("its content is withheld");
      default -> Optional.empty();
    };
  }

  private static String clientHello(ClientHelloView view) {
    String version =
        view.versions().stream().max(Comparator.naturalOrder()).map(Names::version).orElse("no version");
    return version + ", " + Times.count(view.suites().size(), "suite", "suites")
        + view.serverName().map(name -> ", for " + name).orElse(", no server name");
  }

  static String of(Event.Alert alert) {
    if (!alert.readable()) {
      return "encrypted";
    }
    return (alert.fatal() ? "fatal " : "warning ") + Names.alert(alert.description());
  }

  static String title(Event.Mqtt packet) {
    return "MQTT " + MQTT.get(packet.type());
  }

  /** Its size, what is wrong with it, and for a CONNACK the answer. */
  static String of(Event.Mqtt packet) {
    List<String> parts = new ArrayList<>();
    if (packet.type() == CONNACK && packet.bytes().length == 4) {
      parts.add("return code " + packet.bytes()[3]);
    }
    parts.add(Times.bytes(packet.length()));
    packet.statement().ifPresent(parts::add);
    packet.problem().ifPresent(parts::add);
    return String.join(", ", parts);
  }

  /** How many bytes; of a server that speaks HTTP its status line as well. */
  static String of(Event.Plain plain) {
    String size = Times.bytes(plain.bytes().length + plain.more());
    String start = new String(plain.bytes(), StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    boolean status = plain.from() == Side.SERVER && start.startsWith("HTTP/");
    return status ? start.substring(0, Math.min(start.length(), LONGEST_LINE)) + ", " + size : size;
  }
}
