package dev.plumbline.diagnose.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CertificateRequest up to TLS 1.2 (RFC 5246 §7.4.4).
 *
 * @param schemes empty before TLS 1.2
 * @param authorities distinguished names in DER
 */
public record CertificateRequestView(
    List<Integer> types, List<Integer> schemes, List<byte[]> authorities, Place place) {

  private static final int TYPE = 13;

  public CertificateRequestView {
    types = List.copyOf(types);
    schemes = List.copyOf(schemes);
    authorities = List.copyOf(authorities);
  }

  /** Reads it by the version that the server chose; empty if it ends before its list of authorities does. */
  public static Optional<CertificateRequestView> read(Event.Handshake message, ServerHelloView hello) {
    Cursor in = new Cursor(message.body());
    List<Integer> types = in.sub(in.u8()).u8s();
    List<Integer> schemes = hello.version() >= ServerHelloView.TLS12 ? in.sub(in.u16()).u16s() : List.of();
    Cursor names = in.sub(in.u16());
    if (message.type() != TYPE || in.exhausted()) {
      return Optional.empty();
    }
    List<byte[]> authorities = new ArrayList<>();
    while (names.remaining() > 0) {
      authorities.add(names.opaque16());
    }
    return Optional.of(new CertificateRequestView(types, schemes, authorities, message.place()));
  }
}
