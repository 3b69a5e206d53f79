package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.flow.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Two handshakes side by side. Immutable.
 *
 * <p>The differences are in the order of the messages, those of a message that matter first; what differs in randoms,
 * signatures and the like is among them, as not mattering. Where only a ClientHello is known of one side, nothing else
 * is compared.
 *
 * @param messages all of both, those that belong together side by side
 * @param notes what a reader should know before drawing conclusions
 */
public record Comparison(
    Run a, Run b, List<AlignedMessage> messages, List<Difference> differences, List<String> notes) {

  public Comparison {
    messages = List.copyOf(messages);
    differences = List.copyOf(differences);
    notes = List.copyOf(notes);
  }

  public static Comparison of(Run a, Run b) {
    boolean hellosOnly = a.helloOnly() || b.helloOnly();
    List<AlignedMessage> messages = hellosOnly
        ? Alignment.of(hello(a), hello(b))
        : Alignment.of(a.messages(), b.messages());
    Answers answers = new Answers(a, b);
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      AlignedMessage pair = messages.get(i);
      if (pair.a().isPresent() && pair.b().isPresent()) {
        differences.addAll(FieldDifferences.of(pair.a().get(), pair.b().get(), answers));
      } else {
        Run lacking = pair.a().isEmpty() ? a : b;
        differences.add(lacking.incomplete()
            ? PresenceRule.notCaptured(pair)
            : isOver(messages, i, lacking == a) ? PresenceRule.afterTheEnd(pair) : PresenceRule.difference(pair));
      }
    }
    if (!hellosOnly) {
      ConnectionDifferences.add(a, b, differences);
    }
    return new Comparison(a, b, messages, differences, Notes.of(a, b));
  }

  private static List<RunMessage> hello(Run run) {
    return run.first(Side.CLIENT, "ClientHello").stream().toList();
  }

  /** Whether the side that lacks the message has none after it either: then it had ended. */
  private static boolean isOver(List<AlignedMessage> messages, int from, boolean lackingIsA) {
    return messages.stream().skip(from).allMatch(pair -> (lackingIsA ? pair.a() : pair.b()).isEmpty());
  }

  /** Whether nothing differs that can change what happens. */
  public boolean same() {
    return differences.stream().noneMatch(Difference::matters);
  }

  public List<Difference> mattering() {
    return differences.stream().filter(Difference::matters).toList();
  }
}
