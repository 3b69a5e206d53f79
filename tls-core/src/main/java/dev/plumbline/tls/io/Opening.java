package dev.plumbline.tls.io;

import java.io.IOException;

/** Makes the handshake if need be. */
@FunctionalInterface
interface Opening {
  /** The connection, which is established. */
  TlsConnection open() throws IOException;
}
