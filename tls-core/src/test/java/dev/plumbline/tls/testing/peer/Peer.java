package dev.plumbline.tls.testing.peer;

import java.io.IOException;
import java.util.Optional;

/** Another implementation of a TLS 1.2 server, which can be started here any number of times. */
public sealed interface Peer permits OpenSslPeer, GnuTlsPeer, NssPeer, MosquittoPeer, EnginePeer {
  String name();

  /** Its version as it or its package says; only asked for when it is not {@link #missing()}. */
  String version();

  /** What this server can do, in the version that Debian 12 has. */
  Abilities abilities();

  /** Why it can't be started on this machine; empty when it can. */
  Optional<Missing> missing();

  /**
   * Starts a server, which accepts connections when this returns.
   *
   * @throws IOException if it does not come up; the message has what it printed
   */
  RunningPeer start(ServerSetup setup) throws IOException;
}
