package dev.plumbline.vectors;

import dev.plumbline.vectors.RecordedConnection.Side;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a ServerKeyExchange says (RFC 8422 §5.4). */
record ServerShare(byte[] params, int group, byte[] point, int scheme, byte[] signature) {
  private static final int PARAMS_BEFORE_POINT = 4;

  static ServerShare of(HandshakeLog log) {
    ByteBuffer body = log.get(Side.SERVER, HandshakeLog.SERVER_KEY_EXCHANGE).body();
    int start = body.position();
    body.get();
    int group = body.getShort();
    byte[] point = HandshakeLog.opaque(body, 1);
    byte[] params = Arrays.copyOfRange(body.array(), start, start + PARAMS_BEFORE_POINT + point.length);
    int scheme = body.getShort();
    return new ServerShare(params, group, point, scheme, HandshakeLog.opaque(body, 2));
  }
}
