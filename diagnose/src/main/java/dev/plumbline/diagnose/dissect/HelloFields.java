package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.dissect.FieldReader.Span;
import dev.plumbline.diagnose.dissect.FieldReader.Summary;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.diagnose.names.SuiteInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** ClientHello and ServerHello of any version (RFC 5246 §7.4.1, RFC 8446 §4.1). */
final class HelloFields {
  private static final int RANDOM_LENGTH = 32;
  private static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;
  private static final int FALLBACK_SCSV = 0x5600;
  /** The random of a HelloRetryRequest (RFC 8446 §4.1.3). */
  private static final byte[] HELLO_RETRY_REQUEST =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
  private static final byte[] DOWNGRADE = HexFormat.of().parseHex("444f574e475244");

  private HelloFields() {}

  static void clientHello(FieldReader in, Instant time) throws CutOff {
    in.number("client_version", 2, Names::version, HelloFields::clientVersion);
    random(in, "client", time);
    in.opaqueVector("session_id", 1, Span::hex, HelloFields::clientSession);
    in.vector("cipher_suites", 2, suites -> suites.numbers("cipher_suite", 2, Names::suite, HelloFields::suite),
        count("suite"), suites -> "offers " + count("suite").apply(suites) + ", in the order of preference");
    in.vector("compression_methods", 1, methods -> methods.numbers("compression_method", 1, Names::compression,
        HelloFields::compression), count("method"), Summary.NONE);
    extensions(in, new ExtensionFields(ExtensionFields.Bearer.CLIENT_HELLO));
  }

  static void serverHello(FieldReader in, Instant time) throws CutOff {
    in.number("server_version", 2, Names::version, HelloFields::serverVersion);
    boolean retry = in.left() >= RANDOM_LENGTH && Arrays.equals(in.source(), in.position(),
        in.position() + RANDOM_LENGTH, HELLO_RETRY_REQUEST, 0, RANDOM_LENGTH);
    if (retry) {
      in.opaque("random", RANDOM_LENGTH, "this is a HelloRetryRequest (RFC 8446 §4.1.3): the server wants another"
          + " ClientHello");
    } else {
      random(in, "server", time);
    }
    in.opaqueVector("session_id", 1, Span::hex,
        id -> id.length() == 0 ? "the session is not kept under an id (RFC 5246 §7.4.1.3)" : "");
    in.number("cipher_suite", 2, Names::suite, code -> "what the server chose: " + suite(code));
    in.number("compression_method", 1, Names::compression, HelloFields::compression);
    extensions(in, new ExtensionFields(
        retry ? ExtensionFields.Bearer.HELLO_RETRY_REQUEST : ExtensionFields.Bearer.SERVER_HELLO));
  }

  /** The block of extensions, which may be missing altogether (RFC 5246 §7.4.1.4). */
  static void extensions(FieldReader in, ExtensionFields each) throws CutOff {
    if (in.left() > 0) {
      in.vector("extensions", 2, list -> list.repeat(each::read), count("extension"), Summary.NONE);
    }
  }

  private static void random(FieldReader in, String who, Instant time) throws CutOff {
    in.nested("random", RANDOM_LENGTH, random -> {
      random.number("gmt_unix_time", 4, Clock::value, seconds -> Clock.meaning(who, seconds, time));
      random.opaque("random_bytes", RANDOM_LENGTH - 4, downgrade(random));
    }, fields -> "", Summary.NONE);
  }

  /** RFC 8446 §4.1.3: a server that could do better says so at the end of its random. */
  private static String downgrade(FieldReader in) {
    int end = in.position() + in.left();
    boolean marked = Arrays.equals(in.source(), end - 8, end - 1, DOWNGRADE, 0, DOWNGRADE.length);
    return marked ? "ends with the mark of a server that could speak a later version (RFC 8446 §4.1.3)" : "";
  }

  private static String clientVersion(int version) {
    return switch (version) {
      case 0x0303 -> "the highest version that the client speaks, unless supported_versions says otherwise";
      case 0x0300, 0x0301, 0x0302 -> "the highest version that the client speaks; RFC 8996 forbids it";
      default -> "the highest version that the client speaks";
    };
  }

  private static String serverVersion(int version) {
    return version < 0x0303
        ? "the version that the server chose; RFC 8996 forbids it"
        : "the version that the server chose, unless supported_versions says otherwise";
  }

  private static String clientSession(Span id) {
    return id.length() == 0
        ? "no session is offered for resumption by id"
        : "a session that the client would resume, or random for the middleboxes (RFC 8446 §4.1.2)";
  }

  private static String compression(int method) {
    return method == 0 ? "no compression" : "compression, which nobody should use (RFC 7525 §3.3)";
  }

  /** What a suite is, in a few words. */
  static String suite(int code) {
    if (Names.grease(code)) {
      return ExtensionFields.GREASE;
    }
    return switch (code) {
      case EMPTY_RENEGOTIATION_INFO_SCSV -> "no suite: says what an empty renegotiation_info says (RFC 5746 §3.3)";
      case FALLBACK_SCSV -> "no suite: an attempt with a higher version failed before (RFC 7507 §3)";
      default -> Names.suiteInfo(code).map(HelloFields::describe).orElse("");
    };
  }

  private static String describe(SuiteInfo info) {
    String protection = info.cipher() + " with " + info.hash();
    if (info.tls13()) {
      return "TLS 1.3: " + protection;
    }
    return info.keyExchange().equals(info.authentication())
        ? info.keyExchange() + "; " + protection
        : info.keyExchange() + " authenticated by " + info.authentication() + "; " + protection;
  }

  static Summary count(String what) {
    return fields -> {
      long count = fields.stream().filter(field -> !field.notUnderstood()).count();
      return count + " " + what + (count == 1 ? "" : "s");
    };
  }

  /** The values of the fields, one after the other, as far as they were understood. */
  static String values(List<Field> fields) {
    return String.join(", ", fields.stream().filter(field -> !field.notUnderstood())
        .map(Field::value).filter(value -> !value.isEmpty()).toList());
  }
}
