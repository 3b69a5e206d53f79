package dev.plumbline.tls.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Textual encodings for test files (RFC 7468 §3). */
final class Pem {
  private Pem() {}

  static String text(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
