package dev.plumbline.diagnose.proof;

import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The algorithm of a signature.
 *
 * @param name as the RFCs call it ({@code ecdsa-with-SHA256}), or an object identifier
 * @param keyType the key that makes such: {@code EC}, {@code RSA}, {@code Ed25519}, {@code Ed448}, {@code DSA}; empty
 *     if unknown
 * @param hash {@code SHA-256}; empty if it has none of its own or it is unknown
 * @param pss RSASSA-PSS
 */
public record SignatureName(String name, String keyType, String hash, boolean pss) {
  private static final Map<String, SignatureName> KNOWN =
      Map.ofEntries(
          known("1.2.840.10045.4.1", "ecdsa-with-SHA1", "EC", "SHA-1"),
          known("1.2.840.10045.4.3.1", "ecdsa-with-SHA224", "EC", "SHA-224"),
          known("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", "EC", "SHA-256"),
          known("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", "EC", "SHA-384"),
          known("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", "EC", "SHA-512"),
          known("1.2.840.113549.1.1.2", "md2WithRSAEncryption", "RSA", "MD2"),
          known("1.2.840.113549.1.1.4", "md5WithRSAEncryption", "RSA", "MD5"),
          known("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", "RSA", "SHA-1"),
          known("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", "RSA", "SHA-224"),
          known("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", "RSA", "SHA-256"),
          known("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", "RSA", "SHA-384"),
          known("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", "RSA", "SHA-512"),
          known("1.2.840.10040.4.3", "dsa-with-SHA1", "DSA", "SHA-1"),
          known("1.3.101.112", "Ed25519", "Ed25519", ""),
          known("1.3.101.113", "Ed448", "Ed448", ""));

  private static final Map<String, String> HASHES =
      Map.of(
          "1.3.14.3.2.26", "SHA-1", "2.16.840.1.101.3.4.2.4", "SHA-224", "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384", "2.16.840.1.101.3.4.2.3", "SHA-512");

  private static Map.Entry<String, SignatureName> known(String oid, String name, String keyType, String hash) {
    return Map.entry(oid, new SignatureName(name, keyType, hash, false));
  }

  static SignatureName of(AlgorithmIdentifier algorithm) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      String hash = pssHash(algorithm.getParameters());
      return new SignatureName(hash.isEmpty() ? "RSASSA-PSS" : "RSASSA-PSS with " + hash, "RSA", hash, true);
    }
    String oid = algorithm.getAlgorithm().getId();
    return KNOWN.getOrDefault(oid, new SignatureName(oid, "", "", false));
  }

  private static String pssHash(ASN1Encodable parameters) {
    try {
      RSASSAPSSparams pss =
          parameters == null ? new RSASSAPSSparams() : RSASSAPSSparams.getInstance(parameters);
      return HASHES.getOrDefault(pss.getHashAlgorithm().getAlgorithm().getId(), "");
    } catch (RuntimeException e) { // how Bouncy Castle says that they are malformed
      return "";
    }
  }
}
