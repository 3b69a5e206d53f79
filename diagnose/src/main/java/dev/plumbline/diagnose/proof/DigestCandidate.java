package dev.plumbline.diagnose.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A digest that may have been signed.
 *
 * @param digest as it went into the signature
 * @param hash the algorithm that made it
 * @param slips what was done otherwise than it should to come to it; empty for the right one
 */
public record DigestCandidate(byte[] digest, String hash, List<Slip> slips) {
  private static final List<String> HASHES = List.of("SHA-256", "SHA-384", "SHA-512", "SHA-1", "SHA-224", "MD5");
  private static final int OPERAND = 32;

  public DigestCandidate {
    slips = List.copyOf(slips);
  }

  /**
   * A message that may have been signed.
   *
   * @param slips what makes it another than the right one; empty for that
   */
  public record Message(byte[] content, List<Slip> slips) {
    public Message {
      slips = List.copyOf(slips);
    }
  }

  /**
   * What may have been made of these messages: by the right hash and others, and of the right message with the usual
   * accidents too. The likeliest come first, and each digest comes once.
   *
   * @param expected the hash that should have been used
   */
  public static List<DigestCandidate> of(List<Message> messages, String expected) {
    Map<String, DigestCandidate> found = new LinkedHashMap<>();
    List<DigestCandidate> all = new ArrayList<>();
    for (Message message : messages) {
      for (String hash : hashes(expected)) {
        List<Slip> slips = new ArrayList<>(message.slips());
        if (!hash.equals(expected)) {
          slips.add(new Slip(Slip.Kind.OTHER_HASH, "the hash was " + hash + " and not " + expected));
        }
        DigestCandidate candidate = new DigestCandidate(hash(hash, message.content()), hash, slips);
        all.addAll(message.slips().isEmpty() ? accidents(candidate) : List.of(candidate));
      }
    }
    Slip zero = new Slip(Slip.Kind.DIGEST_ZERO, "what was signed is a digest of zeros");
    all.add(new DigestCandidate(new byte[OPERAND], expected, List.of(zero)));
    all.sort(Comparator.comparingInt(candidate -> candidate.slips().size()));
    all.forEach(each -> found.putIfAbsent(HexFormat.of().formatHex(each.digest()), each));
    return List.copyOf(found.values());
  }

  private static List<String> hashes(String expected) {
    List<String> hashes = new ArrayList<>(List.of(expected));
    HASHES.stream().filter(hash -> !hash.equals(expected)).forEach(hashes::add);
    if (!expected.equals(TlsScheme.MD5_SHA1)) {
      hashes.add(TlsScheme.MD5_SHA1);
    }
    return hashes;
  }

  static byte[] hash(String algorithm, byte[] content) {
    try {
      return algorithm.equals(TlsScheme.MD5_SHA1)
          ? SignatureProof.md5AndSha1(content)
          : MessageDigest.getInstance(algorithm, Bc.PROVIDER).digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the provider has " + algorithm, e);
    }
  }

  /** This digest, and what becomes of it when it is handled wrongly. */
  private static List<DigestCandidate> accidents(DigestCandidate right) {
    byte[] digest = right.digest;
    List<DigestCandidate> all = new ArrayList<>(List.of(right));
    all.add(
        right.with(
            ByteOrders.wordsSwapped(digest), Slip.Kind.DIGEST_WORDS_SWAPPED,
            "the bytes within each 32-bit word of the digest were in reverse order"));
    all.add(
        right.with(
            ByteOrders.reversed(digest), Slip.Kind.DIGEST_REVERSED, "the digest was taken for a little-endian number"));
    all.add(
        right.with(
            hash(right.hash, digest), Slip.Kind.HASHED_TWICE, "what was signed is the hash of the hash"));
    byte[] text = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    all.add(
        right.with(
            hash(right.hash, text), Slip.Kind.HASHED_AS_TEXT,
            "what was signed is the hash of the hash written in hexadecimal"));
    if (digest.length > OPERAND) {
      all.add(
          right.with(
              Arrays.copyOfRange(digest, digest.length - OPERAND, digest.length), Slip.Kind.DIGEST_TAIL,
              "only the last " + OPERAND + " bytes of the digest were signed"));
    }
    if (digest.length < OPERAND) {
      all.add(
          right.with(
              Arrays.copyOf(digest, OPERAND), Slip.Kind.DIGEST_PADDED_RIGHT,
              "the digest was filled up with zeros behind it to " + OPERAND + " bytes"));
    }
    cutAtZero(right, all);
    return all;
  }

  private static void cutAtZero(DigestCandidate right, List<DigestCandidate> all) {
    for (int i = 0; i < right.digest.length; i++) {
      if (right.digest[i] == 0) {
        String words = "the digest was cut at its first zero byte, byte " + (i + 1);
        byte[] kept = Arrays.copyOf(right.digest, i);
        all.add(right.with(kept, Slip.Kind.DIGEST_CUT_AT_ZERO, words));
        all.add(right.with(Arrays.copyOf(kept, right.digest.length), Slip.Kind.DIGEST_CUT_AT_ZERO, words));
        return;
      }
    }
  }

  private DigestCandidate with(byte[] other, Slip.Kind kind, String words) {
    List<Slip> more = new ArrayList<>(slips);
    more.add(new Slip(kind, words));
    return new DigestCandidate(other, hash, more);
  }
}
