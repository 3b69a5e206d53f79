package dev.plumbline.engine.jca;

import dev.plumbline.engine.device.Switches;
import java.util.Map;

/**
 * Who computes what, as data; each is a switch.
 *
 * @param provider the provider's name; {@code jdk} for those that the JDK brings; {@code auto} for these and the fast
 *     ones that are on the class path
 * @param hash who hashes
 * @param hmac who computes HMAC, and with it the key schedule
 * @param gcm who protects records
 * @param ec who agrees on secrets and verifies with elliptic curves
 * @param rsa who computes with RSA keys
 */
public record JcaRules(String provider, Choice hash, Choice hmac, Choice gcm, Choice ec, Choice rsa) {
  /** Who computes an operation. What no provider has, software computes. */
  public enum Choice {
    /** The faster of provider and software, as measured. */
    AUTO,
    /** A provider, the fastest of several. */
    JCA,
    /** Software: Bouncy Castle. */
    BC
  }

  /** What {@link #provider()} says for the fastest of all that are there. */
  public static final String AUTO = "auto";

  /** What {@link #provider()} says for the providers of the JDK. */
  public static final String JDK = "jdk";

  /** The fastest for each operation. */
  public static final JcaRules FASTEST = of(AUTO, Choice.AUTO);

  private static final Switches<JcaRules> SWITCHES =
      new Switches<>(
          "jca",
          Map.of(
              "provider", (r, value) -> new JcaRules(value, r.hash, r.hmac, r.gcm, r.ec, r.rsa),
              "hash", (r, value) -> new JcaRules(r.provider, choice(value), r.hmac, r.gcm, r.ec, r.rsa),
              "hmac", (r, value) -> new JcaRules(r.provider, r.hash, choice(value), r.gcm, r.ec, r.rsa),
              "gcm", (r, value) -> new JcaRules(r.provider, r.hash, r.hmac, choice(value), r.ec, r.rsa),
              "ec", (r, value) -> new JcaRules(r.provider, r.hash, r.hmac, r.gcm, choice(value), r.rsa),
              "rsa", (r, value) -> new JcaRules(r.provider, r.hash, r.hmac, r.gcm, r.ec, choice(value))));

  /** The same choice for every operation. */
  public static JcaRules of(String provider, Choice choice) {
    return new JcaRules(provider, choice, choice, choice, choice, choice);
  }

  /**
   * These rules with one switch set.
   *
   * @throws IllegalArgumentException naming what is allowed, if there is no such switch or it has no such value
   */
  public JcaRules with(String name, String value) {
    return SWITCHES.set(this, name, value);
  }

  private static Choice choice(String value) {
    return Switches.choice(Choice.class, value);
  }
}
