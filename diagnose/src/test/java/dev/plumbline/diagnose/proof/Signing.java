package dev.plumbline.diagnose.proof;

import dev.plumbline.tls.testing.TestKey;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** Signatures made by hand, so that each step of making them can go wrong. */
final class Signing {
  private Signing() {}

  /** r and s over a digest as it is. */
  static BigInteger[] ecdsa(TestKey key, byte[] digest) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, key.pair().getPrivate());
    return signer.generateSignature(digest);
  }

  /** Bytes of a number modulo the order. */
  static int width(TestKey key) {
    return (((ECPrivateKeyParameters) key.pair().getPrivate()).getParameters().getN().bitLength() + 7) / 8;
  }

  static byte[] fixed(BigInteger number, int width) {
    return ByteOrders.fixed(number.toByteArray(), width);
  }

  /** A SEQUENCE of two INTEGERs with these contents. */
  static byte[] der(byte[] r, byte[] s) {
    return sequence(join(integer(r), integer(s)));
  }

  static byte[] der(BigInteger r, BigInteger s) {
    return der(r.toByteArray(), s.toByteArray());
  }

  static byte[] integer(byte[] content) {
    return join(new byte[] {2, (byte) content.length}, content);
  }

  static byte[] sequence(byte[] content) {
    return content.length < 0x80
        ? join(new byte[] {0x30, (byte) content.length}, content)
        : join(new byte[] {0x30, (byte) 0x81, (byte) content.length}, content);
  }

  /** The number that these bytes are, as DER writes it. */
  static byte[] minimal(byte[] number) {
    return new BigInteger(1, number).toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** A block raised to the private exponent. */
  static byte[] rsa(TestKey key, byte[] block) {
    RSAKeyParameters parameters = (RSAKeyParameters) key.pair().getPrivate();
    BigInteger number = new BigInteger(1, block).modPow(parameters.getExponent(), parameters.getModulus());
    return fixed(number, (parameters.getModulus().bitLength() + 7) / 8);
  }

  /** {@code 00 01 FF… 00} and the content, or type 2 with bytes that are not zero. */
  static byte[] padded(int type, byte[] content, int length) {
    byte[] block = new byte[length];
    Arrays.fill(block, 2, length - content.length - 1, (byte) 0xFF);
    block[1] = (byte) type;
    System.arraycopy(content, 0, block, length - content.length, content.length);
    return block;
  }
}
