package dev.plumbline.tls.interop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Picks cases so that any three values that occur together in some case also occur together in a picked one. Faults of negotiation
 * hang on two or three choices at once, hardly ever on six.
 */
final class Covering {
  private Covering() {}

  /** Greedy, and the same in every run. */
  static List<Case> triples(List<Case> all) {
    Map<Case, Set<Set<Object>>> open = new LinkedHashMap<>();
    all.forEach(each -> open.put(each, triplesOf(each.values())));
    List<Case> picked = new ArrayList<>();
    while (!open.isEmpty()) {
      Map.Entry<Case, Set<Set<Object>>> best = null;
      for (Map.Entry<Case, Set<Set<Object>>> each : open.entrySet()) {
        if (best == null || each.getValue().size() > best.getValue().size()) {
          best = each;
        }
      }
      Set<Set<Object>> covered = new HashSet<>(best.getValue());
      picked.add(best.getKey());
      open.values().removeIf(left -> left.removeAll(covered) && left.isEmpty());
    }
    return picked;
  }

  private static Set<Set<Object>> triplesOf(List<Object> values) {
    Set<Set<Object>> triples = new HashSet<>();
    for (int a = 0; a < values.size(); a++) {
      for (int b = a + 1; b < values.size(); b++) {
        for (int c = b + 1; c < values.size(); c++) {
          triples.add(Set.of(values.get(a), values.get(b), values.get(c)));
        }
      }
    }
    return triples;
  }
}
