package dev.plumbline.tls.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.operator.ContentSigner;

/** How a test certificate is signed. Deterministic: nonces by RFC 6979, salts by name. */
public enum SigningAlgorithm {
  ECDSA_SHA1(X9ObjectIdentifiers.ecdsa_with_SHA1, SHA1Digest::new),
  ECDSA_SHA256(X9ObjectIdentifiers.ecdsa_with_SHA256, SHA256Digest::new),
  ECDSA_SHA384(X9ObjectIdentifiers.ecdsa_with_SHA384, SHA384Digest::new),
  ECDSA_SHA512(X9ObjectIdentifiers.ecdsa_with_SHA512, SHA512Digest::new),
  RSA_SHA1(PKCSObjectIdentifiers.sha1WithRSAEncryption, SHA1Digest::new),
  RSA_SHA256(PKCSObjectIdentifiers.sha256WithRSAEncryption, SHA256Digest::new),
  RSA_SHA384(PKCSObjectIdentifiers.sha384WithRSAEncryption, SHA384Digest::new),
  RSA_SHA512(PKCSObjectIdentifiers.sha512WithRSAEncryption, SHA512Digest::new),
  RSA_PSS_SHA256(NISTObjectIdentifiers.id_sha256, SHA256Digest::new),
  RSA_PSS_SHA384(NISTObjectIdentifiers.id_sha384, SHA384Digest::new),
  RSA_PSS_SHA512(NISTObjectIdentifiers.id_sha512, SHA512Digest::new),
  ED25519(EdECObjectIdentifiers.id_Ed25519, SHA512Digest::new);

  private final ASN1ObjectIdentifier oid;
  private final Supplier<Digest> digest;

  SigningAlgorithm(ASN1ObjectIdentifier oid, Supplier<Digest> digest) {
    this.oid = oid;
    this.digest = digest;
  }

  /** What goes with a key when nothing else was asked for. */
  public static SigningAlgorithm usual(TestKey.Kind kind) {
    return switch (kind) {
      case EC_P192, EC_P256 -> ECDSA_SHA256;
      case EC_P384 -> ECDSA_SHA384;
      case EC_P521 -> ECDSA_SHA512;
      case ED25519 -> ED25519;
      default -> RSA_SHA256;
    };
  }

  ContentSigner signer(TestKey key) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    return new ContentSigner() {
      @Override
      public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithmIdentifier();
      }

      @Override
      public OutputStream getOutputStream() {
        return content;
      }

      @Override
      public byte[] getSignature() {
        return sign(key, content.toByteArray());
      }
    };
  }

  byte[] sign(TestKey key, byte[] content) {
    try {
      AsymmetricKeyParameter privateKey = key.pair().getPrivate();
      if (this == RSA_PSS_SHA256 || this == RSA_PSS_SHA384 || this == RSA_PSS_SHA512) {
        PSSSigner pss = new PSSSigner(new RSABlindedEngine(), digest.get(), digest.get().getDigestSize());
        pss.init(true, new ParametersWithRandom(privateKey, new TestKey.SeededRandom("salt")));
        pss.update(content, 0, content.length);
        return pss.generateSignature();
      }
      Signer signer = plainSigner();
      signer.init(true, privateKey);
      signer.update(content, 0, content.length);
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signer plainSigner() {
    if (this == ED25519) {
      return new Ed25519Signer();
    }
    return name().startsWith("ECDSA")
        ? new DSADigestSigner(new ECDSASigner(new HMacDSAKCalculator(digest.get())), digest.get())
        : new RSADigestSigner(digest.get());
  }

  AlgorithmIdentifier algorithmIdentifier() {
    if (name().startsWith("RSA_PSS")) {
      AlgorithmIdentifier hash = new AlgorithmIdentifier(oid, DERNull.INSTANCE);
      return new AlgorithmIdentifier(
          PKCSObjectIdentifiers.id_RSASSA_PSS,
          new RSASSAPSSparams(
              hash,
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
              new ASN1Integer(BigInteger.valueOf(digest.get().getDigestSize())),
              RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
    }
    return name().startsWith("RSA") ? new AlgorithmIdentifier(oid, DERNull.INSTANCE) : new AlgorithmIdentifier(oid);
  }
}
