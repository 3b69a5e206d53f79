package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.List;

/**
 * CertificateRequest (RFC 5246 §7.4.4): {@code certificate_types<1..2^8-1>}, {@code
 * supported_signature_algorithms<2..2^16-2>}, {@code certificate_authorities<0..2^16-1>} of DER names {@code
 * <1..2^16-1>}.
 */
public record CertificateRequest(Bytes certificateTypes, List<Integer> signatureAlgorithms, List<Bytes> authorities)
    implements HandshakeMessage {
  public static final int RSA_SIGN = 1;
  public static final int ECDSA_SIGN = 64;

  public CertificateRequest {
    signatureAlgorithms = List.copyOf(signatureAlgorithms);
    authorities = List.copyOf(authorities);
  }

  public static CertificateRequest read(WireReader in) throws TlsAlert {
    Bytes types = in.opaque8(1, 0xFF, "certificate_types");
    WireReader algorithms = in.vector16(2, 0xFFFE, "supported_signature_algorithms");
    List<Integer> schemes = new ArrayList<>();
    while (algorithms.hasMore()) {
      schemes.add(algorithms.u16("algorithm"));
    }
    WireReader names = in.vector16(0, 0xFFFF, "certificate_authorities");
    in.end();
    List<Bytes> authorities = new ArrayList<>();
    while (names.hasMore()) {
      authorities.add(names.opaque16(1, 0xFFFF, "DistinguishedName"));
    }
    return new CertificateRequest(types, schemes, authorities);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE_REQUEST;
  }

  @Override
  public void write(WireWriter out) {
    out.opaque8(certificateTypes);
    int mark = out.open16();
    signatureAlgorithms.forEach(out::u16);
    out.close16(mark);
    mark = out.open16();
    authorities.forEach(out::opaque16);
    out.close16(mark);
  }
}
