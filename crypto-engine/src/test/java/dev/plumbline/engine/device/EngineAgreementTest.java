package dev.plumbline.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.EngineCases;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.element.ElementRules;
import dev.plumbline.engine.element.SecureElements;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.sce.Sce7;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.sce.Sce9;
import dev.plumbline.engine.sce.Sce9Rules;
import dev.plumbline.engine.testing.CannedServer;
import dev.plumbline.engine.testing.LeakCheckingEngine;
import dev.plumbline.engine.testing.PinnedEntropy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/**
 * With the same entropy, every engine that can run an ECDHE exchange produces the bytes that {@code software} produces.
 */
class EngineAgreementTest {
  private static final Map<String, Function<Entropy, CryptoEngine>> ENGINES = new LinkedHashMap<>();

  static {
    for (WordOrder order : WordOrder.values()) {
      ENGINES.put(
          "sce7 " + order,
          entropy ->
              Sce7.engine(Sce7Rules.SSP_2_X.with("endian", Switches.word(order)), entropy, MemoryRegion.RAM));
    }
    EngineCases.jca().forEach(with -> ENGINES.put(with.name(), with::engine));
    ENGINES.put("sce7 copying",
        entropy -> Sce7.engine(Sce7Rules.SSP_2_X.with("swap", "copy"), entropy, MemoryRegion.ROM));
    ENGINES.put("sce9", entropy -> Sce9.engine(Sce9Rules.PORTED, entropy));
    ENGINES.put("secure-element", entropy -> SecureElements.engine(ElementRules.USUAL, entropy));
    ENGINES.put(
        "secure-element verifying",
        entropy -> SecureElements.engine(ElementRules.USUAL.with("verify", "element"), entropy));
  }

  @Property(tries = 8)
  void everyEngineComputesWhatSoftwareComputes(
      @ForAll @Size(32) byte[] clientRandom,
      @ForAll @Size(32) byte[] serverRandom,
      @ForAll @Size(max = 300) byte[] data,
      @ForAll long seed)
      throws Exception {
    Assume.that(!Arrays.equals(serverRandom, new byte[32])); // it is what gets signed, and sce7 stalls on zeros
    CannedServer server = new CannedServer(clientRandom, serverRandom);
    byte[] expected = server.talkTo(Engines.software(PinnedEntropy.seeded(seed)), data);
    for (Map.Entry<String, Function<Entropy, CryptoEngine>> engine : ENGINES.entrySet()) {
      LeakCheckingEngine checked = new LeakCheckingEngine(engine.getValue().apply(PinnedEntropy.seeded(seed)));
      assertArrayEquals(expected, server.talkTo(checked, data), engine.getKey());
      assertEquals(0, checked.openHandles(), engine.getKey());
    }
  }
}
