package dev.plumbline.diagnose.proof;

/**
 * One thing that was done otherwise than it should when a signature was made, found because the signature verifies
 * once it is undone.
 *
 * @param words says it so that it completes "the signature verifies, but …"
 */
public record Slip(Kind kind, String words) {
  /** What was done otherwise, and what to do about it. */
  public enum Kind {
    MALFORMED_DER(
        "write a SEQUENCE of two INTEGERs in DER: minimal lengths, no superfluous zero bytes, and one zero "
            + "byte before a first bit that is set (X.690 §8.3)"),
    RAW_INSTEAD_OF_DER(
        "wrap r and s into a DER SEQUENCE of two INTEGERs (RFC 8422 §5.4); engines and secure elements "
            + "return them bare"),
    DER_INSTEAD_OF_RAW(
        "take r and s out of the DER SEQUENCE and write each as a fixed number of bytes (RFC 7518 §3.4)"),
    RAW_WIDTH("write r and s each in exactly as many bytes as the curve's order has, with leading zeros"),
    EXCHANGED("write r first, then s"),
    WORDS_SWAPPED(
        "reverse the bytes of each 32-bit word of r and s when they leave the engine, or switch the "
            + "engine's word order"),
    INTEGER_REVERSED("r and s are big-endian numbers: reverse their bytes when they leave the engine"),
    WORD_ORDER_REVERSED("put the most significant 32-bit word first"),
    OTHER_HASH("hash with the algorithm that the message announces"),
    DIGEST_WORDS_SWAPPED(
        "hand the digest to the engine in the byte order in which it takes it: reverse the bytes of each "
            + "32-bit word"),
    DIGEST_REVERSED("hand the digest to the engine as a big-endian number"),
    HASHED_TWICE(
        "hash once: the signing call hashes what it is given, so give it the message, or use the call that "
            + "takes a digest"),
    HASHED_AS_TEXT("sign the digest's bytes, not its hexadecimal text"),
    DIGEST_TAIL("take the leftmost bytes of a digest that is longer than the curve's order (FIPS 186-5 §6.4.1)"),
    DIGEST_PADDED_RIGHT("put zeros before a digest that is shorter than the operand, not after it"),
    DIGEST_CUT_AT_ZERO("a digest is not a C string: use its length and not the first zero byte"),
    DIGEST_ZERO("nothing was hashed: see why the digest's buffer is still empty when it is signed"),
    OTHER_TRANSCRIPT(
        "hash all handshake messages up to, and without, CertificateVerify, headers included (RFC 5246 "
            + "§7.4.8)"),
    OTHER_KEY("use the private key that belongs to the certificate, or the certificate that belongs to the key"),
    OTHER_SCHEME("announce the signature scheme that goes with the key"),
    NO_DIGEST_INFO("put the digest into a DigestInfo before it is padded (RFC 8017 §9.2)"),
    WRONG_DIGEST_INFO("name the hash that was used in the DigestInfo (RFC 8017 §9.2)"),
    PKCS1_INSTEAD_OF_PSS("pad as RSASSA-PSS, or announce the PKCS#1 scheme"),
    PSS_INSTEAD_OF_PKCS1("pad as PKCS#1 v1.5, or announce the PSS scheme"),
    PSS_PARAMETERS("use a salt as long as the hash and the same hash for the mask (RFC 8446 §4.2.3)"),
    ENCRYPTION_PADDING("use the padding of signatures (block type 1), not that of encryption (RFC 8017 §9.2)"),
    NO_PADDING("pad the DigestInfo before it is raised to the private exponent (RFC 8017 §9.2)"),
    BLOCK_REVERSED("an RSA signature is a big-endian number: reverse its bytes when it leaves the engine"),
    BLOCK_WORDS_SWAPPED("reverse the bytes of each 32-bit word of the RSA signature when it leaves the engine"),
    ALL_ZERO("the engine wrote no signature: look at what the signing call returned");

    private final String fix;

    Kind(String fix) {
      this.fix = fix;
    }

    /** What to do about it, for whoever writes the firmware. */
    public String fix() {
      return fix;
    }
  }
}
