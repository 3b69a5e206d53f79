package dev.plumbline.diagnose.token;

/** How a signature can miss what was asked for and still be that key's. */
public enum SignatureVariant {
  TEXT_WITHOUT_PADDING("C11", "over the text without its padding"),
  TEXT_BASE64URL("C11", "over header and claims in base64url"),
  TEXT_STANDARD_BASE64("C11", "over header and claims in standard Base64 with padding"),
  DER("C74", "in DER, where r and s are wanted one after the other (RFC 7518 §3.4)"),
  EXCHANGED("C74", "with r and s exchanged"),
  WORDS_SWAPPED("C74", "with the bytes of each 32-bit word of r and s reversed"),
  BYTES_REVERSED("C74", "with r and s least significant byte first"),
  UNEVEN("C74", "with r or s shortened or lengthened by a leading zero"),
  DIGEST_CUT_AT_ZERO("C74", "over the digest cut off at its first zero byte, as if it were a C string"),
  DIGEST_WORDS_SWAPPED("C74", "over the digest with the bytes of each 32-bit word reversed"),
  OTHER_HASH("C12", "over another hash than alg names"),
  OTHER_ALGORITHM("C12", "by the algorithm of the key and not by the one that alg names"),
  OTHER_TEXT("C74", "over a text that is not this header and these claims");

  private final String caseId;
  private final String words;

  SignatureVariant(String caseId, String words) {
    this.caseId = caseId;
    this.words = words;
  }

  /** The case of the casebook. */
  public String caseId() {
    return caseId;
  }

  /** Completes "a signature …". */
  public String words() {
    return words;
  }
}
