package dev.plumbline.diagnose.code;

import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Stage;
import dev.plumbline.diagnose.profile.Basis;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a code means in one stack, and in one version of it where versions differ.
 *
 * @param stack the stack's id: {@code netx}
 * @param title the stack's name for people
 * @param versions in which versions of the stack, in words; empty for all that are known
 * @param name as in the stack's headers; empty if it has none
 * @param number as the stack writes it; empty if it is not a number
 * @param meaning in a sentence without a capital and without a full stop
 * @param alert the alert that the stack sends with it; empty if it sends none or that is not known
 * @param possibleStages where the connection may stand when this code is reported
 * @param findings what a diagnosis may come to: hints and nothing more
 * @param cases the cases of the casebook in which it appears
 * @param next what evidence to take next
 * @param basis what stages, findings and cases rest on; empty if nothing more particular is known than of the stack
 * @param source where the meaning comes from, and what the stages rest on
 */
public record CodeMeaning(
    String stack,
    String title,
    String versions,
    String name,
    String number,
    String meaning,
    Optional<Integer> alert,
    Set<Stage> possibleStages,
    List<FindingId> findings,
    List<String> cases,
    String next,
    Optional<Basis> basis,
    String source) {
  public CodeMeaning {
    possibleStages = Collections.unmodifiableSet(EnumSet.copyOf(possibleStages));
    findings = List.copyOf(findings);
    cases = List.copyOf(cases);
  }

  /** Where the connection cannot stand. */
  public Set<Stage> excludedStages() {
    return EnumSet.complementOf(EnumSet.copyOf(possibleStages));
  }

  /** Name and number, whichever there are. */
  public String label() {
    return name.isEmpty() ? number : number.isEmpty() ? name : name + " (" + number + ")";
  }
}
