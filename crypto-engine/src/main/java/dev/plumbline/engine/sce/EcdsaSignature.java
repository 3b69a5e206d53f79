package dev.plumbline.engine.sce;

import dev.plumbline.engine.CryptoView;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

/** An ECDSA signature between its two forms: DER on the wire (RFC 3279 §2.2.3), two numbers of fixed length for an engine. */
record EcdsaSignature(byte[] r, byte[] s) {

  /** The two numbers, each {@code length} bytes; empty if the DER is none, or a number does not fit. */
  static Optional<EcdsaSignature> fromDer(CryptoView der, int length) {
    try {
      ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.copy()));
      if (sequence.size() != 2) {
        return Optional.empty();
      }
      byte[] r = fixed(ASN1Integer.getInstance(sequence.getObjectAt(0)).getValue(), length);
      byte[] s = fixed(ASN1Integer.getInstance(sequence.getObjectAt(1)).getValue(), length);
      return r == null || s == null ? Optional.empty() : Optional.of(new EcdsaSignature(r, s));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  byte[] toDer() {
    ASN1EncodableVector numbers = new ASN1EncodableVector();
    numbers.add(new ASN1Integer(new BigInteger(1, r)));
    numbers.add(new ASN1Integer(new BigInteger(1, s)));
    try {
      return new DERSequence(numbers).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("two integers that cannot be encoded", e);
    }
  }

  private static byte[] fixed(BigInteger number, int length) {
    if (number.signum() < 0 || number.bitLength() > length * Byte.SIZE) {
      return null;
    }
    byte[] out = new byte[length];
    byte[] magnitude = number.toByteArray();
    int from = Math.max(0, magnitude.length - length);
    System.arraycopy(magnitude, from, out, length - (magnitude.length - from), magnitude.length - from);
    return out;
  }
}
