package dev.plumbline.tls.trace;

import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where two traces of what should be one handshake part.
 *
 * <p>Values are matched by name, and those that repeat by their turn. What only one side has is no divergence: a port
 * prints what it can. Values that come out of nothing but the ones before them agree if those do, so the first
 * divergence, in the order of derivation, is the one to look at.
 *
 * @param compared how many values both sides have
 * @param onlyLeft names of values that only the left trace has
 * @param onlyRight names of values that only the right trace has
 * @param first the first value that differs; empty when all that were compared agree
 */
public record TraceDiff(
    int compared, List<TracePoint> onlyLeft, List<TracePoint> onlyRight, Optional<Divergence> first) {

  /**
   * A value that differs.
   *
   * @param turn which one of that name, from 0
   * @param offset the first byte that differs, or the length of the shorter value
   */
  public record Divergence(TracePoint point, int turn, Bytes left, Bytes right, int offset) {
    /** The clause that defines the value. */
    public Clause clause() {
      return Cause.of(point).get(0).clause();
    }

    /** How the two are related, where that is telling. */
    public Optional<Likeness> likeness() {
      return Likeness.between(left, right);
    }

    /** What often goes wrong here, the likeliest first. */
    public List<Cause> causes() {
      return Cause.of(point);
    }

    /** Says where, never what: the values may be secret. */
    @Override
    public String toString() {
      String lengths = left.length() + " and " + right.length() + " bytes";
      return point.id() + " differs at byte " + offset + " (" + clause() + "): " + lengths;
    }
  }

  public TraceDiff {
    onlyLeft = List.copyOf(onlyLeft);
    onlyRight = List.copyOf(onlyRight);
  }

  public static TraceDiff of(Trace left, Trace right) {
    Map<TracePoint, List<Bytes>> lefts = values(left);
    Map<TracePoint, List<Bytes>> rights = values(right);
    List<TracePoint> onlyLeft = new ArrayList<>();
    List<TracePoint> onlyRight = new ArrayList<>();
    Optional<Divergence> first = Optional.empty();
    int compared = 0;
    for (TracePoint point : TracePoint.values()) {
      List<Bytes> ours = lefts.getOrDefault(point, List.of());
      List<Bytes> theirs = rights.getOrDefault(point, List.of());
      int both = Math.min(ours.size(), theirs.size());
      if (ours.size() > both) {
        onlyLeft.add(point);
      }
      if (theirs.size() > both) {
        onlyRight.add(point);
      }
      compared += both;
      for (int turn = 0; turn < both && first.isEmpty(); turn++) {
        first = divergence(point, turn, ours.get(turn), theirs.get(turn));
      }
    }
    return new TraceDiff(compared, onlyLeft, onlyRight, first);
  }

  private static Optional<Divergence> divergence(TracePoint point, int turn, Bytes left, Bytes right) {
    int offset = Arrays.mismatch(left.unsafeArray(), right.unsafeArray());
    return offset < 0 ? Optional.empty() : Optional.of(new Divergence(point, turn, left, right, offset));
  }

  private static Map<TracePoint, List<Bytes>> values(Trace trace) {
    Map<TracePoint, List<Bytes>> values = new EnumMap<>(TracePoint.class);
    for (TraceEntry entry : trace.entries()) {
      if (entry instanceof TraceEntry.Value value) {
        values.computeIfAbsent(value.point(), point -> new ArrayList<>()).add(value.bytes());
      }
    }
    return values;
  }
}
