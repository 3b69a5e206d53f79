package dev.plumbline.diagnose.token;

import dev.plumbline.diagnose.token.EcdsaForms.Form;
import dev.plumbline.diagnose.token.SignedTexts.Text;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks ES256, ES384 and ES512 (RFC 7518 §3.4), and the ways in which libraries get them wrong (C74). */
final class EcdsaCheck {
  private final ECPublicKey key;
  private final SignedTexts texts;
  private final String hash;
  private final List<SignatureVariant> always = new ArrayList<>();

  EcdsaCheck(ECPublicKey key, String algorithm, SignedTexts texts) {
    this.key = key;
    this.texts = texts;
    hash = algorithm.endsWith("384") ? "SHA-384" : algorithm.endsWith("512") ? "SHA-512" : "SHA-256";
    if (!algorithm.startsWith("ES")) {
      always.add(SignatureVariant.OTHER_ALGORITHM);
    }
  }

  SignatureCheck check(byte[] signature) {
    int field = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    List<Form> forms = EcdsaForms.of(signature, field);
    try {
      for (Text text : texts.all()) {
        byte[] digest = MessageDigest.getInstance(hash).digest(text.bytes());
        for (Form form : forms) {
          if (verifies(digest, form.rs())) {
            return found(form.variant(), text.variant());
          }
        }
      }
      return otherDigests(forms);
    } catch (GeneralSecurityException e) {
      return SignatureCheck.NOT_CHECKABLE; // the provider has no such curve or hash
    }
  }

  /** Wrong digests of the text as sent, in the form that the signature has at first sight. */
  private SignatureCheck otherDigests(List<Form> forms) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance(hash).digest(texts.all().get(0).bytes());
    for (Form form : forms) {
      if (form.variant().isEmpty() || form.variant().get() == SignatureVariant.DER) {
        int zero = firstZero(digest);
        if (zero < digest.length && (verifies(zeroAfter(digest, zero), form.rs())
            || verifies(zeroBefore(digest, zero), form.rs()))) {
          return found(form.variant(), Optional.of(SignatureVariant.DIGEST_CUT_AT_ZERO));
        }
        if (verifies(EcdsaForms.wordsSwapped(digest), form.rs())) {
          return found(form.variant(), Optional.of(SignatureVariant.DIGEST_WORDS_SWAPPED));
        }
      }
    }
    return SignatureCheck.INVALID;
  }

  private SignatureCheck found(Optional<SignatureVariant> form, Optional<SignatureVariant> text) {
    List<SignatureVariant> variants = new ArrayList<>(always);
    form.ifPresent(variants::add);
    text.ifPresent(variants::add);
    return SignatureCheck.of(variants);
  }

  static int firstZero(byte[] digest) {
    int at = 0;
    while (at < digest.length && digest[at] != 0) {
      at++;
    }
    return at;
  }

  /** The buffer was cleared first, and the string ended early. */
  static byte[] zeroAfter(byte[] digest, int length) {
    return Arrays.copyOf(Arrays.copyOf(digest, length), digest.length);
  }

  /** The short string was taken for the whole digest: a smaller number. */
  private static byte[] zeroBefore(byte[] digest, int length) {
    byte[] number = new byte[digest.length];
    System.arraycopy(digest, 0, number, digest.length - length, length);
    return number;
  }

  private boolean verifies(byte[] digest, byte[] rs) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
    verifier.initVerify(key);
    verifier.update(digest);
    try {
      return verifier.verify(rs);
    } catch (GeneralSecurityException e) {
      return false; // r or s out of range
    }
  }
}
