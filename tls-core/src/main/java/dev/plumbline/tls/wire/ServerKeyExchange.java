package dev.plumbline.tls.wire;

import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;

/**
 * ServerKeyExchange for ECDHE (RFC 8422 §5.4): ServerECDHParams (curve_type, namedcurve, {@code point<1..2^8-1>}),
 * then the signature scheme and {@code signature<0..2^16-1>} (RFC 5246 §4.7).
 *
 * @param params ServerECDHParams as received: what the signature covers
 */
public record ServerKeyExchange(Bytes params, int group, Bytes point, int scheme, Bytes signature)
    implements HandshakeMessage {
  /** Bytes of params before the point: curve_type, namedcurve, and the point's length. */
  public static final int POINT_OFFSET = 4;

  private static final int NAMED_CURVE = 3;

  public static ServerKeyExchange read(WireReader in) throws TlsAlert {
    int begin = in.position();
    int curveType = in.u8("curve_type");
    if (curveType != NAMED_CURVE) {
      throw Fault.CURVE_TYPE.with(curveType);
    }
    int group = in.u16("namedcurve");
    Bytes point = in.opaque8(1, 0xFF, "point");
    Bytes params = in.since(begin);
    int scheme = in.u16("algorithm");
    Bytes signature = in.opaque16(0, 0xFFFF, "signature");
    in.end();
    return new ServerKeyExchange(params, group, point, scheme, signature);
  }

  /** The params for a group and a point, for servers. */
  public static Bytes paramsOf(int group, Bytes point) {
    WireWriter out = new WireWriter(new byte[POINT_OFFSET + point.length()]);
    return out.u8(NAMED_CURVE).u16(group).opaque8(point).toBytes();
  }

  @Override
  public HandshakeType type() {
    return HandshakeType.SERVER_KEY_EXCHANGE;
  }

  @Override
  public void write(WireWriter out) {
    out.opaque(params).u16(scheme).opaque16(signature);
  }
}
