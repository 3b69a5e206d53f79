package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/** CertificateVerify: a digitally-signed struct over all handshake messages so far (RFC 5246 §7.4.8). */
public record CertificateVerify(int scheme, Bytes signature) implements HandshakeMessage {
  public static CertificateVerify read(WireReader in) throws TlsAlert {
    int scheme = in.u16("algorithm");
    Bytes signature = in.opaque16(0, 0xFFFF, "signature");
    in.end();
    return new CertificateVerify(scheme, signature);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_VERIFY;
  }

  @Override
  public void write(WireWriter out) {
    out.u16(scheme).opaque16(signature);
  }
}
