package dev.plumbline.engine.software;

import dev.plumbline.engine.CryptoView;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The EC public keys used last, as live points: a point that was verified with carries its table of multiples, and
 * the next verification takes less than half the time. The same anchors, and often the same server, come back
 * connection after connection.
 *
 * <p>Bounded, and of public values only. Thread-safe.
 */
final class RecentEcKeys {
  private static final int LIMIT = 64;

  private final Map<ByteBuffer, ECPublicKeyParameters> keys =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, ECPublicKeyParameters> eldest) {
          return size() > LIMIT;
        }
      };

  /** Empty if the bytes are not a point of the curve. The length of a point tells its curve. */
  Optional<ECPublicKeyParameters> get(NistCurve curve, CryptoView point) {
    ByteBuffer window = ByteBuffer.wrap(point.array(), point.offset(), point.length());
    synchronized (keys) {
      ECPublicKeyParameters known = keys.get(window);
      if (known != null && known.getParameters() == curve.domain()) {
        return Optional.of(known);
      }
    }
    Optional<ECPublicKeyParameters> fresh =
        curve.decode(point).map(decoded -> new ECPublicKeyParameters(decoded, curve.domain()));
    fresh.ifPresent(
        key -> {
          synchronized (keys) {
            keys.put(ByteBuffer.wrap(point.copy()), key);
          }
        });
    return fresh;
  }
}
