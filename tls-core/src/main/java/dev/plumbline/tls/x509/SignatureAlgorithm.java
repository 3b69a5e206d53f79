package dev.plumbline.tls.x509;

import dev.plumbline.engine.SignatureScheme;
import java.util.List;
import java.util.Optional;

/**
 * AlgorithmIdentifiers of signatures (RFC 3279 §2.2, RFC 4055, RFC 5758 §3.2).
 *
 * @param name as the RFCs call it
 * @param scheme the same in TLS; null if it is none of this profile's
 */
record SignatureAlgorithm(String name, SignatureScheme scheme) {
  private static final List<Known> KNOWN =
      List.of(
          new Known("1.2.840.10045.4.3.2", "ecdsa-with-SHA256", SignatureScheme.ECDSA_SHA256),
          new Known("1.2.840.10045.4.3.3", "ecdsa-with-SHA384", SignatureScheme.ECDSA_SHA384),
          new Known("1.2.840.10045.4.3.4", "ecdsa-with-SHA512", SignatureScheme.ECDSA_SHA512),
          new Known("1.2.840.113549.1.1.11", "sha256WithRSAEncryption", SignatureScheme.RSA_PKCS1_SHA256),
          new Known("1.2.840.113549.1.1.12", "sha384WithRSAEncryption", SignatureScheme.RSA_PKCS1_SHA384),
          new Known("1.2.840.113549.1.1.13", "sha512WithRSAEncryption", SignatureScheme.RSA_PKCS1_SHA512),
          new Known("1.2.840.113549.1.1.14", "sha224WithRSAEncryption", null),
          new Known("1.2.840.113549.1.1.5", "sha1WithRSAEncryption", null),
          new Known("1.2.840.113549.1.1.4", "md5WithRSAEncryption", null),
          new Known("1.2.840.113549.1.1.2", "md2WithRSAEncryption", null),
          new Known("1.2.840.10045.4.1", "ecdsa-with-SHA1", null),
          new Known("1.2.840.10040.4.3", "dsa-with-SHA1", null),
          new Known("1.3.101.112", "Ed25519", null),
          new Known("1.3.101.113", "Ed448", null));
  private static final Oid RSASSA_PSS = Oid.of("1.2.840.113549.1.1.10");
  private static final Oid MGF1 = Oid.of("1.2.840.113549.1.1.8");
  private static final List<Oid> HASHES =
      List.of(Oid.of("2.16.840.1.101.3.4.2.1"), Oid.of("2.16.840.1.101.3.4.2.2"), Oid.of("2.16.840.1.101.3.4.2.3"));
  private static final List<SignatureScheme> PSS =
      List.of(SignatureScheme.RSA_PSS_SHA256, SignatureScheme.RSA_PSS_SHA384, SignatureScheme.RSA_PSS_SHA512);
  private static final String WHAT = "signatureAlgorithm";

  private record Known(Oid oid, SignatureAlgorithm algorithm) {
    Known(String oid, String name, SignatureScheme scheme) {
      this(Oid.of(oid), new SignatureAlgorithm(name, scheme));
    }
  }

  /** Reads an AlgorithmIdentifier, given the SEQUENCE. */
  static SignatureAlgorithm of(Der identifier) throws MalformedCertificate {
    Der in = identifier.again();
    Der oid = in.readOid(WHAT);
    if (RSASSA_PSS.is(oid)) {
      return pss(in);
    }
    for (Known known : KNOWN) {
      if (known.oid.is(oid)) {
        return known.algorithm.checkParameters(in);
      }
    }
    return new SignatureAlgorithm(Oid.dotted(oid), null);
  }

  private SignatureAlgorithm checkParameters(Der in) throws MalformedCertificate {
    if (scheme == null) {
      return this;
    }
    boolean rsa = !name.startsWith("ecdsa"); // RSA: NULL or absent (RFC 4055 §5); ECDSA: absent (RFC 5758 §3.2)
    if (rsa && in.hasMore()) {
      in.read(Der.NULL, WHAT);
    }
    in.end(WHAT);
    return this;
  }

  /** RSASSA-PSS-params (RFC 4055 §3.1): only one hash throughout, and a salt as long as the hash, have a TLS scheme. */
  private static SignatureAlgorithm pss(Der in) throws MalformedCertificate {
    Der parameters = in.read(Der.SEQUENCE, "RSASSA-PSS-params");
    in.end("RSASSA-PSS-params");
    int hash = parameters.nextIs(Der.constructed(0)) ? hash(parameters.read(Der.constructed(0), "hashAlgorithm")) : -1;
    int mgfHash = -1;
    if (parameters.nextIs(Der.constructed(1))) {
      Der mgf = parameters.read(Der.constructed(1), "maskGenAlgorithm").read(Der.SEQUENCE, "maskGenAlgorithm");
      mgfHash = MGF1.is(mgf.readOid("maskGenAlgorithm")) ? hash(mgf) : -1;
    }
    int salt = parameters.nextIs(Der.constructed(2)) ? number(parameters, 2, "saltLength") : 20;
    int trailer = parameters.nextIs(Der.constructed(3)) ? number(parameters, 3, "trailerField") : 1;
    parameters.end("RSASSA-PSS-params");
    boolean usable = hash >= 0 && hash == mgfHash && trailer == 1 && salt == PSS.get(hash).hash().length();
    return usable
        ? new SignatureAlgorithm("RSASSA-PSS with " + PSS.get(hash).hash().standardName(), PSS.get(hash))
        : new SignatureAlgorithm("RSASSA-PSS with parameters that have no name in TLS", null);
  }

  /** The hash's place in {@link #HASHES}, or -1. */
  private static int hash(Der in) throws MalformedCertificate {
    Der oid = in.read(Der.SEQUENCE, "hashAlgorithm").readOid("hashAlgorithm");
    for (int i = 0; i < HASHES.size(); i++) {
      if (HASHES.get(i).is(oid)) {
        return i;
      }
    }
    return -1;
  }

  private static int number(Der parameters, int tag, String what) throws MalformedCertificate {
    return parameters.read(Der.constructed(tag), what).readInteger(what).smallNumber(what);
  }

  Optional<SignatureScheme> tlsScheme() {
    return Optional.ofNullable(scheme);
  }
}
