package dev.plumbline.tls.trace;

import java.io.IOException;
import java.util.Locale;

/** The JSON form of a trace, one document with the schema {@value #SCHEMA}; {@code docs/trace.md} describes it. */
public final class TraceJson {
  public static final String SCHEMA = "plumbline.trace/1";

  private TraceJson() {}

  /** Writes every entry, the secrets that were recorded included. */
  public static void write(Trace trace, Appendable out) throws IOException {
    out.append("{\"schema\":\"" + SCHEMA + "\",\"entries\":[");
    String separator = "\n";
    for (TraceEntry entry : trace.entries()) {
      out.append(separator).append("{\"seq\":").append(Integer.toString(entry.seq()));
      member("name", entry.point().id(), out);
      content(entry, out);
      out.append('}');
      separator = ",\n";
    }
    out.append("\n],\"dropped\":").append(Long.toString(trace.dropped())).append("}\n");
  }

  private static void content(TraceEntry entry, Appendable out) throws IOException {
    if (entry instanceof TraceEntry.Value value) {
      member("hex", value.bytes().toString(), out);
    } else if (entry instanceof TraceEntry.Opaque opaque) {
      member("opaque", opaque.why(), out);
    } else if (entry instanceof TraceEntry.Decision decision) {
      member("clause", decision.clause().toString(), out);
      member("decision", decision.sentence(), out);
    }
  }

  private static void member(String name, String value, Appendable out) throws IOException {
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        // A lone surrogate can't be encoded; as an escape it is still JSON (RFC 8259 §8.2).
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
