package dev.plumbline.engine.spec;

import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.Engines;
import dev.plumbline.engine.Entropy;
import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.element.ElementRules;
import dev.plumbline.engine.element.SecureElements;
import dev.plumbline.engine.jca.Jca;
import dev.plumbline.engine.jca.JcaRules;
import dev.plumbline.engine.sce.Sce7;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.sce.Sce9;
import dev.plumbline.engine.sce.Sce9Rules;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine as users name it: {@code sce7:endian=big,anchors=rom,keys=ram}. Which engine, its switches, and where the
 * device keeps its trust anchors and its key. Immutable; parsing checks every switch, so that {@link #open} fails for
 * none but a JCA provider that is not there.
 *
 * @param engine which engine
 * @param switches the engine's own switches, in the order given
 * @param anchorsIn where trust anchors are kept
 * @param keysIn where the device's private key is kept
 */
public record EngineSpec(Kind engine, Map<String, String> switches, MemoryRegion anchorsIn, KeyHome keysIn) {
  private static final String ANCHORS = "anchors";
  private static final String KEYS = "keys";
  private static final String SLOT = "slot";

  /** Sets every switch, so it comes before the others wherever it was written. */
  private static final String PRESET = "preset";

  /** The engines that there are. */
  public enum Kind {
    SOFTWARE,
    JCA,
    SCE7,
    SCE9,
    SECURE_ELEMENT;

    /** As users write it. */
    public String word() {
      return Switches.word(this);
    }
  }

  /** The reference engine. */
  public static final EngineSpec SOFTWARE =
      new EngineSpec(Kind.SOFTWARE, Map.of(), MemoryRegion.RAM, new KeyHome.Memory(MemoryRegion.RAM));

  public EngineSpec {
    switches = Collections.unmodifiableMap(new LinkedHashMap<>(switches));
    checkKeyHome(engine, keysIn);
    rules(engine, switches);
  }

  /**
   * Reads {@code NAME[:switch=value,…]}.
   *
   * @throws IllegalArgumentException saying what there is, if the engine, a switch or a value is none of it
   */
  public static EngineSpec parse(String text) {
    int colon = text.indexOf(':');
    Kind engine;
    try {
      engine = Switches.choice(Kind.class, colon < 0 ? text : text.substring(0, colon));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("there is no engine of that name: " + e.getMessage(), e);
    }
    return of(engine).withAll(colon < 0 ? "" : text.substring(colon + 1));
  }

  private static EngineSpec of(Kind engine) {
    KeyHome keys =
        engine == Kind.SECURE_ELEMENT
            ? new KeyHome.Slot(ElementRules.USUAL.slot())
            : new KeyHome.Memory(MemoryRegion.RAM);
    return new EngineSpec(engine, Map.of(), MemoryRegion.RAM, keys);
  }

  /**
   * This engine with further switches, written {@code switch=value,…}; a later one wins.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public EngineSpec withAll(String settings) {
    EngineSpec spec = this;
    for (String setting : settings.isEmpty() ? List.<String>of() : Arrays.asList(settings.split(",", -1))) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "'" + setting + "' is no switch=value of " + engine.word() + ", such as anchors=rom");
      }
      spec = spec.with(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return spec;
  }

  private EngineSpec with(String name, String value) {
    if (name.equals(ANCHORS) || name.equals(KEYS) || engine == Kind.SECURE_ELEMENT && name.equals(SLOT)) {
      return placed(name, value);
    }
    Map<String, String> more = new LinkedHashMap<>();
    if (name.equals(PRESET)) {
      more.put(name, value);
    }
    switches.forEach(more::put);
    more.put(name, value);
    return new EngineSpec(engine, more, anchorsIn, keysIn);
  }

  /** Where something is kept, which is no rule of the engine's own. */
  private EngineSpec placed(String name, String value) {
    try {
      return name.equals(ANCHORS)
          ? withAnchorsIn(Switches.choice(MemoryRegion.class, value))
          : withKeysIn(KeyHome.parse(name.equals(SLOT) ? KeyHome.SLOT + value : value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the switch '" + name + "' of " + engine.word() + ": " + e.getMessage(), e);
    }
  }

  /** The same engine with its trust anchors elsewhere. */
  public EngineSpec withAnchorsIn(MemoryRegion region) {
    return new EngineSpec(engine, switches, region, keysIn);
  }

  /**
   * The same engine with its key elsewhere.
   *
   * @throws IllegalArgumentException if this engine can't keep a key there
   */
  public EngineSpec withKeysIn(KeyHome home) {
    return new EngineSpec(engine, switches, anchorsIn, home);
  }

  /**
   * A new engine of this kind, which the caller closes.
   *
   * @throws IllegalArgumentException if a JCA provider that a switch names is not installed here
   */
  public CryptoEngine open(Entropy entropy) {
    return switch (engine) {
      case SOFTWARE -> Engines.software(entropy);
      case JCA -> Jca.engine((JcaRules) rules(engine, switches), entropy);
      case SCE7 -> Sce7.engine((Sce7Rules) rules(engine, switches), entropy, ((KeyHome.Memory) keysIn).region());
      case SCE9 -> Sce9.engine((Sce9Rules) rules(engine, switches), entropy);
      case SECURE_ELEMENT -> {
        String slot = Integer.toString(((KeyHome.Slot) keysIn).number());
        yield SecureElements.engine(((ElementRules) rules(engine, switches)).with("slot", slot), entropy);
      }
    };
  }

  /**
   * The switches of this engine whose values can be listed, with them: those of its own rules, and where it keeps trust
   * anchors and its key.
   */
  public Map<String, List<String>> choices() {
    List<String> regions = Arrays.stream(MemoryRegion.values()).map(Switches::word).toList();
    Map<String, List<String>> choices = new LinkedHashMap<>(
        switch (engine) {
          case JCA -> JcaRules.switches();
          case SCE7 -> Sce7Rules.switches();
          case SCE9 -> Sce9Rules.switches();
          case SECURE_ELEMENT -> ElementRules.switches();
          case SOFTWARE -> Map.of();
        });
    choices.put(ANCHORS, regions);
    if (engine != Kind.SECURE_ELEMENT) {
      choices.put(KEYS, regions);
    }
    return choices;
  }

  /** Whether both do the same: their rules are equal, however they were written, and so is where they keep things. */
  public boolean sameAs(EngineSpec other) {
    return engine == other.engine && rules().equals(other.rules()) && anchorsIn == other.anchorsIn
        && keysIn.equals(other.keysIn);
  }

  /** The rules that its switches make, for engines that have any. */
  public Optional<Record> rules() {
    return Optional.ofNullable(rules(engine, switches));
  }

  private static Record rules(Kind engine, Map<String, String> switches) {
    return switch (engine) {
      case JCA -> fold(JcaRules.FASTEST, switches, JcaRules::with);
      case SCE7 -> fold(Sce7Rules.SSP_2_X, switches, Sce7Rules::with);
      case SCE9 -> fold(Sce9Rules.PORTED, switches, Sce9Rules::with);
      case SECURE_ELEMENT -> fold(ElementRules.USUAL, switches, ElementRules::with);
      case SOFTWARE -> fold(null, switches, EngineSpec::noSuchSwitch);
    };
  }

  /** Sets one switch of an engine's rules. */
  private interface Setter<R> {
    R set(R rules, String name, String value);
  }

  private static <R> R fold(R usual, Map<String, String> switches, Setter<R> setter) {
    R rules = usual;
    for (Map.Entry<String, String> each : switches.entrySet()) {
      rules = setter.set(rules, each.getKey(), each.getValue());
    }
    return rules;
  }

  private static Record noSuchSwitch(Record none, String name, String value) {
    throw new IllegalArgumentException("software has no switch '" + name + "'; it has anchors, keys");
  }

  private static void checkKeyHome(Kind engine, KeyHome home) {
    if (home instanceof KeyHome.Slot != (engine == Kind.SECURE_ELEMENT)) {
      throw new IllegalArgumentException(
          engine.word() + " keeps its key in "
              + (engine == Kind.SECURE_ELEMENT ? "a slot (keys=slot:N)" : "memory (keys=ram or keys=rom)"));
    }
  }

  /** As {@link #parse} reads it, without what is at its default. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(engine.word());
    char before = ':';
    Map<String, String> all = new LinkedHashMap<>(switches);
    EngineSpec usual = of(engine);
    if (anchorsIn != usual.anchorsIn) {
      all.put(ANCHORS, Switches.word(anchorsIn));
    }
    if (!keysIn.equals(usual.keysIn)) {
      all.put(KEYS, keysIn.toString());
    }
    for (Map.Entry<String, String> each : all.entrySet()) {
      text.append(before).append(each.getKey()).append('=').append(each.getValue());
      before = ',';
    }
    return text.toString();
  }
}
