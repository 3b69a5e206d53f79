package dev.plumbline.diagnose.finding;

import java.util.Locale;

/** What a diagnosis comes to. */
public enum Verdict {
  /** Nothing is wrong with any connection. */
  HEALTHY,
  CAUSE_FOUND,
  /** Something is wrong, and the evidence does not say what. */
  UNDECIDED,
  /** The evidence cannot support a diagnosis. */
  UNUSABLE;

  /** As in the JSON document: {@code cause-found}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
