package dev.plumbline.diagnose.proof;

import java.util.Locale;
import java.util.Optional;

/**
 * How a TLS message is signed: the code point of SignatureAndHashAlgorithm (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3),
 * taken apart. In TLS 1.2 it is a hash and a kind of signature, whatever curve its newer name mentions.
 *
 * @param code the code point; -1 for the fixed ways of TLS 1.0 and 1.1
 * @param keyType {@code RSA}, {@code EC}, {@code DSA}, {@code Ed25519} or {@code Ed448}
 * @param hash {@code SHA-256}; empty if it has none of its own; {@code MD5+SHA-1} for RSA before TLS 1.2
 */
record TlsScheme(int code, String keyType, String hash, boolean pss) {
  static final String MD5_SHA1 = "MD5+SHA-1";

  private static final String[] HASHES = {"", "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
  private static final String[] KEYS = {"", "RSA", "DSA", "EC"};

  /** That code point's; empty if it is unknown. */
  static Optional<TlsScheme> of(int code) {
    int first = code >> 8;
    int second = code & 0xFF;
    if (first >= 1 && first < HASHES.length && second >= 1 && second < KEYS.length) {
      return Optional.of(new TlsScheme(code, KEYS[second], HASHES[first], false));
    }
    return switch (code) {
      case 0x0804, 0x0809 -> Optional.of(new TlsScheme(code, "RSA", "SHA-256", true));
      case 0x0805, 0x080A -> Optional.of(new TlsScheme(code, "RSA", "SHA-384", true));
      case 0x0806, 0x080B -> Optional.of(new TlsScheme(code, "RSA", "SHA-512", true));
      case 0x0807 -> Optional.of(new TlsScheme(code, "Ed25519", "", false));
      case 0x0808 -> Optional.of(new TlsScheme(code, "Ed448", "", false));
      case 0x081A -> Optional.of(new TlsScheme(code, "EC", "SHA-256", false));
      case 0x081B -> Optional.of(new TlsScheme(code, "EC", "SHA-384", false));
      case 0x081C -> Optional.of(new TlsScheme(code, "EC", "SHA-512", false));
      default -> Optional.empty();
    };
  }

  /** The only way that such a key signs before TLS 1.2 (RFC 4346 §7.4.3, RFC 8422 §5.4). */
  static TlsScheme before12(KeyFacts key) {
    return new TlsScheme(-1, key.type(), key.isRsa() ? MD5_SHA1 : "SHA-1", false);
  }

  /** {@code ECDSA with SHA-256 (0x0403)}. */
  String words() {
    String kind = keyType.equals("EC") ? "ECDSA" : keyType.equals("RSA") ? pss ? "RSA-PSS" : "RSA PKCS#1" : keyType;
    String with = hash.isEmpty() ? "" : " with " + hash;
    return code < 0 ? kind + with : String.format(Locale.ROOT, "%s%s (0x%04x)", kind, with, code);
  }

  /** As the JCA calls it. */
  String jcaName() {
    String digest = hash.replace("-", "");
    return switch (keyType) {
      case "RSA" -> hash.equals(MD5_SHA1) ? "NONEwithRSA" : digest + (pss ? "withRSAandMGF1" : "withRSA");
      case "EC" -> digest + "withECDSA";
      case "DSA" -> digest + "withDSA";
      default -> keyType;
    };
  }
}
