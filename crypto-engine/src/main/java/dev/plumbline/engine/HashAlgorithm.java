package dev.plumbline.engine;

/**
 * The hash functions of this profile (FIPS 180-4), with their sizes in bytes. SHA-1 and MD5 are absent by decision (RFC
 * 9155).
 */
public enum HashAlgorithm {
  SHA256("SHA-256", 32, 64),
  SHA384("SHA-384", 48, 128),
  SHA512("SHA-512", 64, 128);

  private final String standardName;
  private final int length;
  private final int blockLength;

  HashAlgorithm(String standardName, int length, int blockLength) {
    this.standardName = standardName;
    this.length = length;
    this.blockLength = blockLength;
  }

  public String standardName() {
    return standardName;
  }

  /** Digest size in bytes. */
  public int length() {
    return length;
  }

  /** Compression-function block size in bytes, which HMAC needs (RFC 2104 §2). */
  public int blockLength() {
    return blockLength;
  }
}
