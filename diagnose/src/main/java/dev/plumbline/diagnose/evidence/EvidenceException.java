package dev.plumbline.diagnose.evidence;

/** Something that the user laid on the table can't be read: one sentence that says why and what to do. */
public final class EvidenceException extends Exception {
  private static final long serialVersionUID = 1L;

  public EvidenceException(String sentence) {
    super(sentence);
  }

  public EvidenceException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
