package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.dissect.FieldReader.Part;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.names.Names;
import java.util.List;

/**
 * Takes messages apart. Any bytes have a tree: what can't be read ends it with a field that says how much was not
 * understood. Messages that are longer than {@value #LONGEST} bytes are taken apart up to there.
 */
public final class Dissector {
  /** Longer than any handshake message that a device or a broker sends, and still quickly done. */
  public static final int LONGEST = 1 << 18;

  private Dissector() {}

  /** A handshake message; offsets count from the first byte of its body (RFC 5246 §7.4). */
  public static Field handshake(Event.Handshake message, DissectContext context) {
    Part part = switch (message.type()) {
      case 0, 14 -> in -> {};
      case 1 -> in -> HelloFields.clientHello(in, message.time());
      case 2 -> in -> HelloFields.serverHello(in, message.time());
      case 4 -> in -> KeyExchangeFields.newSessionTicket(in, context);
      case 8 -> in -> HelloFields.extensions(in, new ExtensionFields(ExtensionFields.Bearer.ENCRYPTED_EXTENSIONS));
      case 11 -> in -> CertificateFields.certificate(in, message.time());
      case 12 -> in -> KeyExchangeFields.server(in, context);
      case 13 -> in -> CertificateFields.request(in, context);
      case 15 -> in -> CertificateFields.verify(in, context);
      case 16 -> in -> KeyExchangeFields.client(in, context);
      case 20 -> KeyExchangeFields::finished;
      case 22 -> CertificateFields::status;
      default -> in -> in.opaque("body", in.left(), "");
    };
    int shown = Math.min(message.body().length, LONGEST);
    List<Field> fields = FieldReader.read(message.body(), 0, shown, part);
    return new Field(Names.handshakeType(message.type()), 0, message.body().length, "", meaning(message), fields);
  }

  private static String meaning(Event.Handshake message) {
    int there = message.body().length;
    if (!message.complete()) {
      return FieldReader.bytes(there) + " of " + message.announced() + " are there";
    }
    if (there > LONGEST) {
      return "only the first " + LONGEST + " bytes of " + there + " are shown";
    }
    boolean client = message.from() == Side.CLIENT;
    return switch (message.type()) {
      case 0 -> "the server asks for a new handshake (RFC 5246 §7.4.1.1)";
      case 1 -> "what the client can do and whom it wants (RFC 5246 §7.4.1.2)";
      case 2 -> "what the server chose (RFC 5246 §7.4.1.3)";
      case 4 -> "a ticket with which the client can resume this session (RFC 5077 §3.3)";
      case 11 -> client ? "the client's own chain (RFC 5246 §7.4.6)" : "the server's chain (RFC 5246 §7.4.2)";
      case 12 -> "the server's half of the key exchange (RFC 5246 §7.4.3)";
      case 13 -> "the server wants to know the client by its certificate (RFC 5246 §7.4.4)";
      case 14 -> "the server has said what it had to say (RFC 5246 §7.4.5)";
      case 15 -> "shows that the client has the key of its certificate (RFC 5246 §7.4.8)";
      case 16 -> "the client's half of the key exchange (RFC 5246 §7.4.7)";
      case 20 -> "shows that both have seen the same handshake (RFC 5246 §7.4.9)";
      case 22 -> "what the certificate's issuer says of it (RFC 6066 §8)";
      default -> "";
    };
  }

  /** The header of a record (RFC 5246 §6.2.1); offsets count from its first byte. */
  public static Field record(Event.Record record) {
    return RecordFields.record(record);
  }

  /** An alert (RFC 5246 §7.2); offsets count from its first byte. */
  public static Field alert(Event.Alert alert) {
    return RecordFields.alert(alert);
  }

  /** A packet of MQTT 3.1.1; offsets count from its first byte. Passwords and what a will says are redacted. */
  public static Field mqtt(Event.Mqtt packet) {
    return MqttFields.packet(packet.bytes());
  }
}
