package dev.plumbline.diagnose.dissect;

import static dev.plumbline.diagnose.dissect.HelloFields.count;

import dev.plumbline.diagnose.dissect.FieldReader.Part;
import dev.plumbline.diagnose.dissect.FieldReader.Span;
import dev.plumbline.diagnose.dissect.FieldReader.Summary;
import dev.plumbline.diagnose.names.Names;
import java.util.List;
import java.util.function.IntFunction;

/** One extension (RFC 5246 §7.4.1.4): its type, its length, and what its data say. */
final class ExtensionFields {
  static final String GREASE = "means nothing on purpose: peers must ignore it (RFC 8701)";

  /** The message that bears it, on which its form depends. */
  enum Bearer {
    CLIENT_HELLO,
    SERVER_HELLO,
    HELLO_RETRY_REQUEST,
    ENCRYPTED_EXTENSIONS
  }

  private final Bearer bearer;
  private final boolean client;

  ExtensionFields(Bearer bearer) {
    this.bearer = bearer;
    this.client = bearer == Bearer.CLIENT_HELLO;
  }

  /** The next extension. */
  void read(FieldReader in) throws CutOff {
    if (in.left() < 4) {
      throw new CutOff("an extension");
    }
    byte[] bytes = in.source();
    int at = in.position();
    int type = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    int announced = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    int there = Math.min(announced, in.left() - 4);
    in.nested(name(type), 4 + there, extension -> {
      extension.number("extension_type", 2, Names::extension);
      extension.number(FieldReader.LENGTH, 2, length -> Integer.toString(length), length -> length > there
          ? FieldReader.bytes(length) + " are announced, " + there + " are there" : "");
      data(extension, type);
    }, children -> value(children), children -> meaning(type, children));
    if (there < announced) {
      throw new CutOff("the rest of " + name(type));
    }
  }

  private static String name(int type) {
    String name = Names.extension(type);
    return name.startsWith("unknown") || Names.grease(type) ? name : name.substring(0, name.lastIndexOf(" ("));
  }

  /** What the fields of the data come to: the values of the innermost list, if there is just one. */
  private static String value(List<Field> children) {
    List<Field> data = children.subList(Math.min(2, children.size()), children.size());
    return data.size() == 1 ? data.get(0).value() : "";
  }

  private void data(FieldReader in, int type) throws CutOff {
    Part part = switch (type) {
      case 0 -> this::serverName;
      case 1 -> one("max_fragment_length", 1, ExtensionFields::fragmentLength);
      case 5 -> this::statusRequest;
      case 10 -> list("named_group_list", 2, "named_group", 2, "group", Names::group);
      case 11 -> list("ec_point_format_list", 1, "ec_point_format", 1, "format", Names::pointFormat);
      case 13, 50 -> list("supported_signature_algorithms", 2, "signature_algorithm", 2, "algorithm", Names::scheme);
      case 15 -> one("heartbeat_mode", 1, mode -> mode == 1 ? "peer_allowed_to_send (1)"
          : mode == 2 ? "peer_not_allowed_to_send (2)" : "unknown (" + mode + ")");
      case 16 -> this::protocols;
      case 18 -> this::certificateTimestamps;
      case 19, 20 -> client
          ? list("certificate_types", 1, "certificate_type", 1, "type", Names::certificateType)
          : one("certificate_type", 1, Names::certificateType);
      case 27 -> list("algorithms", 1, "algorithm", 2, "algorithm", Names::certificateCompression);
      case 28 -> one("record_size_limit", 2, FieldReader::bytes);
      case 35 -> rest("ticket");
      case 41 -> this::preSharedKey;
      case 43 -> client
          ? list("versions", 1, "version", 2, "version", Names::version)
          : one("selected_version", 2, Names::version);
      case 44 -> cookie -> cookie.opaqueVector("cookie", 2, Span::hex, span -> "");
      case 45 -> list("ke_modes", 1, "ke_mode", 1, "mode", Names::pskMode);
      case 51 -> this::keyShare;
      case 0xff01 -> info -> info.opaqueVector("renegotiated_connection", 1, Span::hex,
          span -> span.length() == 0 ? "empty: this is a first handshake (RFC 5746 §3.4)" : "");
      default -> rest("extension_data");
    };
    part.read(in);
  }

  private static Part one(String name, int octets, IntFunction<String> value) {
    return in -> {
      if (in.left() > 0) {
        in.number(name, octets, value);
      }
    };
  }

  private static Part list(String name, int lengthOctets, String element, int octets, String noun,
      IntFunction<String> value) {
    return in -> in.vector(name, lengthOctets,
        list -> list.numbers(element, octets, value, code -> Names.grease(code) ? GREASE : ""),
        count(noun), Summary.NONE);
  }

  private static Part rest(String name) {
    return in -> {
      if (in.left() > 0 && name.equals("ticket")) {
        in.opaque(name, in.left(), Field.REDACTED, "lets its holder resume a session (RFC 5077 §3.2)");
      } else if (in.left() > 0) {
        in.opaque(name, in.left(), "");
      }
    };
  }

  /** RFC 6066 §3: a list from the client, nothing from the server. */
  private void serverName(FieldReader in) throws CutOff {
    if (in.left() == 0) {
      return;
    }
    in.vector("server_name_list", 2, list -> list.repeat(name -> name.struct("server_name", entry -> {
      int type = entry.number("name_type", 1, kind -> kind == 0 ? "host_name (0)" : "unknown (" + kind + ")");
      entry.opaqueVector(type == 0 ? "host_name" : "name", 2, Span::text, span -> "");
    }, last(), Summary.NONE)), HelloFields::values, Summary.NONE);
  }

  private static String fragmentLength(int code) {
    return code >= 1 && code <= 4 ? (256 << code) + " bytes (" + code + ")" : "unknown (" + code + ")";
  }

  /** RFC 6066 §8. */
  private void statusRequest(FieldReader in) throws CutOff {
    if (in.left() == 0) {
      return;
    }
    in.number("status_type", 1, Names::statusType);
    in.opaqueVector("responder_id_list", 2, Span::hex, span -> "");
    in.opaqueVector("request_extensions", 2, Span::hex, span -> "");
  }

  /** RFC 7301 §3.1. */
  private void protocols(FieldReader in) throws CutOff {
    in.vector("protocol_name_list", 2,
        list -> list.repeat(name -> name.opaqueVector("protocol_name", 1, Span::text, span -> "")),
        HelloFields::values, Summary.NONE);
  }

  /** RFC 6962 §3.3. */
  private void certificateTimestamps(FieldReader in) throws CutOff {
    if (in.left() > 0) {
      in.vector("sct_list", 2,
          list -> list.repeat(sct -> sct.opaqueVector("serialized_sct", 2, Span::hex, span -> "")),
          count("timestamp"), Summary.NONE);
    }
  }

  /** RFC 8446 §4.2.11: identities are tickets, which are nobody's business. */
  private void preSharedKey(FieldReader in) throws CutOff {
    if (!client) {
      in.number("selected_identity", 2);
      return;
    }
    in.vector("identities", 2, list -> list.repeat(entry -> entry.struct("PskIdentity", identity -> {
      identity.opaqueVector("identity", 2, span -> Field.REDACTED, span -> "");
      identity.opaque("obfuscated_ticket_age", 4, "");
    }, Summary.NONE, Summary.NONE)), fields -> fields.size() == 1 ? "1 identity" : fields.size() + " identities",
        Summary.NONE);
    in.vector("binders", 2,
        list -> list.repeat(binder -> binder.opaqueVector("binder", 1, Span::hex, span -> "")),
        count("binder"), Summary.NONE);
  }

  /** RFC 8446 §4.2.8. */
  private void keyShare(FieldReader in) throws CutOff {
    switch (bearer) {
      case CLIENT_HELLO -> in.vector("client_shares", 2,
          list -> list.repeat(entry -> entry.struct("KeyShareEntry", ExtensionFields::keyShareEntry, first(),
              Summary.NONE)),
          HelloFields::values, Summary.NONE);
      case HELLO_RETRY_REQUEST -> in.number("selected_group", 2, Names::group);
      default -> in.struct("server_share", ExtensionFields::keyShareEntry, first(), Summary.NONE);
    }
  }

  private static void keyShareEntry(FieldReader in) throws CutOff {
    in.number("group", 2, Names::group, code -> Names.grease(code) ? GREASE : "");
    in.opaqueVector("key_exchange", 2, Span::hex, span -> FieldReader.bytes(span.length()));
  }

  private static Summary first() {
    return fields -> fields.isEmpty() ? "" : fields.get(0).value();
  }

  private static Summary last() {
    return fields -> fields.isEmpty() ? "" : fields.get(fields.size() - 1).value();
  }

  private String meaning(int type, List<Field> children) {
    return Names.grease(type) ? GREASE : ExtensionWords.of(type, client, children.size() <= 2);
  }
}
