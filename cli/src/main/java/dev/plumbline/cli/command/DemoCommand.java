package dev.plumbline.cli.command;

import dev.plumbline.cli.demo.Demo;
import dev.plumbline.cli.demo.DemoFiles;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.ExitStatus;
import dev.plumbline.cli.outcome.Interrupts;
import dev.plumbline.cli.output.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: what Plumbline does, seen without a broker, a certificate or a network of one's own. */
@Command(
    name = "demo",
    header = "See a real MQTT session over Plumbline's TLS 1.2, explained.",
    description = "%nStarts a broker on this machine with keys made on the spot, lets a subscriber and a publisher talk"
        + " through it, and shows each step. Then a device fails: its capture is diagnosed, the advice is followed,"
        + " and it connects.",
    sortOptions = false,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline demo",
      "  plumbline demo --serve     (and try handshake, sub and pub from another terminal)"
    })
final class DemoCommand implements Callable<Integer> {
  private final Console console;
  private final Interrupts interrupts;

  @Option(names = "--serve", description = "Let the broker run until Ctrl-C, for other commands to talk to.")
  private boolean serve;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the failing device's capture and the report on it"
      + " go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("plumbline-demo");

  @Mixin private HelpOption help;

  DemoCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws CommandFailure {
    DemoFiles files = DemoFiles.in(out);
    Path directory = temporaryDirectory();
    console.out().println(console.style().strong(
        "Plumbline: an MQTT session over TLS 1.2, and a device that fails, on this machine, without the network"));
    try (Demo demo = new Demo(console, directory)) {
      demo.run();
      demo.diagnose(files);
      console.out().println();
      if (serve) {
        serve(demo);
      } else {
        sayWhatNext(files);
      }
    } finally {
      delete(directory);
    }
    return ExitStatus.WORKED;
  }

  private void sayWhatNext(DemoFiles files) {
    console.out().println(console.style().strong("It worked. Next:"));
    console.out().println("   " + files.report() + "      the report, for a browser; the capture opens in Wireshark");
    console.out().println("""
           ./plumbline diagnose CAPTURE      the same for a device of yours
           ./plumbline demo --serve      this broker stays, and takes handshake, sub and pub from another terminal
           ./plumbline handshake HOST:8883 --cafile FILE      a server of yours, explained
        """.stripTrailing());
    console.out().flush();
  }

  private void serve(Demo demo) {
    String where = "-h " + demo.broker().host() + " -p " + demo.broker().port() + " --cafile " + demo.rootFile();
    console.out().println(console.style().strong("The broker stays until Ctrl-C. From another terminal:"));
    console.out().println("   ./plumbline handshake " + demo.broker() + " --cafile " + demo.rootFile());
    console.out().println("   ./plumbline sub " + where + " -t 'demo/#' -v");
    console.out().println("   ./plumbline pub " + where + " -t demo/1 -m hello -q 2 -d");
    console.out().flush();
    CountDownLatch interrupted = new CountDownLatch(1);
    interrupts.onInterrupt(interrupted::countDown);
    try {
      interrupted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path temporaryDirectory() throws CommandFailure {
    try {
      return Files.createTempDirectory("plumbline-demo");
    } catch (IOException e) {
      throw CommandFailure.usage("the demo needs a directory for temporary files: " + e.getMessage(), e);
    }
  }

  private void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : inside) {
        Files.delete(file);
      }
    } catch (IOException e) {
      console.err().println("plumbline: " + directory + " could not be deleted: " + e.getMessage());
    }
  }
}
