package dev.plumbline.diagnose.compare;

import dev.plumbline.diagnose.dissect.Field;
import java.util.List;
import java.util.Optional;

/** What it can change that only one side has a message: a line of {@code messages.txt}. */
record PresenceRule(String sender, String message, boolean matters, String clause, String why) {
  private static final List<PresenceRule> ALL = FieldRule.lines("messages.txt")
      .map(line -> new PresenceRule(line[0], line[1], line[2].equals("always"), line[3], line[4]))
      .toList();

  /** The difference that it is there only once. */
  static Difference difference(AlignedMessage pair) {
    RunMessage message = pair.a().or(pair::b).orElseThrow();
    Optional<PresenceRule> rule = ALL.stream()
        .filter(one -> one.sender.equals(message.sender()) && one.message.equals(message.name())).findFirst();
    return difference(pair, rule.map(PresenceRule::matters).orElse(false),
        rule.map(PresenceRule::why).orElse("it follows from what differs before"),
        rule.map(PresenceRule::clause).orElse(""));
  }

  /** The difference that it is there only once because the other handshake was over by then. */
  static Difference afterTheEnd(AlignedMessage pair) {
    String over = pair.a().isPresent() ? "B" : "A";
    return difference(pair, false, over + " was over by then", "");
  }

  /** The difference that it is there only once, where the other capture has holes. */
  static Difference notCaptured(AlignedMessage pair) {
    return difference(pair, false, "it may be missing only in the capture", "");
  }

  private static Difference difference(AlignedMessage pair, boolean matters, String why, String clause) {
    return new Difference(pair.title(), "", shown(pair.a()), shown(pair.b()), matters, why, clause);
  }

  private static String shown(Optional<RunMessage> message) {
    return message.map(RunMessage::tree).map(PresenceRule::shown).orElse(Difference.ABSENT);
  }

  private static String shown(Field tree) {
    return tree.value().isEmpty() ? "there" : tree.value();
  }
}
