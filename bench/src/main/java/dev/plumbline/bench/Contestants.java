package dev.plumbline.bench;

import dev.plumbline.bench.peer.BctlsContestant;
import dev.plumbline.bench.peer.Contestant;
import dev.plumbline.bench.peer.JsseContestant;
import dev.plumbline.bench.peer.PlumblineContestant;
import dev.plumbline.bench.peer.Scenario;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.spec.EngineSpec;
import java.util.ArrayList;
import java.util.List;

/** Who takes part, in the order in which they take turns and stand in the table. */
final class Contestants {
  private Contestants() {}

  static List<Contestant> of(Scenario scenario) {
    return List.of(
        new PlumblineContestant(scenario, Engines.software(), builder -> {}),
        onEngine("jca", scenario),
        new JsseContestant(scenario),
        new BctlsContestant(scenario));
  }

  /** The same, and a simulated device, whose handshakes shall not take much longer. */
  static List<Contestant> ofHandshakes(Scenario scenario) {
    List<Contestant> all = new ArrayList<>(of(scenario));
    all.add(onEngine("sce7", scenario));
    return all;
  }

  private static Contestant onEngine(String engine, Scenario scenario) {
    CryptoEngine opened = EngineSpec.parse(engine).open(Engines.systemEntropy());
    return new PlumblineContestant(PlumblineContestant.NAME + "/" + engine, scenario, opened, builder -> {});
  }
}
