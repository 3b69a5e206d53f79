package dev.plumbline.diagnose.decrypt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a cipher suite means for its records: cipher, key length, MAC and PRF. Knows the suites with AES in GCM, CCM
 * and CBC, with ChaCha20-Poly1305 and with 3DES, whatever their key exchange (RFC 5246 §A.5, RFC 5288, RFC 5289, RFC
 * 5487, RFC 5489, RFC 6655, RFC 7251, RFC 7905, RFC 8422 §6).
 *
 * @param keyLength in bytes
 * @param mac of CBC suites; null for an AEAD
 */
record SuiteCipher(Mode mode, int keyLength, MacHash mac, Prf prf) {
  enum Mode { GCM, CCM, CCM_8, CHACHA20_POLY1305, AES_CBC, TRIPLE_DES_CBC }

  /** The hash of a CBC suite's MAC. */
  enum MacHash {
    SHA1("HmacSHA1", 20),
    SHA256("HmacSHA256", 32),
    SHA384("HmacSHA384", 48);

    final String algorithm;
    final int length;

    MacHash(String algorithm, int length) {
      this.algorithm = algorithm;
      this.length = length;
    }
  }

  private static final Map<Integer, SuiteCipher> SUITES = suites();

  private static Map<Integer, SuiteCipher> suites() {
    Map<Integer, SuiteCipher> suites = new HashMap<>();
    add(suites, new SuiteCipher(Mode.GCM, 16, null, Prf.SHA256),
        0x009C, 0x009E, 0x00A0, 0x00A2, 0x00A4, 0x00A6, 0x00A8, 0x00AA, 0x00AC, 0xC02B, 0xC02D, 0xC02F, 0xC031, 0xD001);
    add(suites, new SuiteCipher(Mode.GCM, 32, null, Prf.SHA384),
        0x009D, 0x009F, 0x00A1, 0x00A3, 0x00A5, 0x00A7, 0x00A9, 0x00AB, 0x00AD, 0xC02C, 0xC02E, 0xC030, 0xC032, 0xD002);
    add(suites, new SuiteCipher(Mode.CCM, 16, null, Prf.SHA256), 0xC09C, 0xC09E, 0xC0A4, 0xC0A6, 0xC0AC, 0xD005);
    add(suites, new SuiteCipher(Mode.CCM, 32, null, Prf.SHA256), 0xC09D, 0xC09F, 0xC0A5, 0xC0A7, 0xC0AD);
    add(suites, new SuiteCipher(Mode.CCM_8, 16, null, Prf.SHA256), 0xC0A0, 0xC0A2, 0xC0A8, 0xC0AA, 0xC0AE, 0xD003);
    add(suites, new SuiteCipher(Mode.CCM_8, 32, null, Prf.SHA256), 0xC0A1, 0xC0A3, 0xC0A9, 0xC0AB, 0xC0AF);
    add(suites, new SuiteCipher(Mode.CHACHA20_POLY1305, 32, null, Prf.SHA256),
        0xCCA8, 0xCCA9, 0xCCAA, 0xCCAB, 0xCCAC, 0xCCAD, 0xCCAE);
    add(suites, new SuiteCipher(Mode.AES_CBC, 16, MacHash.SHA1, Prf.SHA256),
        0x002F, 0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x008C, 0x0090, 0x0094,
        0xC004, 0xC009, 0xC00E, 0xC013, 0xC018, 0xC035);
    add(suites, new SuiteCipher(Mode.AES_CBC, 32, MacHash.SHA1, Prf.SHA256),
        0x0035, 0x0036, 0x0037, 0x0038, 0x0039, 0x003A, 0x008D, 0x0091, 0x0095,
        0xC005, 0xC00A, 0xC00F, 0xC014, 0xC019, 0xC036);
    add(suites, new SuiteCipher(Mode.AES_CBC, 16, MacHash.SHA256, Prf.SHA256),
        0x003C, 0x003E, 0x003F, 0x0040, 0x0067, 0x006C, 0x00AE, 0x00B2, 0x00B6,
        0xC023, 0xC025, 0xC027, 0xC029, 0xC037);
    add(suites, new SuiteCipher(Mode.AES_CBC, 32, MacHash.SHA256, Prf.SHA256),
        0x003D, 0x0068, 0x0069, 0x006A, 0x006B, 0x006D);
    add(suites, new SuiteCipher(Mode.AES_CBC, 32, MacHash.SHA384, Prf.SHA384),
        0x00AF, 0x00B3, 0x00B7, 0xC024, 0xC026, 0xC028, 0xC02A, 0xC038);
    add(suites, new SuiteCipher(Mode.TRIPLE_DES_CBC, 24, MacHash.SHA1, Prf.SHA256),
        0x000A, 0x000D, 0x0010, 0x0013, 0x0016, 0x001B, 0x008B, 0x008F, 0x0093,
        0xC003, 0xC008, 0xC00D, 0xC012, 0xC017, 0xC034);
    return Map.copyOf(suites);
  }

  private static void add(Map<Integer, SuiteCipher> suites, SuiteCipher cipher, int... codes) {
    for (int code : codes) {
      suites.put(code, cipher);
    }
  }

  static Optional<SuiteCipher> of(int code) {
    return Optional.ofNullable(SUITES.get(code));
  }

  boolean aead() {
    return mac == null;
  }

  /** What the key block holds of it for each side; the nonce of an AEAD's, or the first IV before TLS 1.1. */
  int ivLength(int version) {
    return switch (mode) {
      case GCM, CCM, CCM_8 -> 4;
      case CHACHA20_POLY1305 -> 12;
      case AES_CBC, TRIPLE_DES_CBC -> version == RecordCiphers.TLS10 ? blockLength() : 0;
    };
  }

  int blockLength() {
    return mode == Mode.TRIPLE_DES_CBC ? 8 : 16;
  }
}
