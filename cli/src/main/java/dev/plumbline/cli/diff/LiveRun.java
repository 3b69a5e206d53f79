package dev.plumbline.cli.diff;

import dev.plumbline.cli.live.OwnConnection;
import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.diagnose.compare.Run;
import java.util.Optional;

/** A handshake of this client, made now and heard as a capture would have shown it. */
final class LiveRun {
  private LiveRun() {}

  /** @throws CommandFailure if the network fails below TLS; what TLS fails at is part of the answer */
  static Run make(String name, HostAndPort target, TlsOptions options, Console console) throws CommandFailure {
    OwnConnection own = OwnConnection.make(target, options, Optional.empty(), console);
    if (own.networkFailure().isPresent()) {
      throw own.networkFailure().get();
    }
    return Run.of(name, own.conversation());
  }
}
