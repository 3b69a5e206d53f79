package dev.plumbline.diagnose.profile;

/** How well a statement of a profile is founded. */
public enum Basis {
  /** Read in the stack's source or headers, or measured. */
  VERIFIED,
  /** What users of the stack report. */
  FORUM,
  /** General knowledge, or inferred from something verified, and not checked against the stack. */
  KNOWN
}
