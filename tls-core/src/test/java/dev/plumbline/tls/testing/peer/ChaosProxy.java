package dev.plumbline.tls.testing.peer;

import java.io.IOException;

/**
 * Stands between a client and a server on 127.0.0.1 and does to their bytes what it was told, the same for each
 * connection. Needs no privilege, and no luck: what is spoiled is counted in bytes of the stream, not in time.
 */
public final class ChaosProxy implements AutoCloseable {
  private final Relay relay;

  private ChaosProxy(Relay relay) {
    this.relay = relay;
  }

  /** A proxy in front of a port of 127.0.0.1. */
  public static ChaosProxy to(int port, Distortion toServer, Distortion toClient) throws IOException {
    return new ChaosProxy(Relay.fromLoopback(Relay.loopback(port), toServer, toClient));
  }

  /** A proxy that only distorts what the server says. */
  public static ChaosProxy to(int port, Distortion toClient) throws IOException {
    return to(port, Distortions.NONE, toClient);
  }

  /** Where clients are to connect to, on 127.0.0.1. */
  public int port() {
    return relay.port();
  }

  /** Closes every connection; can be called twice. */
  @Override
  public void close() {
    relay.close();
  }
}
