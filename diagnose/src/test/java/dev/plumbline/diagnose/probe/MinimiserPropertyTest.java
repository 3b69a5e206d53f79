package dev.plumbline.diagnose.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class MinimiserPropertyTest {
  private final List<List<Integer>> asked = new ArrayList<>();

  private List<Integer> minimise(int size, Predicate<Set<Integer>> works) {
    List<Integer> all = IntStream.range(0, size).boxed().toList();
    asked.clear();
    return new Minimiser<Integer, RuntimeException>(all, candidate -> {
      asked.add(candidate);
      return works.test(new HashSet<>(candidate));
    }).minimise();
  }

  @Property
  void findsExactlyWhatIsNeeded(@ForAll @Size(min = 1, max = 4) Set<@IntRange(max = 39) Integer> needed) {
    List<Integer> found = minimise(40, candidate -> candidate.containsAll(needed));
    assertEquals(needed, new HashSet<>(found));
    assertEquals(asked.size(), asked.stream().map(HashSet::new).distinct().count());
  }

  @Property
  void asksAboutAFewSetsForOneChange(@ForAll @IntRange(max = 39) int needed) {
    assertEquals(List.of(needed), minimise(40, candidate -> candidate.contains(needed)));
    assertTrue(asked.size() <= 12, asked.size() + " questions");
  }

  /** The question may have several answers, and adding something may spoil it: servers are like that. */
  @Property
  void whatItFindsWorksAndNoPartWithoutOneDoes(
      @ForAll @Size(min = 1, max = 3) List<@Size(min = 1, max = 3) Set<@IntRange(max = 14) Integer>> alternatives,
      @ForAll @IntRange(max = 14) int spoiler) {
    Predicate<Set<Integer>> works = candidate -> candidate.size() == 15
        || alternatives.stream().anyMatch(candidate::containsAll)
            && (!candidate.contains(spoiler) || candidate.size() > 7);
    List<Integer> found = minimise(15, works);
    assertTrue(works.test(new HashSet<>(found)));
    for (Integer each : found) {
      Set<Integer> without = new HashSet<>(found);
      without.remove(each);
      assertFalse(!without.isEmpty() && works.test(without), () -> found + " without " + each);
    }
  }
}
