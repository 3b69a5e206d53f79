package dev.plumbline.cli.output;

import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.Verdict;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.report.DiagnosisText;
import dev.plumbline.diagnose.tap.EndedConnection;
import dev.plumbline.diagnose.tap.LastWords;
import dev.plumbline.diagnose.tap.Passed;
import dev.plumbline.diagnose.tap.TapTally;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a tap's connections to people: a line for each, and the diagnosis under it. A device that fails again as it did
 * is told in short, because devices try again and again.
 */
public final class TapText implements TapTeller {
  private static final int WIDTH = 98;
  private static final int MOST_REMEMBERED = 1000;
  private static final String INDENT = "  ";

  private final Console console;
  private final ZoneId zone;
  private final Set<String> told = new LinkedHashSet<>();

  public TapText(Console console, ZoneId zone) {
    this.console = console;
    this.zone = zone;
  }

  @Override
  public void accept(EndedConnection ended) {
    Passed passed = ended.passed();
    StringBuilder line = new StringBuilder();
    line.append(LocalTime.ofInstant(passed.start(), zone).truncatedTo(ChronoUnit.SECONDS)).append("  ")
        .append(passed.client());
    passed.server().ifPresent(server -> line.append(" → ").append(server));
    line.append(": ");
    if (passed.clientBytes() + passed.serverBytes() > 0) {
      line.append(String.format(Locale.ROOT, "%.1f s, %d bytes to the broker, %d back; ",
          passed.duration().toMillis() / 1000.0, passed.clientBytes(), passed.serverBytes()));
      ended.conversation().ifPresent(said -> line.append(lastWords(said)));
    }
    console.out().println(line.append(ending(passed)));
    ended.diagnosis().ifPresent(diagnosis -> tell(passed, diagnosis));
    console.out().flush();
  }

  private static String lastWords(Conversation said) {
    StringBuilder words = new StringBuilder();
    LastWords.of(said, Side.CLIENT)
        .ifPresent(last -> words.append("the device's last word: ").append(last).append("; "));
    LastWords.of(said, Side.SERVER).ifPresent(last -> words.append("the broker's: ").append(last).append("; "));
    return words.toString();
  }

  private static String ending(Passed passed) {
    return switch (passed.ending()) {
      case CLIENT_CLOSED -> "the device closed";
      case CLIENT_RESET -> "the device broke it off (RST)";
      case SERVER_CLOSED -> "the broker closed";
      case SERVER_RESET -> "the broker broke it off (RST)";
      case UNREACHABLE -> "the broker was not reached, so the device was disconnected: " + passed.reason();
      case REFUSED -> "refused: " + passed.reason();
      case STOPPED -> passed.reason().isEmpty() ? "still open when the tap was stopped" : passed.reason();
    };
  }

  private void tell(Passed passed, Diagnosis diagnosis) {
    Optional<Finding> answer =
        diagnosis.connections().stream().flatMap(each -> each.findings().stream()).findFirst();
    if (diagnosis.verdict() == Verdict.HEALTHY || answer.isEmpty()) {
      console.out().println(INDENT + console.style().good(diagnosis.verdict().word()));
    } else if (isNew(passed.client().address().getHostAddress() + " " + answer.get().id())) {
      DiagnosisText.write(diagnosis, WIDTH, new StyledText(console.style())).lines()
          .forEach(line -> console.out().println(line.isEmpty() ? line : INDENT + line));
    } else {
      console.out().println(INDENT + "as before: " + console.style().bad(answer.get().id().id()));
    }
  }

  @Override
  public void summary(TapTally tally, long untold) {
    long all = tally.connections() + untold;
    StringBuilder line = new StringBuilder().append(all).append(all == 1 ? " connection, " : " connections, ")
        .append(tally.healthy()).append(" healthy");
    append(line, tally.unreachable(), " without the broker");
    append(line, tally.refused(), " refused");
    append(line, untold, " of which there was no time to tell");
    console.out().println(line.append("; ").append(tally.bytes()).append(" bytes passed on"));
    console.out().flush();
  }

  private static void append(StringBuilder line, long number, String what) {
    if (number > 0) {
      line.append(", ").append(number).append(what);
    }
  }

  private boolean isNew(String what) {
    if (told.size() == MOST_REMEMBERED) {
      told.clear();
    }
    return told.add(what);
  }
}
