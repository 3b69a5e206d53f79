package dev.plumbline.diagnose.finding;

import java.util.List;

/**
 * The whole answer.
 *
 * @param connections the one that failed first
 * @param notes what else a reader should know: what was left out, which option did nothing
 */
public record Diagnosis(Verdict verdict, List<ConnectionDiagnosis> connections, List<String> notes) {
  public Diagnosis {
    connections = List.copyOf(connections);
    notes = List.copyOf(notes);
  }
}
