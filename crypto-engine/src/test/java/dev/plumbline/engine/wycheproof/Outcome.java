package dev.plumbline.engine.wycheproof;

/**
 * What became of one case.
 *
 * @param kind how the engine answered, or that it cannot be asked
 * @param reason why it cannot be asked, otherwise empty
 */
record Outcome(Kind kind, String reason) {
  enum Kind {
    ACCEPTED,
    REJECTED,
    OUTSIDE
  }

  static final Outcome ACCEPTED = new Outcome(Kind.ACCEPTED, "");
  static final Outcome REJECTED = new Outcome(Kind.REJECTED, "");

  static Outcome of(boolean accepted) {
    return accepted ? ACCEPTED : REJECTED;
  }

  /** The case asks for something that this profile of TLS does not have. */
  static Outcome outside(String reason) {
    return new Outcome(Kind.OUTSIDE, reason);
  }
}
