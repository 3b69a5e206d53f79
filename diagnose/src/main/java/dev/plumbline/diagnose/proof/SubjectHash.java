package dev.plumbline.diagnose.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * The hash of a subject's name under which OpenSSL looks a certificate up in a directory: {@code 4042bcee.0} (C18). It
 * is that of OpenSSL 1.0 and later: the first four bytes, the last one first, of the SHA-1 of the name with its strings
 * in UTF-8, in lower case, and without superfluous blanks. Stateless.
 */
public final class SubjectHash {
  private SubjectHash() {}

  /** Eight hexadecimal digits; empty for what is no certificate. */
  public static Optional<String> of(byte[] certificate) {
    return CertificateFacts.of(certificate).map(CertificateFacts::subjectName).map(SubjectHash::of);
  }

  private static String of(X500Name name) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(canonical(name));
      return String.format(Locale.ROOT, "%02x%02x%02x%02x", digest[3], digest[2], digest[1], digest[0]);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("SHA-1 and an array in memory do not fail", e);
    }
  }

  /** One SET after the other, without the SEQUENCE around them. */
  private static byte[] canonical(X500Name name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (RDN rdn : name.getRDNs()) {
      ASN1EncodableVector set = new ASN1EncodableVector();
      for (AttributeTypeAndValue one : rdn.getTypesAndValues()) {
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(one.getType());
        pair.add(canonical(one.getValue()));
        set.add(new DERSequence(pair));
      }
      out.write(new DERSet(set).getEncoded(ASN1Encoding.DER));
    }
    return out.toByteArray();
  }

  private static ASN1Encodable canonical(ASN1Encodable value) {
    return value instanceof ASN1String text && !(value.toASN1Primitive() instanceof DERBitString)
        ? new DERUTF8String(folded(text.getString())) : value;
  }

  /** Only the letters and blanks of ASCII count. */
  private static String folded(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split("[ \\t\\n\\x0B\\f\\r]+")) {
      if (!word.isEmpty()) {
        out.append(out.length() == 0 ? "" : " ").append(word);
      }
    }
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] += bytes[i] >= 'A' && bytes[i] <= 'Z' ? 'a' - 'A' : 0;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
