package dev.plumbline.diagnose.dissect;

import dev.plumbline.diagnose.conversation.Event;
import dev.plumbline.diagnose.names.Names;
import java.util.List;

/** Headers of records, and alerts, made of what is known of them. */
final class RecordFields {
  private static final int MOST_CIPHERTEXT = (1 << 14) + 2048;

  private RecordFields() {}

  static Field record(Event.Record record) {
    List<Field> fields = List.of(
        leaf("type", 0, 1, Names.contentType(record.contentType()), record.encrypted() ? "encrypted" : ""),
        leaf("version", 1, 2, Names.version(record.version()), "of the record layer; says little (RFC 5246 §E.1)"),
        leaf("length", 3, 2, Integer.toString(record.length()), length(record)));
    return new Field("TLSPlaintext", 0, 5, Names.contentType(record.contentType()),
        "the header of a record (RFC 5246 §6.2.1)", fields);
  }

  private static String length(Event.Record record) {
    if (record.length() > MOST_CIPHERTEXT) {
      return "longer than any record may be (RFC 5246 §6.2.3)";
    }
    return record.complete() ? "bytes that follow" : "bytes that should follow; not all of them came";
  }

  static Field alert(Event.Alert alert) {
    if (!alert.readable()) {
      return new Field("Alert", 0, 0, "encrypted", "an alert that only the two ends can read", List.of());
    }
    String level = switch (alert.level()) {
      case 1 -> "warning (1)";
      case 2 -> "fatal (2)";
      default -> "unknown (" + alert.level() + ")";
    };
    String sentence = AlertWords.of(alert.description());
    return new Field("Alert", 0, 2, Names.alert(alert.description()), sentence, List.of(
        leaf("level", 0, 1, level, alert.fatal() ? "the connection is over (RFC 5246 §7.2)" : ""),
        leaf("description", 1, 1, Names.alert(alert.description()), sentence)));
  }

  private static Field leaf(String name, int offset, int length, String value, String meaning) {
    return new Field(name, offset, length, value, meaning, List.of());
  }
}
