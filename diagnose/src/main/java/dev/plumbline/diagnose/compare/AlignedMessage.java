package dev.plumbline.diagnose.compare;

import java.util.Optional;

/** A message of one handshake beside the same one of the other; one of them may be missing, not both. */
public record AlignedMessage(Optional<RunMessage> a, Optional<RunMessage> b) {

  public String title() {
    return a.or(() -> b).orElseThrow().title();
  }
}
