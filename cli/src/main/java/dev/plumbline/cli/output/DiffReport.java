package dev.plumbline.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.diagnose.compare.Comparison;
import dev.plumbline.diagnose.compare.Difference;
import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.report.DiffTable;
import dev.plumbline.tls.trace.Cause;
import dev.plumbline.tls.trace.Likeness;
import dev.plumbline.tls.trace.TraceDiff;
import dev.plumbline.tls.trace.TracePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What differs between two, as a JSON document whose fields are fixed, and as text.
 *
 * @param a what the one is called
 * @param b what the other is called
 * @param outcomes a line on each
 * @param table both side by side
 */
public record DiffReport(
    String a, String b, List<String> outcomes, List<Difference> differences, List<String> notes, DiffTable table) {
  /** Changes when a field changes its meaning or goes away; new fields don't change it. */
  public static final String SCHEMA = "plumbline.diff/1";

  public static DiffReport of(Comparison comparison) {
    return new DiffReport(comparison.a().name(), comparison.b().name(),
        Stream.of(comparison.a(), comparison.b()).map(DiffReport::outcome).toList(),
        comparison.differences(), comparison.notes(), DiffTable.of(comparison));
  }

  private static String outcome(Run run) {
    String to = run.server().isEmpty() ? "" : " to " + run.server();
    return run.name() + to + run.ending().map(ending -> ": " + ending).orElse(": a ClientHello");
  }

  /** Values are never shown: they may be secret. */
  public static DiffReport of(String a, String b, TraceDiff diff) {
    List<Difference> differences = new ArrayList<>();
    diff.first().ifPresent(first -> differences.add(divergence(first)));
    diff.onlyLeft().forEach(point -> differences.add(only(point, "there", Difference.ABSENT)));
    diff.onlyRight().forEach(point -> differences.add(only(point, Difference.ABSENT, "there")));
    String compared = diff.compared() + " values are in both";
    return new DiffReport(a, b, List.of(a + ": a trace", b + ": a trace"), differences, List.of(compared + "."),
        DiffTable.of(a, b, differences));
  }

  private static Difference divergence(TraceDiff.Divergence first) {
    String field = first.point().id() + (first.turn() == 0 ? "" : " (number " + (first.turn() + 1) + ")");
    StringBuilder why = new StringBuilder("the first difference is at byte " + first.offset());
    first.likeness().map(Likeness::sentence).ifPresent(sentence -> why.append("; ").append(sentence));
    for (Cause cause : first.causes()) {
      why.append("; ").append(cause.sentence());
    }
    return new Difference("trace", field, first.left().length() + " bytes", first.right().length() + " bytes", true,
        why.toString(), first.clause().toString());
  }

  private static Difference only(TracePoint point, String a, String b) {
    return new Difference("trace", point.id(), a, b, false, "a client prints what it can", "");
  }

  /** The same with more to know, before what there is already. */
  public DiffReport withNotes(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(notes);
    return new DiffReport(a, b, outcomes, differences, all, table);
  }

  /** Whether nothing differs that can change what happens. */
  public boolean same() {
    return differences.stream().noneMatch(Difference::matters);
  }

  private List<Difference> shown(boolean all) {
    return all ? differences : differences.stream().filter(Difference::matters).toList();
  }

  /**
   * The document, ready to be printed; ends without a line's end.
   *
   * @param all whether differences that don't matter are in it
   */
  public String toJson(boolean all) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA).put("a", a).put("b", b).put("same", same());
    ArrayNode list = root.putArray("differences");
    for (Difference one : shown(all)) {
      list.addObject().put("message", one.message()).put("field", one.field()).put("a", one.a()).put("b", one.b())
          .put("matters", one.matters()).put("why", one.why()).put("clause", one.clause());
    }
    notes.forEach(root.putArray("notes")::add);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  /**
   * The lines for people: each side, what differs first, the rest, and what it comes to.
   *
   * @param all whether differences that don't matter are among them
   */
  public List<String> lines(boolean all, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add("A: " + outcomes.get(0));
    lines.add("B: " + outcomes.get(1));
    boolean first = true;
    for (Difference one : shown(all)) {
      lines.add("");
      String place = (first && one.matters() ? "They part at " : "") + one.place();
      String clause = one.clause().isEmpty() ? "" : " [" + one.clause() + "]";
      lines.add((one.matters() ? style.strong(place) : style.quiet(place)) + clause);
      lines.add("  A: " + one.a());
      lines.add("  B: " + one.b());
      lines.add("  " + one.why());
      first &= !one.matters();
    }
    lines.add("");
    notes.forEach(note -> lines.add("Note: " + note));
    lines.add(same() ? style.good(verdict(all)) : style.bad(verdict(all)));
    return lines;
  }

  /** What it comes to, in a line. */
  public String verdict(boolean all) {
    long mattering = differences.stream().filter(Difference::matters).count();
    long others = differences.size() - mattering;
    String rest = others == 0 ? "" : "; " + others + (others == 1 ? " more does not" : " more do not")
        + (all ? "" : " (--all shows " + (others == 1 ? "it" : "them") + ")");
    if (mattering == 0) {
      return "nothing differs that can change what happens"
          + (others == 0 ? "" : rest.replace("more do", "differences do").replace("more does", "difference does"));
    }
    return mattering + (mattering == 1 ? " difference matters" : " differences matter") + rest;
  }
}
