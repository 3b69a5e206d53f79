package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Finding;
import java.util.function.Consumer;

/** One kind of cause. Looks at the facts of one connection, and says what it finds; keeps nothing. */
interface Rule {
  void look(Facts facts, Consumer<Finding> found);
}
