package dev.plumbline.diagnose.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever the messages: there is a comparison, the same seen from either side, and nothing differs from itself. */
final class ComparisonPropertyTest {
  private static final List<Run> RUNS = Stream.concat(
      Runs.hellos().stream(),
      Stream.of(
          Runs.flight("netx-two-runs-no-sni-then-ok", 0), Runs.flight("netx-two-runs-no-sni-then-ok", 1),
          Runs.flight("netx-mtls-ec-healthy", 0), Runs.flight("netx-rsa-key-exchange-healthy", 0))).toList();

  @Provide
  Arbitrary<Run> runs() {
    return Arbitraries.of(RUNS);
  }

  @Property(tries = 400)
  void aRunIsTheSameAsItselfWhateverItSays(
      @ForAll("runs") Run run, @ForAll @Size(max = 10) List<Integer> places, @ForAll byte with) {
    Run mutated = mutated(run, places, with);
    assertEquals(List.of(), Comparison.of(mutated, mutated).differences());
  }

  @Property(tries = 400)
  void fromTheOtherSideTheSameDiffers(@ForAll("runs") Run one, @ForAll("runs") Run other,
      @ForAll @Size(max = 10) List<Integer> places, @ForAll byte with) {
    Run mutated = mutated(other, places, with);
    Comparison there = Comparison.of(one, mutated);
    Comparison back = Comparison.of(mutated, one);
    assertEquals(places(there), places(back));
  }

  private static List<String> places(Comparison comparison) {
    return comparison.mattering().stream().map(Difference::place).sorted().toList();
  }

  /** Some bytes of every message are others, and the last few of some are gone. */
  private static Run mutated(Run run, List<Integer> places, byte with) {
    List<RunMessage> messages = new ArrayList<>();
    for (RunMessage message : run.messages()) {
      byte[] body = message.body().clone();
      for (int place : places) {
        if (body.length > 0) {
          body[Math.floorMod(place, body.length)] = with;
        }
      }
      int cut = places.isEmpty() || body.length < 3 ? 0 : Math.floorMod(places.get(0), 3);
      int type = Runs.type(message.name());
      messages.add(type < 0 || body.length == 0
          ? message
          : Runs.message(message.from(), type, Arrays.copyOf(body, body.length - cut), 1));
    }
    return new Run(run.name(), run.server(), messages, run.incomplete(), run.longestRecord(), run.ending());
  }
}
