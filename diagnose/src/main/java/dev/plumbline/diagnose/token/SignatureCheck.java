package dev.plumbline.diagnose.token;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of checking a token's signature with a public key.
 *
 * @param variants how the signature differs from what is asked for, if it is the key's all the same
 */
public record SignatureCheck(Result result, List<SignatureVariant> variants) {
  static final SignatureCheck NO_KEY = new SignatureCheck(Result.NO_KEY, List.of());
  static final SignatureCheck NOT_CHECKABLE = new SignatureCheck(Result.NOT_CHECKABLE, List.of());
  static final SignatureCheck INVALID = new SignatureCheck(Result.INVALID, List.of());

  /** The outcome. */
  public enum Result {
    /** It verifies as RFC 7515 §5.2 says. */
    VALID,
    /** It verifies, but not as it should: the variants say how. */
    VALID_OTHERWISE,
    /** It does not verify in any way that was tried. */
    INVALID,
    /** There was no key to check it with. */
    NO_KEY,
    /** There is no signature, or the key or the algorithm is of a kind that can't be checked here. */
    NOT_CHECKABLE
  }

  public SignatureCheck {
    variants = List.copyOf(variants);
  }

  static SignatureCheck of(List<SignatureVariant> variants) {
    return new SignatureCheck(variants.isEmpty() ? Result.VALID : Result.VALID_OTHERWISE, variants);
  }

  /** The variants in words; empty without any. */
  public String words() {
    return variants.stream().map(SignatureVariant::words).collect(Collectors.joining(", and "));
  }
}
