package dev.plumbline.engine.key;

/** A key file can't be used. The message is one sentence that says why and what to do next, and nothing of the key. */
public final class KeyFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Kind {
    /** There is no private key in the file: it is empty, or something else. */
    NO_KEY,
    /** The key is encrypted and no password was given. */
    PASSWORD_NEEDED,
    /** The password doesn't open the key. */
    WRONG_PASSWORD,
    /** A key, or an encryption of it, that is not of this profile. */
    UNSUPPORTED,
    /** The file is cut short or changed, or its numbers do not belong together. */
    DAMAGED
  }

  private final Kind kind;

  KeyFileException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
