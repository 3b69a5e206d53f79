package dev.plumbline.engine;

/**
 * What an engine needs to see of one certificate to verify it with its issuer's key (RFC 5280 §4.1.1).
 *
 * @param tbsCertificate the signed bytes, as received
 * @param scheme the signature algorithm
 * @param signature the signature value: DER for ECDSA, the octet string for RSA
 * @param subjectKey the key that the certificate certifies
 */
public record SignedCertificate(
    CryptoView tbsCertificate, SignatureScheme scheme, CryptoView signature, PublicKeyInfo subjectKey) {}
