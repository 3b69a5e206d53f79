package dev.plumbline.tls.x509;

import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * OCSPResponse with a BasicOCSPResponse inside (RFC 6960 §4.2.1), by offsets. What it means is {@link
 * StapleCheck}'s business.
 */
final class OcspResponse {
  private static final Oid BASIC = Oid.of("1.3.6.1.5.5.7.48.1.1");
  private static final List<String> STATUS =
      List.of("successful", "malformedRequest", "internalError", "tryLater", "4", "sigRequired", "unauthorized");

  private final List<Single> responses = new ArrayList<>(1);
  private final List<ParsedCertificate> certificates = new ArrayList<>(1);
  private Der signed;
  private SignatureAlgorithm algorithm;
  private Der signature;
  private DistinguishedName responderName;
  private Der responderKeyHash;
  private long producedAt;

  private OcspResponse() {}

  /** What the response says of one certificate. */
  record Single(CertId id, Status status, long revokedAt, long thisUpdate, long nextUpdate) {
    /** The value of {@link #nextUpdate} when there is none. */
    static final long OPEN = Long.MAX_VALUE;
  }

  /** CertStatus. */
  enum Status {
    GOOD,
    REVOKED,
    UNKNOWN
  }

  /** CertID: hashes that identify, and secure nothing (RFC 6960 §4.1.1). */
  record CertId(Der hashAlgorithm, Der issuerNameHash, Der issuerKeyHash, Der serialNumber) {}

  /** @throws MalformedCertificate also if the responder says that it has no answer */
  static OcspResponse read(Bytes der) throws MalformedCertificate {
    Der in = Der.over(der);
    Der response = in.read(Der.SEQUENCE, "OCSPResponse");
    in.end("OCSPResponse");
    int status = response.read(Der.ENUMERATED, "responseStatus").smallNumber("responseStatus");
    if (status != 0) {
      throw new MalformedCertificate(
          "the responder says " + (status < STATUS.size() ? STATUS.get(status) : Integer.toString(status)));
    }
    Der explicit = response.read(Der.constructed(0), "responseBytes");
    response.end("responseBytes");
    Der bytes = explicit.read(Der.SEQUENCE, "responseBytes");
    explicit.end("responseBytes");
    if (!BASIC.is(bytes.readOid("responseType"))) {
      throw bytes.malformed("responseType", "is not id-pkix-ocsp-basic");
    }
    Der octets = bytes.read(Der.OCTET_STRING, "response");
    bytes.end("response");
    OcspResponse result = new OcspResponse();
    result.readBasic(octets.read(Der.SEQUENCE, "BasicOCSPResponse"));
    octets.end("BasicOCSPResponse");
    return result;
  }

  private void readBasic(Der basic) throws MalformedCertificate {
    signed = basic.read(Der.SEQUENCE, "tbsResponseData");
    algorithm = SignatureAlgorithm.of(basic.read(Der.SEQUENCE, "signatureAlgorithm"));
    signature = basic.readOctetAlignedBits("signature");
    if (basic.nextIs(Der.constructed(0))) {
      Der explicit = basic.readAny("certs");
      Der all = explicit.read(Der.SEQUENCE, "certs");
      explicit.end("certs");
      while (all.hasMore()) {
        certificates.add(ParsedCertificate.parse(all.read(Der.SEQUENCE, "certs").element()));
      }
    }
    basic.end("BasicOCSPResponse");
    readData(signed.again());
  }

  private void readData(Der data) throws MalformedCertificate {
    if (data.nextIs(Der.constructed(0)) && data.readAny("version").readInteger("version").smallNumber("version") != 0) {
      throw data.malformed("version", "is not v1");
    }
    if (data.nextIs(Der.constructed(1))) {
      Der byName = data.readAny("responderID");
      responderName = DistinguishedName.read(byName, "responderID");
      byName.end("responderID");
    } else {
      Der byKey = data.read(Der.constructed(2), "responderID");
      responderKeyHash = byKey.read(Der.OCTET_STRING, "responderID");
      byKey.end("responderID");
    }
    producedAt = Time.readGeneralized(data, "producedAt");
    Der all = data.read(Der.SEQUENCE, "responses");
    while (all.hasMore()) {
      responses.add(single(all.read(Der.SEQUENCE, "SingleResponse")));
    }
    readExtensions(data, "responseExtensions");
    data.end("tbsResponseData");
  }

  private static Single single(Der in) throws MalformedCertificate {
    Der certId = in.read(Der.SEQUENCE, "certID");
    CertId id =
        new CertId(
            certId.read(Der.SEQUENCE, "hashAlgorithm").readOid("hashAlgorithm"),
            certId.read(Der.OCTET_STRING, "issuerNameHash"),
            certId.read(Der.OCTET_STRING, "issuerKeyHash"),
            certId.readInteger("serialNumber"));
    certId.end("certID");
    Status status = Status.UNKNOWN;
    long revokedAt = 0;
    if (in.nextIs(Der.constructed(1))) {
      status = Status.REVOKED;
      revokedAt = Time.readGeneralized(in.readAny("certStatus"), "revocationTime");
    } else if (in.nextIs(Der.primitive(0))) {
      status = Status.GOOD;
      in.readAny("certStatus");
    } else {
      in.read(Der.primitive(2), "certStatus");
    }
    long thisUpdate = Time.readGeneralized(in, "thisUpdate");
    long nextUpdate = Single.OPEN;
    if (in.nextIs(Der.constructed(0))) {
      Der explicit = in.readAny("nextUpdate");
      nextUpdate = Time.readGeneralized(explicit, "nextUpdate");
      explicit.end("nextUpdate");
    }
    readExtensions(in, "singleExtensions");
    in.end("SingleResponse");
    return new Single(id, status, revokedAt, thisUpdate, nextUpdate);
  }

  /** None is processed, so none may be critical. */
  private static void readExtensions(Der in, String what) throws MalformedCertificate {
    if (in.nextIs(Der.constructed(1))) {
      Der explicit = in.readAny(what);
      String critical = CertificateExtensions.read(explicit.read(Der.SEQUENCE, what)).unknownCritical();
      explicit.end(what);
      if (critical != null) {
        throw in.malformed(what, "has the critical extension " + critical);
      }
    }
  }

  List<Single> responses() {
    return responses;
  }

  /** Certificates that may help to find the signer. */
  List<ParsedCertificate> certificates() {
    return certificates;
  }

  /** tbsResponseData, which is signed with tag and length. */
  Der signed() {
    return signed;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  Der signature() {
    return signature;
  }

  /** The signer's name; null if it is named by its key. */
  DistinguishedName responderName() {
    return responderName;
  }

  /** The SHA-1 of the signer's key; null if it is named by its name. */
  Der responderKeyHash() {
    return responderKeyHash;
  }

  /** Seconds since 1970. */
  long producedAt() {
    return producedAt;
  }
}
