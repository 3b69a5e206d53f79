package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text form of a trace, as {@code docs/trace.md} has it: one line per entry, {@code seq name hex}. Made so that a
 * port can print the same lines with {@code printf} and be compared.
 */
public final class TraceText {
  private static final String HEADER = "# plumbline trace 1";
  private static final String DROPPED = "# dropped ";
  private static final String NOTHING = "-";
  private static final String OPAQUE = "? ";
  private static final String DECISION = "= ";
  private static final String CLAUSE_END = ": ";

  private TraceText() {}

  /** Writes every entry, the secrets that were recorded included. */
  public static void write(Trace trace, Appendable out) throws IOException {
    out.append(HEADER).append('\n');
    for (TraceEntry entry : trace.entries()) {
      out.append(Integer.toString(entry.seq())).append(' ').append(entry.point().id()).append(' ');
      out.append(content(entry)).append('\n');
    }
    if (trace.dropped() > 0) {
      out.append(DROPPED).append(Long.toString(trace.dropped())).append('\n');
    }
  }

  /**
   * Reads a trace. Empty lines and comments are skipped, numbers need not be consecutive, and hexadecimal may be of
   * either case, so that traces of other makers can be read; a name that is unknown here is an error.
   */
  public static Trace read(Reader in) throws IOException {
    BufferedReader lines = new BufferedReader(in);
    List<TraceEntry> entries = new ArrayList<>();
    long dropped = 0;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.startsWith(DROPPED)) {
        dropped = number(line.substring(DROPPED.length()), number);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        entries.add(entry(line.strip(), number, entries.size()));
      }
    }
    return new Trace(entries, dropped);
  }

  private static String content(TraceEntry entry) {
    if (entry instanceof TraceEntry.Value value) {
      return value.bytes().isEmpty() ? NOTHING : value.bytes().toString();
    }
    if (entry instanceof TraceEntry.Opaque opaque) {
      return OPAQUE + oneLine(opaque.why());
    }
    TraceEntry.Decision decision = (TraceEntry.Decision) entry;
    return DECISION + decision.clause() + CLAUSE_END + oneLine(decision.sentence());
  }

  private static TraceEntry entry(String line, int lineNumber, int seq) throws MalformedTraceException {
    String[] fields = line.split(" +", 3);
    if (fields.length != 3) {
      throw new MalformedTraceException(lineNumber, "a number, a name and a value are needed");
    }
    number(fields[0], lineNumber);
    TracePoint point =
        TracePoint.of(fields[1])
            .orElseThrow(() -> new MalformedTraceException(lineNumber, "no value is called " + fields[1]));
    String content = fields[2];
    if (content.startsWith(OPAQUE)) {
      return new TraceEntry.Opaque(seq, point, content.substring(OPAQUE.length()));
    }
    if (content.startsWith(DECISION)) {
      return decision(seq, point, content.substring(DECISION.length()), lineNumber);
    }
    try {
      return new TraceEntry.Value(seq, point, content.equals(NOTHING) ? Bytes.EMPTY : Bytes.fromHex(content));
    } catch (IllegalArgumentException notHex) {
      throw new MalformedTraceException(lineNumber, "the value of " + point.id() + " is not hexadecimal");
    }
  }

  private static TraceEntry decision(int seq, TracePoint point, String content, int lineNumber)
      throws MalformedTraceException {
    int clauseEnd = content.indexOf(CLAUSE_END);
    Clause clause =
        Optional.of(content)
            .filter(any -> clauseEnd > 0)
            .flatMap(any -> Clause.parse(any.substring(0, clauseEnd)))
            .orElseThrow(
                () -> new MalformedTraceException(lineNumber, "a decision needs a clause, a colon and a sentence"));
    return new TraceEntry.Decision(seq, point, clause, content.substring(clauseEnd + CLAUSE_END.length()));
  }

  private static long number(String digits, int lineNumber) throws MalformedTraceException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException notANumber) {
      throw new MalformedTraceException(lineNumber, "\"" + digits + "\" is not a number");
    }
  }

  /** Sentences quote what a server sent; a control character must not make a line of its own. */
  private static String oneLine(String sentence) {
    StringBuilder out = new StringBuilder(sentence.length());
    sentence.chars().forEach(c -> out.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
    return out.toString();
  }
}
