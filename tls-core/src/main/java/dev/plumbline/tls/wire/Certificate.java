package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.List;

/** {@code ASN.1Cert certificate_list<0..2^24-1>}, each certificate {@code opaque<1..2^24-1>} (RFC 5246 §7.4.2). */
public record Certificate(List<Bytes> certificateList) implements HandshakeMessage {
  private static final int MAX = 0xFFFFFF;

  public Certificate {
    certificateList = List.copyOf(certificateList);
  }

  public static Certificate read(WireReader in) throws TlsAlert {
    WireReader vector = in.vector24(0, MAX, "certificate_list");
    in.end();
    List<Bytes> list = new ArrayList<>();
    while (vector.hasMore()) {
      list.add(vector.opaque24(1, MAX, "ASN.1Cert"));
    }
    return new Certificate(list);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.CERTIFICATE;
  }

  @Override
  public void write(WireWriter out) {
    int mark = out.open24();
    certificateList.forEach(out::opaque24);
    out.close24(mark);
  }
}
