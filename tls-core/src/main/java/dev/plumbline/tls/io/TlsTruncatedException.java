package dev.plumbline.tls.io;

import dev.plumbline.tls.alert.TlsAlert;

/**
 * The transport ended without close_notify, so that nobody knows whether the data was complete (RFC 5246 §7.2.1).
 * Whoever has another way to know, as a length that was announced, may go on with what arrived.
 */
public final class TlsTruncatedException extends TlsException {
  private static final long serialVersionUID = 1L;

  TlsTruncatedException(TlsAlert alert) {
    super(alert);
  }
}
