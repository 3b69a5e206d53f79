package dev.plumbline.diagnose.compare;

/**
 * One thing in which two handshakes differ. Immutable.
 *
 * @param message where: {@code ClientHello}, {@code server's Certificate}, {@code connection}
 * @param field which field of it, by the RFC's names with slashes between; empty if the message itself is there or not
 * @param a what the one has
 * @param b what the other has
 * @param matters whether it can change what happens
 * @param why what it changes, or why it changes nothing
 * @param clause {@code RFC 6066 §3}; empty if no clause says it
 */
public record Difference(
    String message, String field, String a, String b, boolean matters, String why, String clause) {
  /** What stands for a value that is not there. */
  public static final String ABSENT = "not there";

  /** As in a sentence: {@code ClientHello, extensions/server_name}. */
  public String place() {
    return field.isEmpty() ? message : message + ", " + field;
  }
}
