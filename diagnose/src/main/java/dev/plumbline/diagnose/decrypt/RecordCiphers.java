package dev.plumbline.diagnose.decrypt;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/** Makes the keys of a connection from its secret (RFC 5246 §6.3, §8.1). */
public final class RecordCiphers {
  static final int TLS10 = 0x0301;
  static final int TLS12 = 0x0303;
  private static final int MASTER_LENGTH = 48;

  private RecordCiphers() {}

  /** Whether records of that suite and version can be opened at all. */
  public static boolean supports(int version, int suite) {
    return version >= TLS10
        && version <= TLS12
        && SuiteCipher.of(suite).filter(cipher -> version == TLS12 || !cipher.aead()).isPresent();
  }

  /** The keys; empty if the suite or the version is not supported. */
  public static Optional<RecordKeys> derive(Negotiated negotiated, Secret secret) {
    if (!supports(negotiated.version(), negotiated.suite())) {
      return Optional.empty();
    }
    SuiteCipher cipher = SuiteCipher.of(negotiated.suite()).orElseThrow();
    try {
      return Optional.of(keys(negotiated, cipher, secret));
    } catch (GeneralSecurityException e) {
      // A runtime without one of these algorithms can't open what needs it.
      return Optional.empty();
    }
  }

  private static RecordKeys keys(Negotiated negotiated, SuiteCipher cipher, Secret secret)
      throws GeneralSecurityException {
    Prf prf = negotiated.version() == TLS12 ? cipher.prf() : Prf.MD5_SHA1;
    byte[] client = negotiated.clientRandom();
    byte[] server = negotiated.serverRandom();
    byte[] master =
        secret.master()
            ? secret.bytes()
            : prf.expand(secret.bytes(), "master secret", client, server, MASTER_LENGTH);
    int mac = cipher.aead() ? 0 : cipher.mac().length;
    int key = cipher.keyLength();
    int iv = cipher.ivLength(negotiated.version());
    byte[] block = prf.expand(master, "key expansion", server, client, 2 * (mac + key + iv));
    int keys = 2 * mac;
    int ivs = keys + 2 * key;
    return new RecordKeys(
        opener(negotiated, cipher, part(block, 0, mac), part(block, keys, key), part(block, ivs, iv)),
        opener(
            negotiated, cipher, part(block, mac, mac), part(block, keys + key, key), part(block, ivs + iv, iv)));
  }

  private static byte[] part(byte[] block, int from, int length) {
    return Arrays.copyOfRange(block, from, from + length);
  }

  private static RecordOpener opener(Negotiated negotiated, SuiteCipher cipher, byte[] mac, byte[] key, byte[] iv)
      throws GeneralSecurityException {
    return switch (cipher.mode()) {
      case AES_CBC, TRIPLE_DES_CBC -> new CbcOpener(negotiated, cipher, mac, key, iv);
      case CCM, CCM_8 -> new AeadOpener(new CcmCipher(key, cipher.mode() == SuiteCipher.Mode.CCM ? 16 : 8), iv, 8);
      case GCM -> new AeadOpener(JcaAead.gcm(key), iv, 8);
      case CHACHA20_POLY1305 -> new AeadOpener(JcaAead.chacha20(key), iv, 0);
    };
  }
}
