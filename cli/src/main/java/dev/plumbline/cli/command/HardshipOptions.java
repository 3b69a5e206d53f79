package dev.plumbline.cli.command;

import dev.plumbline.cli.outcome.Arguments;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.diagnose.tap.Hardship;
import java.time.Duration;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** What a tap makes connections bear. */
final class HardshipOptions {
  @Option(names = "--delay", paramLabel = "MS", defaultValue = "0",
      description = "Hold back every byte this long, each way, to see how the device bears a slow network.")
  private long delay;

  @Option(names = "--loss", paramLabel = "PERCENT", defaultValue = "0",
      description = "Lose this share of the segments. No byte is really lost, as none is on TCP: a loss is the pause"
          + " that it would cost, one second, then twice that (RFC 6298), which is true of handshakes and too hard on"
          + " bulk transfers.")
  private double loss;

  Hardship read() throws CommandFailure {
    return Arguments.read(() -> new Hardship(Duration.ofMillis(delay), loss / 100, new SplittableRandom()));
  }
}
