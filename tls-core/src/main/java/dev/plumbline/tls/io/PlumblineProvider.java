package dev.plumbline.tls.io;

import java.security.Provider;

/**
 * Offers this client to everything that asks Java for an {@code SSLContext}: {@code SSLContext.getInstance("TLS", new
 * PlumblineProvider())}, or for a library that can't be told, {@code Security.insertProviderAt(new PlumblineProvider(),
 * 1)}.
 *
 * <p>{@code TLS} here is TLS 1.2, as a client. Inserted first, it serves every client in the JVM, and no server.
 */
public final class PlumblineProvider extends Provider {
  private static final long serialVersionUID = 1L;

  /** A provider named {@code Plumbline}. */
  public PlumblineProvider() {
    super("Plumbline", "0.1", "A TLS 1.2 client on a swappable crypto engine");
    String context = PlumblineContext.class.getName();
    put("SSLContext.TLSv1.2", context);
    put("SSLContext.TLS", context);
  }
}
