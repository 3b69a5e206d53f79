package dev.plumbline.cli.explain;

import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Locale;

/** What to do next about a fault or an alert, in half a sentence. */
final class Advice {
  private static final String SEE_STEPS = "'plumbline handshake' shows each step";

  private Advice() {}

  static String on(TlsAlert alert) {
    if (alert.getCause() instanceof PeerRejected rejected && rejected.status().isPresent()) {
      return onDevice(rejected.status().get());
    }
    if (alert.getCause() instanceof EngineException failed && failed.kind() == EngineException.Kind.BAD_BUFFER) {
      return "where the device keeps its operands is the cause: try --anchors-in ram and --key-in ram, or let the"
          + " engine copy them first (sce7:swap=copy, sce9:operands=bounce)";
    }
    return alert.fault().map(Advice::onFault)
        .orElseGet(() -> alert.description().map(Advice::onAlert).orElse(SEE_STEPS));
  }

  /** A simulated device's engine refused it; a correct engine may not. */
  private static String onDevice(DeviceStatus status) {
    return String.format(
        Locale.ROOT,
        "the device's engine ended %s with %s (0x%X): if --engine software accepts the same server, then where the"
            + " device keeps its operands (--anchors-in, --key-in) or the engine's word order (endian=little) is the"
            + " cause",
        status.stage(),
        status.name(),
        status.code());
  }

  private static String onFault(Fault fault) {
    return switch (fault) {
      case NOT_TLS -> "check the port: TLS is usually on 8883 for MQTT and on 443 for HTTP";
      case RECORD_VERSION, VERSION_NOT_OFFERED -> "the server must allow TLS 1.2";
      case DOWNGRADE -> "the server or something before it holds the connection below its best version";
      case CERTIFICATE_ISSUER_UNKNOWN ->
          "give the server's root with --cafile, and let the server send its intermediates";
      case CERTIFICATE_NAME -> "connect by a name that the certificate has, or give one with --servername";
      case CERTIFICATE_PAST_VALIDITY, CERTIFICATE_NOT_YET_VALID ->
          "renew the server's certificate, or set the clock: this machine's, or the one that --profile gives the"
              + " device";
      case CERTIFICATE_SIGNATURE, CERTIFICATE_MALFORMED, CERTIFICATE_USAGE, CERTIFICATE_CONSTRAINT,
          CERTIFICATE_CRITICAL_EXTENSION, CERTIFICATE_ALGORITHM -> "the certificate must be issued anew";
      case CERTIFICATE_STATUS_REVOKED -> "the server needs a new certificate";
      case CLOSED_WITHOUT_NOTIFY -> "its log may say why: right after ClientHello it may miss a suite, a version or a"
          + " server name, or the port is another service's; later it may miss a client certificate (--cert)";
      case OFFERED_NOT_IMPLEMENTED -> "nothing is wrong with the server: to see more, let it choose what this client"
          + " has as well, such as TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, or look with another --profile or none";
      case EXTENDED_MASTER_SECRET_MISSING -> "--no-ems does without it";
      case DEVICE_LIMIT_EXCEEDED -> "give the device that much, or let the server send less: fewer or smaller"
          + " certificates, or records of a size that suits";
      case ENGINE_FAILED, ENGINE_REJECTED -> "another --engine may be able to";
      default -> SEE_STEPS + ", and the server is at fault unless something changes bytes on the way";
    };
  }

  private static String onAlert(AlertDescription alert) {
    return switch (alert) {
      case HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY ->
          "it accepts none of the suites, groups and signatures offered, or wants a client certificate (--cert)";
      case PROTOCOL_VERSION -> "the server must allow TLS 1.2";
      case UNKNOWN_CA, BAD_CERTIFICATE, UNSUPPORTED_CERTIFICATE, CERTIFICATE_UNKNOWN, CERTIFICATE_EXPIRED,
          CERTIFICATE_REVOKED, ACCESS_DENIED -> "it does not accept the certificate given with --cert, or wants one";
      case CERTIFICATE_REQUIRED, NO_CERTIFICATE_RESERVED -> "give a client certificate with --cert and --key";
      case UNRECOGNIZED_NAME -> "it does not serve this name; give another one with --servername";
      case NO_APPLICATION_PROTOCOL -> "offer another protocol with --alpn";
      case DECRYPT_ERROR -> "it could not verify a signature or Finished of ours; check that --key goes with --cert";
      case RECORD_OVERFLOW -> "it has small buffers; --mfl asks for shorter records";
      case INTERNAL_ERROR -> "its log may say what failed inside it";
      default -> SEE_STEPS + ", and the server's log may say more";
    };
  }
}
