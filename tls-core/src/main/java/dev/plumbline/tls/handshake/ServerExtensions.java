package dev.plumbline.tls.handshake;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.wire.Extension;
import dev.plumbline.tls.wire.ExtensionType;
import dev.plumbline.tls.wire.Extensions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The extensions of a ServerHello, each held against the offer as it is read (RFC 5246 §7.4.1.4). Must not know
 * suites or sessions.
 */
final class ServerExtensions {
  /** The smallest limit that makes sense (RFC 8449 §4). */
  private static final int MIN_RECORD_SIZE_LIMIT = 64;

  private final Offer offer;

  private boolean extendedMasterSecret;
  private boolean secureRenegotiation;
  private boolean sessionTicket;
  private boolean statusRequest;
  private Optional<String> alpn = Optional.empty();
  private int maxFragmentLength;
  private int recordSizeLimit;

  private ServerExtensions(Offer offer) {
    this.offer = offer;
  }

  static ServerExtensions read(List<Extension> extensions, Offer offer) throws TlsAlert {
    ServerExtensions answer = new ServerExtensions(offer);
    for (Extension extension : extensions) {
      if (!offer.has(extension.type())) {
        throw Fault.EXTENSION_NOT_OFFERED.with(ExtensionType.nameOf(extension.type()));
      }
      Optional<ExtensionType> type = ExtensionType.of(extension.type());
      if (type.isPresent()) {
        answer.read(type.get(), extension);
      }
    }
    if (answer.maxFragmentLength != 0 && answer.recordSizeLimit != 0) {
      throw Fault.RECORD_LIMITS_BOTH.with();
    }
    return answer;
  }

  boolean extendedMasterSecret() {
    return extendedMasterSecret;
  }

  boolean secureRenegotiation() {
    return secureRenegotiation;
  }

  boolean sessionTicket() {
    return sessionTicket;
  }

  boolean statusRequest() {
    return statusRequest;
  }

  Optional<String> alpn() {
    return alpn;
  }

  /** Bytes, or 0 if it was not agreed. */
  int maxFragmentLength() {
    return maxFragmentLength;
  }

  /** Bytes, or 0 if it was not agreed. */
  int recordSizeLimit() {
    return recordSizeLimit;
  }

  private void read(ExtensionType type, Extension extension) throws TlsAlert {
    switch (type) {
      case SERVER_NAME -> Extensions.readEmpty(extension);
      case EXTENDED_MASTER_SECRET -> {
        Extensions.readEmpty(extension);
        extendedMasterSecret = true;
      }
      case SESSION_TICKET -> {
        Extensions.readEmpty(extension);
        sessionTicket = true;
      }
      case STATUS_REQUEST -> {
        Extensions.readEmpty(extension);
        statusRequest = true;
      }
      case RENEGOTIATION_INFO -> readRenegotiationInfo(extension);
      case MAX_FRAGMENT_LENGTH -> readMaxFragmentLength(extension);
      case RECORD_SIZE_LIMIT -> readRecordSizeLimit(extension);
      case ALPN -> readAlpn(extension);
      case EC_POINT_FORMATS -> readPointFormats(extension);
      case SIGNATURE_ALGORITHMS -> throw Fault.EXTENSION_NOT_FOR_SERVERS.with(type.ianaName());
      // Some servers send theirs; no text forbids it, and the choice is in ServerKeyExchange.
      case SUPPORTED_GROUPS -> Extensions.readSupportedGroups(extension);
    }
  }

  /** RFC 5746 §3.4: empty in a first handshake. */
  private void readRenegotiationInfo(Extension extension) throws TlsAlert {
    if (!Extensions.readRenegotiationInfo(extension).isEmpty()) {
      throw Fault.RENEGOTIATION_INFO_WRONG.with();
    }
    secureRenegotiation = true;
  }

  /** RFC 6066 §4: the same value, or the extension is left out. */
  private void readMaxFragmentLength(Extension extension) throws TlsAlert {
    int code = Extensions.readMaxFragmentLengthCode(extension);
    int asked = offer.maxFragmentLength();
    if (asked == 0 || code != Extensions.maxFragmentLengthCode(asked)) {
      throw Fault.MAX_FRAGMENT_LENGTH_WRONG.with(code, asked);
    }
    maxFragmentLength = asked;
  }

  /** RFC 8449 §4; more than TLS 1.2 allows is no error, and no more is sent. */
  private void readRecordSizeLimit(Extension extension) throws TlsAlert {
    int limit = Extensions.readRecordSizeLimit(extension);
    if (limit < MIN_RECORD_SIZE_LIMIT) {
      throw Fault.RECORD_SIZE_LIMIT_WRONG.with(limit);
    }
    recordSizeLimit = limit;
  }

  /** RFC 7301 §3.1: exactly one, and one of ours. */
  private void readAlpn(Extension extension) throws TlsAlert {
    List<String> chosen = Extensions.readAlpn(extension);
    if (chosen.size() != 1) {
      throw Fault.ALPN_NOT_ONE.with();
    }
    if (!offer.protocols().contains(chosen.get(0))) {
      throw Fault.ALPN_NOT_OFFERED.with(printable(chosen.get(0)));
    }
    alpn = Optional.of(chosen.get(0));
  }

  /** What a server sends may end up on a terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> c > ' ' && c <= '~' ? Character.toString(c) : String.format(Locale.ROOT, "\\x%02x", c))
        .collect(Collectors.joining());
  }

  private static void readPointFormats(Extension extension) throws TlsAlert {
    Bytes formats = Extensions.readEcPointFormats(extension);
    for (int i = 0; i < formats.length(); i++) {
      if (formats.at(i) == Extensions.UNCOMPRESSED) {
        return;
      }
    }
    throw Fault.POINT_FORMATS_WITHOUT_UNCOMPRESSED.with();
  }
}
