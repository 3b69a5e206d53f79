package dev.plumbline.engine.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.sce.Sce7Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineSpecTest {
  @Test
  void readsAnEngineItsSwitchesAndWhereAnchorsAndKeysAre() {
    EngineSpec spec = EngineSpec.parse("sce7:endian=little,anchors=rom,preset=ssp-1.7.8,keys=rom");
    assertEquals(EngineSpec.Kind.SCE7, spec.engine());
    assertEquals(MemoryRegion.ROM, spec.anchorsIn());
    assertEquals(new KeyHome.Memory(MemoryRegion.ROM), spec.keysIn());
    Sce7Rules rules = (Sce7Rules) spec.rules().orElseThrow();
    assertEquals(WordOrder.LITTLE, rules.endian());
    assertEquals("ssp-1.7.8", rules.name());
    assertEquals("sce7:preset=ssp-1.7.8,endian=little,anchors=rom,keys=rom", spec.toString());
  }

  @Test
  void aLaterSwitchWins() {
    EngineSpec spec = EngineSpec.parse("sce7:endian=little").withAll("endian=big");
    assertEquals("sce7:endian=big", spec.toString());
  }

  @Test
  void opensEveryEngineAndWritesItAsItReadsIt() {
    for (String text :
        List.of(
            "software", "software:anchors=rom", "sce7:endian=big,swap=copy", "sce9:busy-every=5", "secure-element",
            "secure-element:verify=element,keys=slot:3")) {
      EngineSpec spec = EngineSpec.parse(text);
      assertEquals(text, spec.toString());
      assertEquals(spec, EngineSpec.parse(spec.toString()));
      try (CryptoEngine engine = spec.open(Engines.systemEntropy())) {
        assertTrue(!engine.profile().suites().isEmpty());
      }
    }
  }

  @Test
  void saysWhatThereIsWhenSomethingIsNot() {
    assertSays("[software, jca, sce7, sce9, secure-element]", "sce8");
    assertSays("endian", "sce7:endianness=big");
    assertSays("[little, big]", "sce7:endian=middle");
    assertSays("[ram, rom]", "sce9:anchors=flash");
    assertSays("switch=value", "sce7:endian");
    assertSays("anchors, keys", "software:endian=big");
    assertSays("slot:N", "secure-element:keys=rom");
    assertSays("0 to 15", "secure-element:slot=16");
    assertSays("keys=ram", "sce7:keys=slot:1");
  }

  private static void assertSays(String part, String text) {
    String message = assertThrows(IllegalArgumentException.class, () -> EngineSpec.parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void everyChoiceOfEveryEngineCanBeSet() {
    for (EngineSpec.Kind kind : EngineSpec.Kind.values()) {
      EngineSpec usual = EngineSpec.parse(kind.word());
      usual.choices().forEach((name, values) -> {
        assertTrue(values.size() > 1, () -> kind + " " + name);
        long same = values.stream().filter(value -> usual.withAll(name + "=" + value).sameAs(usual)).count();
        assertTrue(same <= 1, () -> kind + " " + name + " has values that do the same");
      });
    }
    assertEquals(List.of("little", "big"), EngineSpec.parse("sce7").choices().get("endian"));
    assertEquals(List.of("ram", "rom"), EngineSpec.parse("sce9").choices().get("anchors"));
  }
}
