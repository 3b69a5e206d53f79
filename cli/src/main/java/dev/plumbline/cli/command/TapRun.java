package dev.plumbline.cli.command;

import dev.plumbline.cli.net.HostAndPort;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import dev.plumbline.cli.output.TapTeller;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.report.HtmlReport;
import dev.plumbline.diagnose.report.Redaction;
import dev.plumbline.diagnose.report.ReportContext;
import dev.plumbline.diagnose.report.SideBySide;
import dev.plumbline.diagnose.rule.Diagnostician;
import dev.plumbline.diagnose.rule.Surroundings;
import dev.plumbline.diagnose.tap.EndedConnection;
import dev.plumbline.diagnose.tap.LiveTap;
import dev.plumbline.diagnose.tap.TapDesk;
import dev.plumbline.diagnose.tap.TapSettings;
import dev.plumbline.diagnose.tap.TapTally;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One tap, from its beginning to its summary. */
final class TapRun {
  /** How long the last connections may take to be told when the tap is interrupted, which ends the process soon. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Console console;
  private final TapTeller teller;
  private final Evidence known;
  private final TapFiles files;
  private final long count;
  private final boolean showSecrets;
  private final Diagnostician diagnostician = new Diagnostician();
  private final TapTally tally = new TapTally();

  /**
   * @param count after how many connections to end; 0 for never
   * @param showSecrets whether passwords and tokens may be told
   */
  TapRun(Console console, TapTeller teller, Evidence known, TapFiles files, long count, boolean showSecrets) {
    this.console = console;
    this.teller = teller;
    this.known = known;
    this.files = files;
    this.count = count;
    this.showSecrets = showSecrets;
  }

  /** Returns when it was interrupted, or as many connections have ended as were asked for. */
  void run(TapSettings settings, Interrupts interrupts) throws CommandFailure {
    TapEnd end = new TapEnd();
    TapDesk desk = new TapDesk(
        this::diagnose, ended -> tell(ended, end), trouble -> console.err().println("plumbline tap: " + trouble));
    HostAndPort target = new HostAndPort(settings.host(), settings.port());
    try (LiveTap tap = open(settings, desk)) {
      end.of(tap);
      interrupts.onInterrupt(tap::stop);
      announce(tap.address(), target);
      tap.run();
      desk.finish(LAST_WORDS);
      writeReport(target);
      teller.summary(tally, desk.untold());
      files.capturePath().ifPresent(path -> console.err().println("The capture is in " + path + "."));
    } catch (IOException e) {
      throw CommandFailure.failed("the tap can't go on: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the tap when enough connections have ended; known before the tap is. */
  private static final class TapEnd {
    private Optional<LiveTap> tap = Optional.empty();

    private synchronized void of(LiveTap running) {
      tap = Optional.of(running);
    }

    private synchronized void come() {
      tap.ifPresent(LiveTap::stop);
    }
  }

  private void tell(EndedConnection ended, TapEnd end) {
    teller.accept(ended);
    tally.add(ended);
    if (count > 0 && tally.connections() >= count) {
      end.come();
    }
  }

  private Diagnosis diagnose(Conversation said) {
    Diagnosis found = diagnostician.diagnose(List.of(said), Surroundings.of(said), known, List.of());
    return showSecrets ? found : Redaction.of(found).apply(found);
  }

  private LiveTap open(TapSettings settings, TapDesk desk) throws CommandFailure {
    try {
      return LiveTap.open(settings, files.capture(), desk.flows(), desk);
    } catch (IOException e) {
      throw CommandFailure.usage("can't listen on " + text(settings.listen()) + ": " + e.getMessage()
          + "; another program may have this port, or the address is not this machine's", e);
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private void announce(InetSocketAddress address, HostAndPort target) {
    boolean everywhere = address.getAddress().isAnyLocalAddress();
    String where = everywhere ? "every address of this machine, port " + address.getPort() : text(address);
    console.err().println("Listening on " + where + ", passing on to " + target + "; Ctrl-C ends it.");
    if (everywhere) {
      console.err().println("Whoever can reach this machine can reach " + target + " through it.");
    } else if (address.getAddress().isLoopbackAddress()) {
      console.err().println("No device can reach that, only programs on this machine; --listen :PORT is for devices.");
    }
  }

  private void writeReport(HostAndPort target) throws IOException {
    if (files.report().isEmpty()) {
      return;
    }
    List<Conversation> kept = tally.kept();
    List<String> notes = kept.size() == tally.connections()
        ? List.of()
        : List.of(kept.size() + " of " + tally.connections() + " connections are in this report.");
    Surroundings all = new Surroundings(kept, Map.of(), Optional.of(Instant.now()));
    String name = files.capturePath().map(path -> String.valueOf(path.getFileName())).orElse("tap to " + target);
    Diagnosis found = diagnostician.diagnose(all, known, notes);
    ReportContext context =
        ReportContext.of(name, Instant.now()).with(known).withDiffs(SideBySide.of(found, known));
    HtmlReport.write(found, context, files.report().get());
    files.reportPath().ifPresent(path -> console.err().println("The report is in " + path + "."));
  }
}
