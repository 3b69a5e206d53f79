package dev.plumbline.diagnose.dissect;

import java.util.List;
import java.util.Optional;

/**
 * A field of a message. Immutable.
 *
 * <p>Children lie inside their parent's range, in its order, and don't overlap; between them there may be bytes that
 * are the parent's alone.
 *
 * @param name as the RFC that defines it calls it
 * @param offset of its first byte within the bytes that were dissected
 * @param length in bytes; 0 for what should be there and is not
 * @param value in the field's own form: a name for a number, hexadecimal for opaque bytes, cut where they are many;
 *     {@link #REDACTED} for a secret
 * @param meaning what it says, in a few words or a sentence; may be empty
 */
public record Field(String name, int offset, int length, String value, String meaning, List<Field> children) {
  /** The value of what nobody should read in a report: its bytes are not to be shown either. */
  public static final String REDACTED = "redacted";

  public Field {
    children = List.copyOf(children);
  }

  /** Whether this stands for bytes, or for a field, that could not be read. */
  public boolean notUnderstood() {
    return name.equals(FieldReader.REST);
  }

  public int end() {
    return offset + length;
  }

  public boolean secret() {
    return value.equals(REDACTED);
  }

  /** The field on a path of children's names with slashes between them, of which none has one itself. */
  public Optional<Field> at(String path) {
    Optional<Field> field = Optional.of(this);
    for (String step : path.split("/")) {
      field = field.flatMap(one -> one.child(step));
    }
    return field;
  }

  /** The first child of that name. */
  public Optional<Field> child(String wanted) {
    return children.stream().filter(one -> one.name.equals(wanted)).findFirst();
  }
}
