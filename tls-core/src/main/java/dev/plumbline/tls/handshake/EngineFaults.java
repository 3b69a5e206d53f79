package dev.plumbline.tls.handshake;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PeerRejected;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;

/** What an engine's refusals mean in a handshake; the alerts are in {@link Fault}. */
final class EngineFaults {
  private EngineFaults() {}

  /** An engine that failed, for any reason but that it was busy. */
  static TlsAlert failed(CryptoEngine engine, EngineException cause) {
    return Fault.ENGINE_FAILED.because(cause, engine.profile().name(), cause.getMessage());
  }

  /** What did not hold in the server's key exchange. */
  static TlsAlert keyExchange(CryptoEngine engine, PeerRejected cause) {
    return switch (cause.reason()) {
      case SIGNATURE -> Fault.SERVER_KEY_EXCHANGE_SIGNATURE.because(cause);
      case POINT -> Fault.POINT_INVALID.because(cause, cause.getMessage());
      case KEY -> Fault.SERVER_KEY_UNUSABLE.because(cause, cause.getMessage());
      case RECORD_MAC -> Fault.ENGINE_REJECTED.because(cause, engine.profile().name(), cause.getMessage());
    };
  }
}
