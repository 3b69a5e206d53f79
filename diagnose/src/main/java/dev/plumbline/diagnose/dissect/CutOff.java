package dev.plumbline.diagnose.dissect;

/** The bytes end, or stop to make sense, before a field does. */
final class CutOff extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param field what would come here */
  CutOff(String field) {
    super(field, null, false, false);
  }
}
