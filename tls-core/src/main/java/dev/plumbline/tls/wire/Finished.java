package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.TlsAlert;

/** {@code opaque verify_data[12]} (RFC 5246 §7.4.9). */
public record Finished(Bytes verifyData) implements HandshakeMessage {
  public static final int VERIFY_DATA_LENGTH = 12;

  public static Finished read(WireReader in) throws TlsAlert {
    Bytes verifyData = in.opaque(VERIFY_DATA_LENGTH, "verify_data");
    in.end();
    return new Finished(verifyData);
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.FINISHED;
  }

  @Override
  public void write(WireWriter out) {
    out.opaque(verifyData);
  }
}
