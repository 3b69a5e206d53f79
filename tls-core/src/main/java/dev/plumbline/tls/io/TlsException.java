package dev.plumbline.tls.io;

import dev.plumbline.tls.alert.TlsAlert;
import javax.net.ssl.SSLException;

/** The connection ended in a fault that we found or an alert that the server sent. The message is its sentence. */
public sealed class TlsException extends SSLException permits TlsTruncatedException {
  private static final long serialVersionUID = 1L;

  private final TlsAlert alert;

  TlsException(TlsAlert alert) {
    super(alert.getMessage(), alert);
    this.alert = alert;
  }

  /** What ended the connection. */
  public TlsAlert alert() {
    return alert;
  }
}
