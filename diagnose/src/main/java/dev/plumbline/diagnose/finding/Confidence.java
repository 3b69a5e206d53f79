package dev.plumbline.diagnose.finding;

import java.util.Locale;

/** What a finding rests on, the strongest first. */
public enum Confidence {
  /** Computed from the evidence: a signature, a length, a date. */
  PROVED,
  /** What the wire shows has no other explanation that is known. */
  IMPLIED,
  /** It fits, and so might something else. */
  SUGGESTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
