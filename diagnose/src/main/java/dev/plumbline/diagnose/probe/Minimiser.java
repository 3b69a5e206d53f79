package dev.plumbline.diagnose.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a set of changes that works smaller, until it works no more without any single one of them: delta debugging's
 * minimisation (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002). Asks about no set
 * twice. The set found is one of the smallest in that sense; there may be others.
 *
 * @param <T> a change
 * @param <E> what ends the search early
 */
final class Minimiser<T, E extends Exception> {
  /** Whether a set of changes works; asking may cost something. */
  interface Question<T, E extends Exception> {
    boolean works(List<T> changes) throws E;
  }

  private final Question<T, E> question;
  private final Map<Set<T>, Boolean> asked = new HashMap<>();
  private List<T> best;

  /** @param works a set that works */
  Minimiser(List<T> works, Question<T, E> question) {
    this.question = question;
    this.best = List.copyOf(works);
  }

  /** The smallest set so far; of use as well when the search was ended early. */
  List<T> best() {
    return best;
  }

  List<T> minimise() throws E {
    int parts = 2;
    while (best.size() > 1) {
      List<List<T>> pieces = split(best, Math.min(parts, best.size()));
      if (tryEach(pieces)) {
        parts = 2;
      } else if (pieces.size() > 2 && tryEach(pieces.stream().map(this::without).toList())) {
        parts = Math.max(parts - 1, 2);
      } else if (parts >= best.size()) {
        return best;
      } else {
        parts = Math.min(2 * parts, best.size());
      }
    }
    return best;
  }

  private boolean tryEach(List<List<T>> candidates) throws E {
    for (List<T> candidate : candidates) {
      if (works(candidate)) {
        best = candidate;
        return true;
      }
    }
    return false;
  }

  private boolean works(List<T> candidate) throws E {
    Set<T> key = new LinkedHashSet<>(candidate);
    Boolean known = asked.get(key);
    if (known == null) {
      known = question.works(candidate);
      asked.put(key, known);
    }
    return known;
  }

  private List<T> without(List<T> piece) {
    return best.stream().filter(change -> !piece.contains(change)).toList();
  }

  private static <T> List<List<T>> split(List<T> all, int parts) {
    List<List<T>> pieces = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      pieces.add(List.copyOf(all.subList(i * all.size() / parts, (i + 1) * all.size() / parts)));
    }
    return pieces;
  }
}
