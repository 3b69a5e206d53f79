package dev.plumbline.diagnose.proof;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what an RSA signature is a signature of, and in which form: raises it to the public exponent and looks at
 * the block that comes out (RFC 8017 §8, §9), which shows what went in.
 */
public final class RsaVariants {
  /** DigestInfo up to the digest (RFC 8017 §9.2, note 1). */
  private static final Map<String, String> DIGEST_INFO =
      Map.of(
          "MD5", "3020300c06082a864886f70d020505000410",
          "SHA-1", "3021300906052b0e03021a05000414",
          "SHA-224", "302d300d06096086480165030402040500041c",
          "SHA-256", "3031300d060960864801650304020105000420",
          "SHA-384", "3041300d060960864801650304020205000430",
          "SHA-512", "3051300d060960864801650304020305000440");

  /** A block ends in a few given bytes by chance. */
  private static final int SHORTEST = 16;

  private final RSAPublicKey key;
  private final boolean pss;
  private final List<DigestCandidate> candidates;
  private final List<List<Slip>> fits = new ArrayList<>();

  private RsaVariants(RSAPublicKey key, boolean pss, List<DigestCandidate> candidates) {
    this.key = key;
    this.pss = pss;
    this.candidates = candidates.stream().filter(each -> each.digest().length >= SHORTEST).toList();
  }

  /**
   * Searches.
   *
   * @param pss whether RSASSA-PSS is what was announced
   * @param candidates what may have been signed
   * @return as little as explains the signature; an empty list if it is as it should be; empty if no form fits
   */
  public static Optional<List<Slip>> search(
      PublicKey key, boolean pss, List<DigestCandidate> candidates, byte[] signature) {
    if (!(key instanceof RSAPublicKey rsa)) {
      return Optional.empty();
    }
    RsaVariants search = new RsaVariants(rsa, pss, candidates);
    search.look(signature, List.of());
    search.look(
        ByteOrders.reversed(signature),
        List.of(new Slip(Slip.Kind.BLOCK_REVERSED, "the bytes of the signature are in reverse order")));
    search.look(
        ByteOrders.wordsSwapped(signature),
        List.of(
            new Slip(
                Slip.Kind.BLOCK_WORDS_SWAPPED,
                "the bytes within each 32-bit word of the signature are in reverse order")));
    return search.fits.stream().min(Comparator.comparingInt(List::size));
  }

  private void look(byte[] signature, List<Slip> slips) {
    BigInteger number = new BigInteger(1, signature);
    int length = (key.getModulus().bitLength() + 7) / 8;
    if (number.compareTo(key.getModulus()) >= 0 || number.signum() == 0) {
      return;
    }
    byte[] block = ByteOrders.fixed(number.modPow(key.getPublicExponent(), key.getModulus()).toByteArray(), length);
    if (block == null) {
      return;
    }
    int content = contentOfPadding(block);
    if (content > 0) {
      padded(Arrays.copyOfRange(block, content, block.length), block[1] == 2, slips);
    }
    for (DigestCandidate candidate : candidates) {
      if (Arrays.equals(ByteOrders.fixed(candidate.digest(), block.length), block)) {
        add(slips, candidate, new Slip(Slip.Kind.NO_PADDING, "the digest was not padded"));
      }
    }
    probabilistic(block, slips);
  }

  /** Where the content begins behind 00 01 FF… 00 or 00 02 … 00; -1 without such padding (RFC 8017 §9.2, §7.2.1). */
  private static int contentOfPadding(byte[] block) {
    if (block.length < 11 || block[0] != 0 || block[1] != 1 && block[1] != 2) {
      return -1;
    }
    int at = 2;
    while (at < block.length && (block[1] == 1 ? block[at] == -1 : block[at] != 0)) {
      at++;
    }
    return at < block.length && block[at] == 0 && at >= 10 ? at + 1 : -1;
  }

  private void padded(byte[] content, boolean encryption, List<Slip> outer) {
    List<Slip> slips = new ArrayList<>(outer);
    if (pss) {
      slips.add(new Slip(Slip.Kind.PKCS1_INSTEAD_OF_PSS, "it is padded as PKCS#1 v1.5 and not as PSS"));
    }
    if (encryption) {
      slips.add(new Slip(Slip.Kind.ENCRYPTION_PADDING, "it has the padding of encryption (block type 2)"));
    }
    for (DigestCandidate candidate : candidates) {
      byte[] digest = candidate.digest();
      int before = content.length - digest.length;
      if (before < 0 || !Arrays.equals(content, before, content.length, digest, 0, digest.length)) {
        continue;
      }
      String prefix = HexFormat.of().formatHex(content, 0, before);
      boolean bare = candidate.hash().equals(TlsScheme.MD5_SHA1); // has none, by RFC 4346 §7.4.3
      if (bare ? before == 0 : prefix.equals(DIGEST_INFO.get(candidate.hash()))) {
        add(slips, candidate);
      } else if (before == 0) {
        String words = "the digest was padded without a DigestInfo around it";
        add(slips, candidate, new Slip(Slip.Kind.NO_DIGEST_INFO, words));
      } else {
        String words = "its DigestInfo is not that of " + candidate.hash();
        add(slips, candidate, new Slip(Slip.Kind.WRONG_DIGEST_INFO, words));
      }
    }
  }

  /** EMSA-PSS-VERIFY (RFC 8017 §9.1.2), with whatever salt comes out. */
  private void probabilistic(byte[] block, List<Slip> slips) {
    for (DigestCandidate candidate : candidates) {
      if (!DIGEST_INFO.containsKey(candidate.hash())) {
        continue;
      }
      for (String mask : candidate.hash().equals("SHA-1") ? List.of("SHA-1") : List.of(candidate.hash(), "SHA-1")) {
        int salt = PssBlock.salt(block, key.getModulus().bitLength(), candidate.digest(), candidate.hash(), mask);
        if (salt >= 0) {
          probabilistic(candidate, salt, mask, slips);
        }
      }
    }
  }

  private void probabilistic(DigestCandidate candidate, int salt, String mask, List<Slip> outer) {
    List<Slip> slips = new ArrayList<>(outer);
    if (!pss) {
      slips.add(new Slip(Slip.Kind.PSS_INSTEAD_OF_PKCS1, "it is padded as PSS and not as PKCS#1 v1.5"));
    }
    int length = DigestCandidate.hash(candidate.hash(), new byte[0]).length;
    if (salt != length || !mask.equals(candidate.hash())) {
      slips.add(
          new Slip(
              Slip.Kind.PSS_PARAMETERS,
              "its salt has " + salt + " bytes and its mask is made with " + mask + ", where " + length + " bytes and "
                  + candidate.hash() + " are due"));
    }
    add(slips, candidate);
  }

  private void add(List<Slip> slips, DigestCandidate candidate, Slip... more) {
    List<Slip> all = new ArrayList<>(slips);
    all.addAll(List.of(more));
    all.addAll(candidate.slips());
    fits.add(all);
  }
}
