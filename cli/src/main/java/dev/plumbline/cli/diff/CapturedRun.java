package dev.plumbline.cli.diff;

import dev.plumbline.cli.capture.CaptureFile;
import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.conversation.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One connection of a capture. */
final class CapturedRun {
  private CapturedRun() {}

  /**
   * The connection that is asked for, or else the first that speaks TLS.
   *
   * @param notes is told if there were others to choose from
   */
  static Run read(Path file, Optional<Integer> stream, Console console, List<String> notes) throws CommandFailure {
    List<Conversation> all =
        CaptureFile.read(file, Optional.empty(), console).surroundings().conversations();
    List<Conversation> tls = all.stream().filter(one -> one.protocol() == Protocol.TLS).toList();
    if (tls.isEmpty()) {
      throw CommandFailure.usage(file + " has no connection that speaks TLS");
    }
    if (stream.isEmpty()) {
      if (tls.size() > 1) {
        notes.add(file + " has " + tls.size() + " connections that speak TLS; this is " + tls.get(0).stream()
            + ", and " + file + "#" + tls.get(1).stream() + " is the next.");
      }
      return run(file, tls.get(0));
    }
    Conversation wanted = all.stream().filter(one -> one.stream() == stream.get()).findFirst()
        .orElseThrow(() -> CommandFailure.usage("there is no connection " + stream.get() + " in " + file
            + "; those that speak TLS are " + numbers(tls)));
    if (wanted.protocol() != Protocol.TLS) {
      throw CommandFailure.usage("connection " + stream.get() + " of " + file + " does not speak TLS; those that do"
          + " are " + numbers(tls));
    }
    return run(file, wanted);
  }

  private static Run run(Path file, Conversation conversation) {
    return Run.of(file + "#" + conversation.stream(), conversation);
  }

  private static String numbers(List<Conversation> conversations) {
    int shown = Math.min(conversations.size(), 10);
    String numbers = String.join(", ",
        conversations.subList(0, shown).stream().map(one -> Integer.toString(one.stream())).toList());
    return conversations.size() > shown ? numbers + ", …" : numbers;
  }
}
