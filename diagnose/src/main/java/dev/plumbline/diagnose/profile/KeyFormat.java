package dev.plumbline.diagnose.profile;

import dev.plumbline.engine.device.Switches;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The forms in which private keys are given to devices. */
public enum KeyFormat {
  /** RFC 5958, in DER. */
  PKCS8_DER,
  /** RFC 8017 §A.1.2, in DER. */
  PKCS1_DER,
  /** RFC 5915, in DER. */
  SEC1_DER,
  /** RFC 7468, label {@code PRIVATE KEY}. */
  PKCS8_PEM,
  /** Label {@code RSA PRIVATE KEY}. */
  PKCS1_PEM,
  /** Label {@code EC PRIVATE KEY}. */
  SEC1_PEM,
  /** The bare number: 32 bytes for P-256. */
  RAW_SCALAR,
  /** 32 pairs of hexadecimal digits, with colons between. */
  HEX_PAIRS,
  /** No key comes from outside: the element makes and keeps it. */
  ELEMENT_SLOT;

  private static final int INTEGER = 2;
  private static final int OCTET_STRING = 4;
  private static final int SEQUENCE = 0x30;

  /** As profiles and users write it. */
  public String word() {
    return Switches.word(this);
  }

  /** What a key file is, judged by its PEM label or its first DER fields; empty if it is none of these. */
  public static Optional<KeyFormat> of(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (text.contains("-----BEGIN RSA PRIVATE KEY")) {
      return Optional.of(PKCS1_PEM);
    }
    if (text.contains("-----BEGIN EC PRIVATE KEY")) {
      return Optional.of(SEC1_PEM);
    }
    if (text.contains("-----BEGIN PRIVATE KEY") || text.contains("-----BEGIN ENCRYPTED PRIVATE KEY")) {
      return Optional.of(PKCS8_PEM);
    }
    return file.length > 0 && (file[0] & 0xFF) == SEQUENCE ? ofDer(file) : Optional.empty();
  }

  /** A version comes first in all three; the type of what follows tells them apart. */
  private static Optional<KeyFormat> ofDer(byte[] der) {
    int version = afterLength(der, 1);
    if (version + 3 >= der.length || der[version] != INTEGER || der[version + 1] != 1) {
      return Optional.empty();
    }
    return switch (der[version + 3]) {
      case SEQUENCE -> Optional.of(PKCS8_DER);
      case INTEGER -> Optional.of(PKCS1_DER);
      case OCTET_STRING -> Optional.of(SEC1_DER);
      default -> Optional.empty();
    };
  }

  private static int afterLength(byte[] der, int at) {
    int first = at < der.length ? der[at] & 0xFF : 0;
    return at + 1 + (first < 0x80 ? 0 : first - 0x80);
  }
}
