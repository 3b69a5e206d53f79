package dev.plumbline.bench;

import dev.plumbline.bench.peer.BctlsContestant;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.JsseContestant;
import dev.plumbline.bench.peer.PlumblineContestant;
import dev.plumbline.bench.peer.Scenario;
import dev.plumbline.engine.Engines;
import java.util.List;

/** Who takes part, in the order in which they take turns and stand in the table. */
final class Contestants {
  private Contestants() {}

  static List<Contestant> of(Scenario scenario) {
    return List.of(
        new PlumblineContestant(scenario, Engines.software(), builder -> {}),
        new JsseContestant(scenario),
        new BctlsContestant(scenario));
  }
}
