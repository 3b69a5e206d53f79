package dev.plumbline.tls;

import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.Optional;

/**
 * Which alert a client tells the server when it ends a connection for a fault that it found: its own, or that of the
 * stack that it stands for.
 *
 * <p>It chooses the words and nothing else. The connection is over when it is asked, and so is its session (RFC 5246
 * §7.2.2), whatever it answers. It is asked once for each such fault, never for one that leaves nobody to talk to, nor
 * for an alert that the server sent. One policy may serve any number of connections, on any threads.
 */
@FunctionalInterface
public interface AlertPolicy {
  /** The alerts of this client, which {@link dev.plumbline.tls.alert.Fault} has. */
  AlertPolicy OWN = (failure, facts) -> failure.description();

  /**
   * The alert to send, which is fatal; empty to close without one.
   *
   * @param failure what this client found, with its own alert
   * @param facts what is known of the connection by then
   */
  Optional<AlertDescription> alert(TlsAlert failure, ConnectionFacts facts);
}
