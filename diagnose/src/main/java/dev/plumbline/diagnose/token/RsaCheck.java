package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.SignedTexts.Text;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks RS256 and its like (RFC 7518 §3.3). A PKCS#1 signature gives back the digest that it was made over, so this
 * can tell a wrong key from a right key and another text.
 */
final class RsaCheck {
  private static final int MAX_BITS = 16 * 1024;
  private static final int MAX_EXPONENT_BITS = 64;

  /** The DigestInfo that stands before each hash (RFC 8017 §9.2, note 1). */
  private static final List<DigestInfo> DIGEST_INFOS =
      List.of(
          new DigestInfo("SHA-256", "3031300d060960864801650304020105000420"),
          new DigestInfo("SHA-384", "3041300d060960864801650304020205000430"),
          new DigestInfo("SHA-512", "3051300d060960864801650304020305000440"),
          new DigestInfo("SHA-1", "3021300906052b0e03021a05000414"));

  private record DigestInfo(String hash, String prefix) {}

  private final RSAPublicKey key;
  private final String algorithm;
  private final SignedTexts texts;
  private final String hash;
  private final List<SignatureVariant> always = new ArrayList<>();

  RsaCheck(RSAPublicKey key, String algorithm, SignedTexts texts) {
    this.key = key;
    this.algorithm = algorithm;
    this.texts = texts;
    hash = algorithm.endsWith("384") ? "SHA-384" : algorithm.endsWith("512") ? "SHA-512" : "SHA-256";
    if (!algorithm.startsWith("RS") && !algorithm.startsWith("PS")) {
      always.add(SignatureVariant.OTHER_ALGORITHM);
    }
  }

  SignatureCheck check(byte[] signature) {
    if (key.getModulus().bitLength() > MAX_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
      return SignatureCheck.NOT_CHECKABLE;
    }
    if (signature.length != (key.getModulus().bitLength() + 7) / 8) {
      return SignatureCheck.INVALID;
    }
    try {
      return algorithm.startsWith("PS") ? pss(signature) : pkcs1(opened(signature), signature.length);
    } catch (GeneralSecurityException e) {
      return SignatureCheck.NOT_CHECKABLE;
    }
  }

  private byte[] opened(byte[] signature) {
    byte[] message = new BigInteger(1, signature).modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
    byte[] encoded = new byte[signature.length];
    int length = Math.min(message.length, encoded.length);
    System.arraycopy(message, message.length - length, encoded, encoded.length - length, length);
    return encoded;
  }

  private SignatureCheck pkcs1(byte[] encoded, int length) throws GeneralSecurityException {
    for (DigestInfo each : DIGEST_INFOS) {
      byte[] prefix = HexFormat.of().parseHex(each.prefix);
      int digestLength = MessageDigest.getInstance(each.hash).getDigestLength();
      int start = length - digestLength - prefix.length;
      if (padded(encoded, start) && Arrays.equals(encoded, start, start + prefix.length, prefix, 0, prefix.length)) {
        return digest(each.hash, Arrays.copyOfRange(encoded, length - digestLength, length));
      }
    }
    return SignatureCheck.INVALID;
  }

  /** 00 01 FF … FF 00 up to {@code end} (RFC 8017 §9.2). */
  private static boolean padded(byte[] encoded, int end) {
    if (end < 11 || encoded[0] != 0 || encoded[1] != 1 || encoded[end - 1] != 0) {
      return false;
    }
    for (int i = 2; i < end - 1; i++) {
      if (encoded[i] != (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  private SignatureCheck digest(String used, byte[] signed) throws GeneralSecurityException {
    List<SignatureVariant> variants = new ArrayList<>(always);
    if (!used.equals(hash)) {
      variants.add(SignatureVariant.OTHER_HASH);
    }
    variants.addAll(text(used, signed).stream().toList());
    return SignatureCheck.of(variants);
  }

  /** Over which text, if it was not the one that was sent. */
  private Optional<SignatureVariant> text(String used, byte[] signed) throws GeneralSecurityException {
    for (Text text : texts.all()) {
      if (Arrays.equals(MessageDigest.getInstance(used).digest(text.bytes()), signed)) {
        return text.variant();
      }
    }
    byte[] digest = MessageDigest.getInstance(used).digest(texts.all().get(0).bytes());
    if (Arrays.equals(EcdsaCheck.zeroAfter(digest, EcdsaCheck.firstZero(digest)), signed)) {
      return Optional.of(SignatureVariant.DIGEST_CUT_AT_ZERO);
    }
    return Optional.of(
        Arrays.equals(EcdsaForms.wordsSwapped(digest), signed)
            ? SignatureVariant.DIGEST_WORDS_SWAPPED
            : SignatureVariant.OTHER_TEXT);
  }

  private SignatureCheck pss(byte[] signature) throws GeneralSecurityException {
    for (Text text : texts.all()) {
      int salt = MessageDigest.getInstance(hash).getDigestLength();
      Signature verifier = Signature.getInstance("RSASSA-PSS");
      verifier.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
      verifier.initVerify(key);
      verifier.update(text.bytes());
      if (verifier.verify(signature)) {
        List<SignatureVariant> variants = new ArrayList<>(always);
        text.variant().ifPresent(variants::add);
        return SignatureCheck.of(variants);
      }
    }
    return SignatureCheck.INVALID;
  }
}
