package dev.plumbline.diagnose.dissect;

/** What an extension says, in a sentence. */
final class ExtensionWords {
  private ExtensionWords() {}

  /** @param empty whether it has no data */
  static String of(int type, boolean client, boolean empty) {
    return client ? asked(type, empty) : answered(type);
  }

  private static String asked(int type, boolean empty) {
    return switch (type) {
      case 0 -> "the host that the client asks for; the server chooses its certificate by it (RFC 6066 §3)";
      case 1 -> "asks for records that are no longer, their header not counted (RFC 6066 §4)";
      case 5 -> "asks for an OCSP response in the handshake (RFC 6066 §8)";
      case 10 -> "the groups that the client can do, in the order of preference (RFC 8422 §5.1.1); up to TLS 1.2 they"
          + " are also the curves of the certificates that it can verify";
      case 11 -> "how points may be encoded; uncompressed must be among them (RFC 8422 §5.1.2)";
      case 13 -> "the signatures that the client can verify, in the order of preference (RFC 5246 §7.4.1.4.1)";
      case 15 -> "whether the peer may send heartbeats (RFC 6520 §2)";
      case 16 -> "the application protocols that the client speaks, in the order of preference (RFC 7301 §3.1)";
      case 18 -> "asks for certificate timestamps (RFC 6962 §3.3.1)";
      case 21 -> "padding: zeros that make the hello longer (RFC 7685)";
      case 22 -> "asks for encrypt-then-MAC with CBC suites (RFC 7366 §2)";
      case 23 -> "asks that the master secret be bound to the handshake (RFC 7627 §5.1)";
      case 28 -> "wants no more plaintext in a record (RFC 8449 §4)";
      case 35 -> empty
          ? "can hold a session ticket, and has none for this server (RFC 5077 §3.2)"
          : "offers to resume the session of this ticket (RFC 5077 §3.2)";
      case 41 -> "offers to resume a session, or a key that both have already (RFC 8446 §4.2.11)";
      case 42 -> "application data follows before the server has answered (RFC 8446 §4.2.10)";
      case 43 -> "the versions that the client speaks; it overrules client_version (RFC 8446 §4.2.1)";
      case 45 -> "how a pre-shared key may be used (RFC 8446 §4.2.9)";
      case 49 -> "the client can authenticate after the handshake (RFC 8446 §4.2.6)";
      case 50 -> "the signatures that the client can verify on certificates (RFC 8446 §4.2.3)";
      case 51 -> "the client's half of the key exchange for TLS 1.3 (RFC 8446 §4.2.8)";
      case 0xff01 -> "can renegotiate securely (RFC 5746 §3.2)";
      default -> "";
    };
  }

  private static String answered(int type) {
    return switch (type) {
      case 0 -> "the server has used the name that the client asked for (RFC 6066 §3)";
      case 1 -> "the server keeps to what the client asked for (RFC 6066 §4)";
      case 5 -> "a CertificateStatus follows the Certificate (RFC 6066 §8)";
      case 11 -> "how the server can read points (RFC 8422 §5.2)";
      case 16 -> "the application protocol that the server chose (RFC 7301 §3.1)";
      case 22 -> "CBC records are encrypted first and authenticated then (RFC 7366 §2)";
      case 23 -> "the master secret is bound to the handshake (RFC 7627 §5.1)";
      case 28 -> "the server wants no more plaintext in a record (RFC 8449 §4)";
      case 35 -> "a NewSessionTicket follows (RFC 5077 §3.2)";
      case 41 -> "the server has taken one of the keys that were offered (RFC 8446 §4.2.11)";
      case 43 -> "the version that the server chose; it overrules server_version (RFC 8446 §4.2.1)";
      case 51 -> "the server's half of the key exchange for TLS 1.3 (RFC 8446 §4.2.8)";
      case 0xff01 -> "can renegotiate securely (RFC 5746 §3.2)";
      default -> "";
    };
  }
}
