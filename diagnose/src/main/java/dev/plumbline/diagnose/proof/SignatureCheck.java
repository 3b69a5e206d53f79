package dev.plumbline.diagnose.proof;

/**
 * Whether a signature verifies.
 *
 * @param reason why it could not be computed, or a word on why it does not hold; empty if it holds
 */
public record SignatureCheck(State state, String reason) {
  /** What came of it. */
  public enum State {
    VALID,
    INVALID,
    /** Nothing here can compute it. */
    NOT_COMPUTED
  }

  static final SignatureCheck VALID = new SignatureCheck(State.VALID, "");

  static SignatureCheck invalid(String reason) {
    return new SignatureCheck(State.INVALID, reason);
  }

  static SignatureCheck notComputed(String reason) {
    return new SignatureCheck(State.NOT_COMPUTED, reason);
  }

  public boolean valid() {
    return state == State.VALID;
  }

  public boolean invalid() {
    return state == State.INVALID;
  }
}
