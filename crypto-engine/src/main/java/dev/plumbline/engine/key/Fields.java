package dev.plumbline.engine.key;

import dev.plumbline.engine.key.KeyFileException.Kind;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** The fields of an ASN.1 SEQUENCE, taken one after the other; anything unexpected is a damaged file. */
final class Fields {
  private final ASN1Encodable[] fields;
  private int next;

  private Fields(ASN1Encodable[] fields) {
    this.fields = fields;
  }

  static Fields ofDer(byte[] der) throws KeyFileException {
    try {
      return of(ASN1Primitive.fromByteArray(der));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  static Fields of(ASN1Encodable value) throws KeyFileException {
    if (!(value instanceof ASN1Sequence sequence)) {
      throw damaged();
    }
    try {
      return new Fields(sequence.toArray());
    } catch (IllegalStateException | IllegalArgumentException e) { // parsed only now, and malformed inside
      throw damaged();
    }
  }

  int size() {
    return fields.length;
  }

  /** Whether the field after {@code ahead} others is there and of this type. */
  boolean nextIs(Class<? extends ASN1Primitive> type, int ahead) {
    return next + ahead < fields.length && type.isInstance(fields[next + ahead].toASN1Primitive());
  }

  <T extends ASN1Primitive> T take(Class<T> type) throws KeyFileException {
    if (!nextIs(type, 0)) {
      throw damaged();
    }
    return type.cast(fields[next++].toASN1Primitive());
  }

  Fields sequence() throws KeyFileException {
    return of(take(ASN1Sequence.class));
  }

  byte[] octets() throws KeyFileException {
    return take(ASN1OctetString.class).getOctets();
  }

  ASN1ObjectIdentifier oid() throws KeyFileException {
    return take(ASN1ObjectIdentifier.class);
  }

  BigInteger integer() throws KeyFileException {
    return take(ASN1Integer.class).getValue();
  }

  /** What is inside the EXPLICIT tag {@code number}, if that is the next field. */
  ASN1Primitive explicit(int number) throws KeyFileException {
    if (!nextIs(ASN1TaggedObject.class, 0)
        || ((ASN1TaggedObject) fields[next].toASN1Primitive()).getTagNo() != number) {
      return null;
    }
    try {
      return take(ASN1TaggedObject.class).getExplicitBaseObject().toASN1Primitive();
    } catch (IllegalStateException e) { // an implicit tag
      throw damaged();
    }
  }

  static KeyFileException damaged() {
    return new KeyFileException(
        Kind.DAMAGED, "the private key's structure is damaged or of an unknown kind: copy or export the key again");
  }
}
