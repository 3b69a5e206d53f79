package dev.plumbline.tls.handshake;

import dev.plumbline.tls.wire.HandshakeType;
import java.util.Set;

/** The connection is over. */
final class Closed extends ClientState {
  @Override
  Set<HandshakeType> expected() {
    return Set.of();
  }

  @Override
  String awaited() {
    return "nothing";
  }
}
