package dev.plumbline.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an engine can do, as data. It shapes the ClientHello; nothing deeper asks.
 *
 * @param name the engine's name, as users write it
 * @param suites the suites it can run, most preferred first
 * @param groups the groups it can agree on, most preferred first
 * @param schemes the signatures it can verify, most preferred first
 * @param minRsaBits smallest RSA modulus it verifies with, in bits
 * @param maxRsaBits largest RSA modulus it verifies with, in bits
 * @param certificateCurves curves of certificate keys that it can verify with
 * @param capabilities what else it can do
 */
public record EngineProfile(
    String name,
    List<CipherSuite> suites,
    List<NamedGroup> groups,
    List<SignatureScheme> schemes,
    Set<NamedGroup> certificateCurves,
    int minRsaBits,
    int maxRsaBits,
    Set<Capability> capabilities) {

  /** Optional abilities. */
  public enum Capability {
    /**
     * Can bind the master secret to the session hash (RFC 7627). Engines that derive from the two randoms alone cannot.
     */
    EXTENDED_MASTER_SECRET,
    /** Can give its secrets away when asked with a {@link SecretReveal}. */
    REVEALS_SECRETS
  }

  public EngineProfile {
    suites = List.copyOf(suites);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
    certificateCurves = Set.copyOf(certificateCurves);
    capabilities = Set.copyOf(capabilities.isEmpty() ? EnumSet.noneOf(Capability.class) : capabilities);
  }

  /** The same abilities under another name. */
  public EngineProfile named(String other) {
    return new EngineProfile(
        other, suites, groups, schemes, certificateCurves, minRsaBits, maxRsaBits, capabilities);
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }
}
