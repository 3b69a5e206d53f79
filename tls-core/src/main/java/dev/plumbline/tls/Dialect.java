package dev.plumbline.tls;

import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import java.util.Arrays;
import java.util.List;

/**
 * How a stack words its ClientHello, as data: what the RFCs leave to taste, so that ours can equal another's byte for
 * byte.
 *
 * <p>Lists that are empty here come from the configuration. What is listed here is offered as it stands, even what
 * this client does not have; a server that picks such a thing gets {@code OFFERED_NOT_IMPLEMENTED}.
 *
 * @param name whose dialect it is
 * @param recordVersion the version in the header of the ClientHello's record, which is not that of the connection
 * @param randomPrefix what the first four bytes of the random are
 * @param sessionId what session_id is when there is no session to resume
 * @param cipherSuites code points in order, signalling values (RFC 5746 §3.3) included
 * @param groups code points for supported_groups
 * @param schemes code points for signature_algorithms
 * @param pointFormats the bytes of ec_point_formats
 * @param extensions which extensions, in which order; what the configuration turns off is left out
 */
public record Dialect(
    String name,
    int recordVersion,
    RandomPrefix randomPrefix,
    SessionIdPolicy sessionId,
    List<Integer> cipherSuites,
    List<Integer> groups,
    List<Integer> schemes,
    Bytes pointFormats,
    List<Slot> extensions) {
  /** The signalling value that stands for an empty renegotiation_info (RFC 5746 §3.3). */
  public static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00FF;

  /** This client's own. */
  public static final Dialect PLUMBLINE =
      new Dialect(
          "plumbline",
          0x0303,
          RandomPrefix.RANDOM,
          SessionIdPolicy.EMPTY,
          List.of(),
          List.of(),
          List.of(),
          Bytes.fromHex("00"),
          slots(
              ExtensionType.SERVER_NAME,
              ExtensionType.EXTENDED_MASTER_SECRET,
              ExtensionType.RENEGOTIATION_INFO,
              ExtensionType.SUPPORTED_GROUPS,
              ExtensionType.EC_POINT_FORMATS,
              ExtensionType.SESSION_TICKET,
              ExtensionType.ALPN,
              ExtensionType.STATUS_REQUEST,
              ExtensionType.SIGNATURE_ALGORITHMS,
              ExtensionType.MAX_FRAGMENT_LENGTH,
              ExtensionType.RECORD_SIZE_LIMIT));

  /** What the first four bytes of ClientHello.random are: gmt_unix_time in RFC 5246 §7.4.1.2, anything in practice. */
  public enum RandomPrefix {
    RANDOM,
    UNIX_TIME,
    ZERO
  }

  /** What session_id is when no session is resumed. */
  public enum SessionIdPolicy {
    EMPTY,
    RANDOM_32
  }

  /** One place in the list of extensions. */
  public sealed interface Slot {
    /** An extension whose data comes from the configuration; left out when that turns it off. */
    record Known(ExtensionType type) implements Slot {}

    /** An extension with exactly these bytes. */
    record Raw(Extension extension) implements Slot {}
  }

  public Dialect {
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
    extensions = List.copyOf(extensions);
  }

  /** Known extensions in this order. */
  public static List<Slot> slots(ExtensionType... types) {
    return Arrays.stream(types).map(type -> (Slot) new Slot.Known(type)).toList();
  }
}
