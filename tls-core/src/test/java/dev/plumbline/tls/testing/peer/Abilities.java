package dev.plumbline.tls.testing.peer;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.NamedGroup;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a server can do; the interop matrix asks for no more, and sees that it does no less.
 *
 * @param suites cipher suites
 * @param groups groups it agrees to when they are the only ones offered
 * @param features everything else
 */
public record Abilities(Set<CipherSuite> suites, Set<NamedGroup> groups, Set<Feature> features) {
  /** What servers have or lack. */
  public enum Feature {
    /** Serves with certificates of several types of key, and picks one to go with the suite. */
    SEVERAL_CERTIFICATES,
    CLIENT_AUTHENTICATION,
    /** Asks for a client certificate, and goes on without one. */
    OPTIONAL_CLIENT_AUTHENTICATION,
    /** RFC 7627. */
    EXTENDED_MASTER_SECRET,
    /** Resumption by session id. */
    SESSION_ID,
    /** Resumption by ticket (RFC 5077). */
    SESSION_TICKET,
    /** Resumes sessions whose master secret is not bound to their handshake, which RFC 7627 §5.3 advises against. */
    RESUMPTION_WITHOUT_EXTENDED_MASTER_SECRET,
    /** RFC 6066 §4. */
    MAX_FRAGMENT_LENGTH,
    /** RFC 8449. */
    RECORD_SIZE_LIMIT,
    /** Staples the OCSP response that {@link ServerSetup} gives it (RFC 6066 §8). */
    OCSP_STAPLE
  }

  public Abilities {
    suites = Set.copyOf(suites);
    groups = Set.copyOf(groups);
    features = Set.copyOf(features);
  }

  /** Every suite and every group that is offered unasked, with these features. */
  static Abilities everySuiteAnd(Feature first, Feature... more) {
    return new Abilities(
        EnumSet.allOf(CipherSuite.class),
        EnumSet.complementOf(EnumSet.of(NamedGroup.SECP192R1)),
        EnumSet.of(first, more));
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
