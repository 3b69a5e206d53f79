package dev.plumbline.cli.diff;

import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.tls.trace.Trace;

/** One of the two that are compared. */
public sealed interface DiffInput {
  /** As the user wrote it. */
  String name();

  /** A handshake that was captured, or made now. */
  record Handshake(String name, Run run) implements DiffInput {}

  /** A device, of which only its ClientHello is known once the host's name is. */
  record Profile(String name, DeviceProfile profile) implements DiffInput {}

  /** Every value of a connection, as a client printed it. */
  record Values(String name, Trace trace) implements DiffInput {}
}
