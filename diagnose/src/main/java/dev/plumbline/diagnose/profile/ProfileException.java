package dev.plumbline.diagnose.profile;

/** A profile that there is not, or that can't be read: one sentence that says what is wrong and what there is. */
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProfileException(String sentence) {
    super(sentence);
  }

  public ProfileException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
