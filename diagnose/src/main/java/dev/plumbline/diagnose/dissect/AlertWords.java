package dev.plumbline.diagnose.dissect;

/** What its sender says with an alert, in a sentence. */
final class AlertWords {
  private AlertWords() {}

  static String of(int description) {
    return switch (description) {
      case 0 -> "the sender has nothing more to send (RFC 5246 §7.2.1)";
      case 10 -> "a message came that had no business to come at that point (RFC 5246 §7.2.2)";
      case 20 -> "a record did not decrypt or authenticate (RFC 5246 §7.2.2)";
      case 22 -> "a record was longer than the sender takes (RFC 5246 §7.2.2)";
      case 40 -> "the sender found no set of parameters that both ends can do (RFC 5246 §7.2.2)";
      case 42 -> "a certificate was corrupt, or a signature on it did not verify (RFC 5246 §7.2.2)";
      case 43 -> "a certificate was of a kind that the sender can't use (RFC 5246 §7.2.2)";
      case 44 -> "a certificate was revoked by its issuer (RFC 5246 §7.2.2)";
      case 45 -> "a certificate is not valid at the sender's time (RFC 5246 §7.2.2)";
      case 46 -> "the sender did not accept a certificate, for a reason of its own (RFC 5246 §7.2.2)";
      case 47 -> "a field had a value that does not fit the others (RFC 5246 §7.2.2)";
      case 48 -> "the sender found no way from the chain to an authority that it trusts (RFC 5246 §7.2.2)";
      case 49 -> "the certificate was valid and its holder is not let in (RFC 5246 §7.2.2)";
      case 50 -> "a message could not be parsed (RFC 5246 §7.2.2)";
      case 51 -> "a signature or a Finished did not verify, or a secret did not decrypt (RFC 5246 §7.2.2)";
      case 70 -> "the sender does not speak the version that was offered (RFC 5246 §7.2.2)";
      case 71 -> "the sender demands better cryptography than was offered (RFC 5246 §7.2.2)";
      case 80 -> "something went wrong in the sender itself (RFC 5246 §7.2.2)";
      case 86 -> "the sender could do a higher version than this second attempt offers (RFC 7507 §3)";
      case 90 -> "somebody ended the handshake on purpose (RFC 5246 §7.2.2)";
      case 100 -> "the sender does not want a new handshake (RFC 5246 §7.2.2)";
      case 109 -> "an extension that is needed was missing (RFC 8446 §6.2)";
      case 110 -> "the server answered with an extension that was not offered (RFC 5246 §7.2.2)";
      case 112 -> "the server does not know the name in server_name (RFC 6066 §3)";
      case 113 -> "the OCSP response was not acceptable (RFC 6066 §8)";
      case 115 -> "the server does not know the identity of the pre-shared key (RFC 4279 §2)";
      case 116 -> "the server demands a certificate of the client, and got none (RFC 8446 §6.2)";
      case 120 -> "the server speaks none of the protocols in ALPN (RFC 7301 §3.2)";
      default -> "";
    };
  }
}
