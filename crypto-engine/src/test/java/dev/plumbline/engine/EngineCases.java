package dev.plumbline.engine;

import dev.plumbline.engine.jca.JcaOperation;
import dev.plumbline.engine.jca.JcaPrimitives;
import dev.plumbline.engine.jca.JcaRules;
import dev.plumbline.engine.jca.JcaRules.Choice;
import dev.plumbline.engine.software.SoftwarePrimitives;
import java.util.ArrayList;
import java.util.List;

/**
 * All engines that compute everything themselves: what one does, the others must do. Each provider is made to compute
 * all that it can, faster or not.
 */
public final class EngineCases {
  private static final List<String> PROVIDERS =
      List.of(JcaRules.JDK, "AmazonCorrettoCryptoProvider", "Conscrypt");

  private EngineCases() {}

  /** A jca engine for each provider that loads on this platform, and one that chooses. */
  public static List<EngineCase> jca() {
    List<EngineCase> cases = new ArrayList<>(eachProvider());
    cases.add(new EngineCase("jca", entropy -> new JcaPrimitives(JcaRules.FASTEST, entropy)));
    return cases;
  }

  public static List<EngineCase> all() {
    List<EngineCase> cases = new ArrayList<>(jca());
    cases.add(software());
    return cases;
  }

  /** Without the one that chooses, which computes nothing that the others do not, for tests that take long. */
  public static List<EngineCase> distinct() {
    List<EngineCase> cases = new ArrayList<>(eachProvider());
    cases.add(software());
    return cases;
  }

  private static EngineCase software() {
    return new EngineCase("software", SoftwarePrimitives::new);
  }

  private static List<EngineCase> eachProvider() {
    List<EngineCase> cases = new ArrayList<>();
    for (String provider : PROVIDERS) {
      JcaRules rules = JcaRules.of(provider, Choice.JCA);
      if (loads(rules)) {
        cases.add(new EngineCase("jca " + provider, entropy -> new JcaPrimitives(rules, entropy)));
      }
    }
    return cases;
  }

  private static boolean loads(JcaRules rules) {
    try {
      if (!new JcaPrimitives(rules, Engines.systemEntropy()).computedBy(JcaOperation.GCM).equals("bc")) {
        return true;
      }
      skipped(rules.provider() + " offers nothing: its native library does not load");
    } catch (IllegalArgumentException e) {
      skipped(e.getMessage());
    }
    return false;
  }

  private static void skipped(String why) {
    if ("1".equals(System.getenv("PLUMBLINE_REQUIRE_PEERS"))) {
      throw new AssertionError("PLUMBLINE_REQUIRE_PEERS=1, and " + why);
    }
    System.out.println("SKIPPED: all tests with a provider: " + why);
  }
}
