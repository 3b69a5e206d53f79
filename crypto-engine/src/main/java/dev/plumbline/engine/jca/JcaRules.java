package dev.plumbline.engine.jca;

import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.device.Switches.Switch;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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
              "provider", Switch.open((r, value) -> new JcaRules(value, r.hash, r.hmac, r.gcm, r.ec, r.rsa)),
              "hash", choice((r, who) -> new JcaRules(r.provider, who, r.hmac, r.gcm, r.ec, r.rsa)),
              "hmac", choice((r, who) -> new JcaRules(r.provider, r.hash, who, r.gcm, r.ec, r.rsa)),
              "gcm", choice((r, who) -> new JcaRules(r.provider, r.hash, r.hmac, who, r.ec, r.rsa)),
              "ec", choice((r, who) -> new JcaRules(r.provider, r.hash, r.hmac, r.gcm, who, r.rsa)),
              "rsa", choice((r, who) -> new JcaRules(r.provider, r.hash, r.hmac, r.gcm, r.ec, who))));

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

  /** Every switch whose values can be listed, with them. */
  public static Map<String, List<String>> switches() {
    return SWITCHES.values();
  }

  private static Switch<JcaRules> choice(BiFunction<JcaRules, Choice, JcaRules> change) {
    return Switch.of(Choice.class, change);
  }
}
