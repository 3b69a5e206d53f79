package dev.plumbline.tls.handshake;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Optional;

/** What the server is told when a fault that we found has ended the connection. */
@FunctionalInterface
public interface LastWords {
  /** The fatal alert for it; empty for none. */
  Optional<AlertDescription> on(TlsAlert failure);
}
