package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.util.Optional;

/** Another implementation of a TLS 1.2 server, which can be started here any number of times. */
public sealed interface Peer permits OpenSslPeer, GnuTlsPeer, NssPeer, MosquittoPeer, EnginePeer {
  String name();

  /** Its version as it or its package says; only asked for when it can be started. */
  String version();

  /** What this server can do, in the version that Debian 12 has. */
  Abilities abilities();

  /** What has to be installed for it, in a sentence that names the Debian package; empty when it is there. */
  Optional<String> missing();

  /** Why it can't run on this machine whatever is installed; empty when it can. */
  default Optional<String> impossible() {
    return Optional.empty();
  }

  /**
   * Starts a server, which accepts connections when this returns.
   *
   * @throws IOException if it does not come up; the message has what it printed
   */
  RunningPeer start(ServerSetup setup) throws IOException;
}
