package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/** CertificateStatus with status_type ocsp(1): {@code opaque OCSPResponse<1..2^24-1>} (RFC 6066 §8). */
public record CertificateStatus(Bytes ocspResponse) implements HandshakeMessage {
  private static final int OCSP = 1;

  public static CertificateStatus read(WireReader in) throws TlsAlert {
    int statusType = in.u8("status_type");
    if (statusType != OCSP) {
      throw in.malformed("status_type " + statusType + " is not ocsp(1)");
    }
    Bytes response = in.opaque24(1, 0xFFFFFF, "OCSPResponse");
    in.end();
    return new CertificateStatus(response);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_STATUS;
  }

  @Override
  public void write(WireWriter out) {
    out.u8(OCSP).opaque24(ocspResponse);
  }
}
