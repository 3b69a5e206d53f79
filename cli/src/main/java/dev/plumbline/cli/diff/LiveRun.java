package dev.plumbline.cli.diff;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.tls.TlsLink;
import dev.plumbline.cli.tls.TlsOptions;
import dev.plumbline.cli.tls.TlsSetup;
import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.conversation.ConversationRecorder;
import dev.plumbline.diagnose.decrypt.KeyLog;
import dev.plumbline.tls.SessionStore;
import dev.plumbline.tls.trace.TraceSink;

/** A handshake of this client, made now and heard as a capture would have shown it. */
final class LiveRun {
  private LiveRun() {}

  /** @throws CommandFailure if the network fails below TLS; what TLS fails at is part of the answer */
  static Run make(String name, HostAndPort target, TlsOptions options, Console console) throws CommandFailure {
    ConversationRecorder recorder = new ConversationRecorder(new KeyLog());
    FlowTap tap = new FlowTap(recorder);
    try (TlsSetup setup = TlsSetup.open(options, target.host(), console);
        TlsLink link = TlsLink.connect(target, options.timeout(), setup,
            setup.recordedConfig(TraceSink.NONE, SessionStore.NONE), tap::opened)) {
      link.handshake();
    } catch (CommandFailure e) {
      if (e.exitStatus() != ExitStatus.FAILED) {
        throw e;
      }
    } finally {
      tap.end();
    }
    return Run.of(name, recorder.conversations().get(0));
  }
}
