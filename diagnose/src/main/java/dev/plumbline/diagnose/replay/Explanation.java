package dev.plumbline.diagnose.replay;

import dev.plumbline.diagnose.conversation.Ending;
import dev.plumbline.diagnose.conversation.ServerHelloView;
import dev.plumbline.diagnose.names.Names;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What follows from the runs of a search, in sentences. */
final class Explanation {
  private static final int TLS_1_2 = 0x0303;
  private static final int MOST_NAMED = 4;
  private static final Set<String> SIZES = Set.of("packet-buffer", "in-content-len");

  private static final String WORD_ORDER = "the engine's word order (endian_flag in the configuration of r_sce)";

  /** What would tell how a switch is set on the device. */
  private static final Map<String, String> QUESTIONS = Map.ofEntries(
      Map.entry("endian", WORD_ORDER),
      Map.entry("anchors", WORD_ORDER + ", and whether the array with the trust anchor is const (in ROM)"),
      Map.entry("rom-write", "what a write into flash does on this device"),
      Map.entry("swap", "whether the driver copies operands before it swaps them"),
      Map.entry("alignment", "whether the driver refuses operands that are not word-aligned"),
      Map.entry("small-exponent", "whether the driver was mended for RSA-2048 with a public exponent of 3"),
      Map.entry("preset", "the version of the SSP"),
      Map.entry("operands", "whether the port copies operands into RAM first"),
      Map.entry("verify", "whether a secure element verifies signatures (setEccSlot)"),
      Map.entry("engine", "whether a secure element verifies signatures (setEccSlot)"),
      Map.entry("packet-buffer", "the size given to nx_secure_tls_session_packet_buffer_set"),
      Map.entry("in-content-len", "the value of MBEDTLS_SSL_IN_CONTENT_LEN"),
      Map.entry("reassembly", "the version of mbed TLS (3.6.3 puts messages together, those before don't)"),
      Map.entry("clock", "whether the device has a source of time, and what time it had"));

  private final Captured captured;
  private final List<SwitchRun> runs;
  private final List<String> sentences = new ArrayList<>();
  private String undecided = "";

  private Explanation(Captured captured, List<SwitchRun> runs) {
    this.captured = captured;
    this.runs = runs;
  }

  static SwitchResult of(
      Captured captured, Optional<ServerHelloView> answer, List<SwitchRun> runs, List<String> notes) {
    Explanation explanation = new Explanation(captured, runs);
    if (runs.isEmpty()) {
      explanation.sentences.add("Nothing could be played.");
    } else {
      explanation.explain(answer);
    }
    return new SwitchResult(captured, runs, explanation.sentences, explanation.undecided, notes);
  }

  private void explain(Optional<ServerHelloView> answer) {
    if (captured.course() == Captured.Course.REFUSED) {
      sentences.add("The server ended it (" + captured.ending().words() + ") before its flight was complete, so nothing"
          + " came to the device's engine, and no switch changes that: 'plumbline diagnose' says what the server may"
          + " have refused.");
    } else if (answer.isEmpty()) {
      sentences.add("There is no ServerHello in the capture, so nothing can be replayed.");
    } else if (answer.get().version() != TLS_1_2) {
      sentences.add("The server chose " + Names.version(answer.get().version()) + ". Only flights of TLS 1.2 can be"
          + " replayed; 'plumbline diagnose' judges what can be read of this one.");
    } else if (software().run().unplayable()) {
      unplayable(answer.get());
    } else {
      switch (captured.course()) {
        case TAKEN -> taken();
        case GIVEN_UP -> givenUp();
        case GIVEN_UP_LATER -> givenUpLater();
        default -> sentences.add("The capture ends before the device answered; what it did with this flight is not in"
            + " it. " + whatTheyDo());
      }
    }
  }

  private SwitchRun software() {
    return runs.get(0);
  }

  /** The device as its profile and its configuration have it. */
  private SwitchRun usual() {
    return runs.stream().filter(run -> run.changes().isEmpty()).findFirst().orElse(software());
  }

  private void unplayable(ServerHelloView answer) {
    String why = lacksTheSuite(software())
        ? "which Plumbline does not implement" : "and Plumbline has to stop where the device goes on ("
            + software().run().failure().map(TlsAlert::getMessage).orElse("why, its profile does not say") + ")";
    sentences.add("The server chose " + Names.suite(answer.suite()) + ", " + why + ": nothing after ServerHello can be"
        + " replayed. 'plumbline diagnose' judges the certificates and signatures all the same.");
  }

  private static boolean lacksTheSuite(SwitchRun run) {
    return run.run().failure().flatMap(TlsAlert::fault).filter(Fault.OFFERED_NOT_IMPLEMENTED::equals).isPresent();
  }

  private void taken() {
    List<SwitchRun> refusing =
        runs.stream().filter(run -> !run.reproduces() && run.contradiction().isEmpty()).toList();
    if (!software().reproduces()) {
      sentences.add("The device took the server's flight, and software does not: "
          + software().run().verdict().sentence() + ". It checks less than this, or trusts something else.");
    } else if (refusing.isEmpty()) {
      sentences.add("The device took the server's flight, as software and every setting of its engine do"
          + (captured.ending().kind() == Ending.Kind.ALERT
              ? "; what ended the connection came later." : "."));
    } else {
      sentences.add("The device took the server's flight, as software does; so it is not set to "
          + named(refusing) + ".");
    }
  }

  private void givenUpLater() {
    sentences.add("The device took the server's flight and gave up over its own (" + captured.ending().words()
        + "): its signature, or the key agreement, failed. " + whatTheyDo()
        + " The device's own key is not in a capture, so what it did with it can't be replayed.");
  }

  private String whatTheyDo() {
    long accepting = runs.stream().filter(run -> run.run().accepts()).count();
    return accepting == runs.size() ? "Software and every setting of the engine take the flight."
        : accepting + " of " + runs.size() + " settings take the flight.";
  }

  private void givenUp() {
    List<SwitchRun> fits = minimal(runs.stream().filter(SwitchRun::explains).toList());
    if (fits.isEmpty()) {
      nothingFits();
    } else if (software().explains()) {
      boolean limit = software().run().failure().isEmpty() || lacksTheSuite(software());
      sentences.add("The cause is in what the server sent, what the device trusts, what time it has or how much it"
          + " takes, and not in its engine: on software it ends the same way. "
          + sentence(limit ? software().run().verdict().sentence()
              : software().run().failure().orElseThrow().getMessage()));
    } else if (usual().explains()) {
      sentences.add("On " + usual().label() + ", as the device is set by what is known of it, it ends as in the"
          + " capture: " + usual().run().verdict().sentence() + ". Software takes the same bytes.");
      cures();
    } else {
      for (SwitchRun fit : fits) {
        sentences.add("With " + words(fit.changes(), " and ") + " (" + fit.label() + ") it ends as in the"
            + " capture: " + fit.run().verdict().sentence() + ". Software takes the same bytes"
            + besides(fit) + ".");
      }
      undecided = separating(fits);
    }
  }

  /** What one more switch would make of a setting that fits. */
  private String besides(SwitchRun fit) {
    String more = runs.stream()
        .filter(run -> run.run().accepts() && run.changes().size() == fit.changes().size() + 1)
        .filter(run -> run.changes().containsAll(fit.changes()))
        .flatMap(run -> run.changes().stream().filter(change -> !fit.changes().contains(change)))
        .collect(Collectors.joining(" or "));
    return more.isEmpty() ? "" : ", and so does this engine with " + more + " besides";
  }

  private void nothingFits() {
    boolean contradicted = runs.stream().anyMatch(SwitchRun::reproduces);
    sentences.add("No setting that is possible for this device ends as it did (" + captured.ending().words() + "). "
        + whatTheyDo() + (contradicted
            ? " Those that would end so are ruled out: " + contradictions() + "."
            : " So it is none of the rules that are modelled: an operation that failed in the device's engine or driver"
                + " (C08), its memory, or a check of its application."));
  }

  private String contradictions() {
    Set<String> why = runs.stream().filter(run -> run.reproduces() && !run.explains()).map(SwitchRun::contradiction)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    return String.join("; ", why);
  }

  /** What to change on a device that is known to be set so that it fails. */
  private void cures() {
    List<SwitchRun> cures = minimal(runs.stream()
        .filter(run -> run.run().accepts() && !run.changes().isEmpty() && run != software()).toList());
    if (!cures.isEmpty()) {
      sentences.add("It would take them with " + named(cures) + ".");
    }
  }

  /** Those of which no part alone would do. */
  private static List<SwitchRun> minimal(List<SwitchRun> runs) {
    return runs.stream().filter(run -> run.changes().size() < 2 || runs.stream().noneMatch(
        other -> other.changes().size() < run.changes().size() && run.changes().containsAll(other.changes()))).toList();
  }

  private static String named(List<SwitchRun> runs) {
    List<SwitchRun> few = minimal(runs);
    String names = few.stream().limit(MOST_NAMED)
        .map(run -> run.changes().isEmpty() ? run.label() : words(run.changes(), " with "))
        .collect(Collectors.joining("; "));
    return few.size() > MOST_NAMED ? names + "; and " + (few.size() - MOST_NAMED) + " more" : names;
  }

  /** A size that is too small stands for all that are smaller. */
  private static String words(List<String> changes, String between) {
    return changes.stream()
        .map(change -> SIZES.contains(change.substring(0, change.indexOf('='))) ? change + " or less" : change)
        .collect(Collectors.joining(between));
  }

  private static String separating(List<SwitchRun> fits) {
    Set<String> wanted = new LinkedHashSet<>();
    for (SwitchRun fit : fits) {
      for (String change : fit.changes()) {
        String name = change.substring(0, change.indexOf('='));
        wanted.add(QUESTIONS.getOrDefault(name, "how the switch '" + name + "' is set"));
      }
    }
    Set<String> statuses = fits.stream().flatMap(fit -> fit.run().verdict().hex().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
    if (statuses.size() > 1) {
      wanted.add("the status that the stack reported, " + String.join(" or ", statuses) + " (--code)");
    }
    return (fits.size() > 1 ? "Several settings fit. What would separate them: " : "What would confirm it: ")
        + String.join("; ", wanted) + ". An engine or a driver that fails by itself (C08) would look the same.";
  }

  private static String sentence(String text) {
    String stop = text.endsWith(".") ? "" : ".";
    return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + stop;
  }
}
