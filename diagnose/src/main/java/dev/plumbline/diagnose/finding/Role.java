package dev.plumbline.diagnose.finding;

import java.util.Locale;

/** What a finding has to do with the failure. */
public enum Role {
  /** It is why the connection failed, or may be. */
  CAUSE,
  /** It made the failure possible, or would be the next one. */
  CONTRIBUTING,
  /** It is worth knowing. */
  NOTE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
