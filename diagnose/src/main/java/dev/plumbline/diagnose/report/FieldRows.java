package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.dissect.DissectContext;
import dev.plumbline.diagnose.dissect.Dissector;
import dev.plumbline.diagnose.dissect.Field;
import dev.plumbline.diagnose.names.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A handshake message with its header as numbered fields, and for each of its bytes the field that explains it best.
 * Offsets count from the header. Values of secret bytes are withheld.
 */
final class FieldRows {
  private static final int NOBODY = -1;

  private final List<Row> rows = new ArrayList<>();
  private final byte[] bytes;
  private final int[] owners;
  private final BitSet secret = new BitSet();
  private final String meaning;

  /**
   * @param last number of the last field within this one; its own if it has none
   * @param depth 0 for a field of the message itself
   */
  record Row(Field field, int number, int last, int depth) {}

  /** Bytes in a row that one field explains; {@code field} is -1 if none does. */
  record Stretch(int from, int to, int field, boolean secret) {}

  FieldRows(Event.Handshake message, DissectContext context) {
    Field root = Dissector.handshake(message, context);
    this.meaning = root.meaning();
    this.bytes = withHeader(message);
    this.owners = new int[bytes.length];
    Arrays.fill(owners, NOBODY);
    Secrets.of(message).stream().forEach(index -> secret.set(index + Shown.HEADER));
    add(new Field("type", 0, 1, Names.handshakeType(message.type()), "", List.of()), 0, 0);
    add(new Field("length", 1, 3, Integer.toString(message.announced()), "of what follows", List.of()), 0, 0);
    root.children().forEach(child -> add(child, Shown.HEADER, 0));
  }

  List<Row> rows() {
    return rows;
  }

  byte[] bytes() {
    return bytes;
  }

  /** What the message is for. */
  String meaning() {
    return meaning;
  }

  /** All bytes up to a limit, in stretches. */
  List<Stretch> stretches(int limit) {
    List<Stretch> stretches = new ArrayList<>();
    int end = Math.min(limit, bytes.length);
    for (int from = 0; from < end; ) {
      int to = from + 1;
      while (to < end && owners[to] == owners[from] && secret.get(to) == secret.get(from)) {
        to++;
      }
      stretches.add(new Stretch(from, to, owners[from], secret.get(from)));
      from = to;
    }
    return stretches;
  }

  private void add(Field field, int shift, int depth) {
    int from = Math.min(field.offset() + shift, bytes.length);
    int to = Math.min(field.end() + shift, bytes.length);
    if (field.secret()) {
      secret.set(from, to);
    }
    int number = rows.size();
    rows.add(null);
    Arrays.fill(owners, from, to, number);
    for (Field child : field.children()) {
      add(child, shift, depth + 1);
    }
    Field shown = new Field(field.name(), from, to - from, value(field, from, to), field.meaning(), List.of());
    rows.set(number, new Row(shown, number, rows.size() - 1, depth));
  }

  /** What names a secret without knowing it must not spell it out. */
  private String value(Field field, int from, int to) {
    boolean touched = !secret.get(from, to).isEmpty();
    return touched && !aware(field) ? Field.REDACTED : field.value();
  }

  private static boolean aware(Field field) {
    return field.secret() || field.children().stream().anyMatch(FieldRows::aware);
  }

  private static byte[] withHeader(Event.Handshake message) {
    byte[] bytes = new byte[Shown.HEADER + message.body().length];
    bytes[0] = (byte) message.type();
    bytes[1] = (byte) (message.announced() >> 16);
    bytes[2] = (byte) (message.announced() >> 8);
    bytes[3] = (byte) message.announced();
    System.arraycopy(message.body(), 0, bytes, Shown.HEADER, message.body().length);
    return bytes;
  }
}
