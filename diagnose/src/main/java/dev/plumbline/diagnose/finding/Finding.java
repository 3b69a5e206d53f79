package dev.plumbline.diagnose.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is the matter with a connection. Immutable.
 *
 * @param caseId the case of the casebook ({@code C35}); empty if it has none
 * @param summary what is the matter, in a sentence or two that a person understands
 * @param evidence what it rests on
 * @param ruledOut what it is not
 * @param undecided what the evidence cannot tell, and what evidence would; empty if nothing is open
 * @param fix what to do, in the terms of the device's stack
 * @param source where the rule comes from: an RFC's clause, a vendor's document
 */
public record Finding(
    FindingId id,
    String caseId,
    Role role,
    Confidence confidence,
    String summary,
    List<EvidenceItem> evidence,
    List<RuledOut> ruledOut,
    String undecided,
    String fix,
    String source) {
  public Finding {
    evidence = List.copyOf(evidence);
    ruledOut = List.copyOf(ruledOut);
  }

  /** The same in another role. */
  public Finding as(Role other) {
    return new Finding(id, caseId, other, confidence, summary, evidence, ruledOut, undecided, fix, source);
  }

  /** The same with another confidence and more evidence. */
  public Finding with(Confidence other, List<EvidenceItem> more) {
    List<EvidenceItem> all = new ArrayList<>(evidence);
    more.stream().filter(item -> !all.contains(item)).forEach(all::add);
    return new Finding(id, caseId, role, other, summary, all, ruledOut, undecided, fix, source);
  }

  /** The same with more that was ruled out. */
  public Finding rulingOut(List<RuledOut> more) {
    List<RuledOut> all = new ArrayList<>(ruledOut);
    all.addAll(more);
    return new Finding(id, caseId, role, confidence, summary, evidence, all, undecided, fix, source);
  }

  public static Builder of(FindingId id) {
    return new Builder(id);
  }

  /** Puts a finding together. */
  public static final class Builder {
    private final FindingId id;
    private String caseId = "";
    private Role role = Role.CAUSE;
    private Confidence confidence = Confidence.IMPLIED;
    private String summary = "";
    private final List<EvidenceItem> evidence = new ArrayList<>();
    private final List<RuledOut> ruledOut = new ArrayList<>();
    private String undecided = "";
    private String fix = "";
    private String source = "";

    private Builder(FindingId id) {
      this.id = id;
    }

    public Builder caseId(String caseId) {
      this.caseId = caseId;
      return this;
    }

    public Builder role(Role role) {
      this.role = role;
      return this;
    }

    public Builder confidence(Confidence confidence) {
      this.confidence = confidence;
      return this;
    }

    public Builder summary(String summary) {
      this.summary = summary;
      return this;
    }

    public Builder evidence(EvidenceItem item) {
      evidence.add(item);
      return this;
    }

    public Builder evidence(List<EvidenceItem> items) {
      evidence.addAll(items);
      return this;
    }

    public Builder ruledOut(String what, String by) {
      ruledOut.add(new RuledOut(what, by));
      return this;
    }

    public Builder ruledOut(List<RuledOut> items) {
      ruledOut.addAll(items);
      return this;
    }

    public Builder undecided(String undecided) {
      this.undecided = undecided;
      return this;
    }

    public Builder fix(String fix) {
      this.fix = fix;
      return this;
    }

    public Builder source(String source) {
      this.source = source;
      return this;
    }

    public Finding build() {
      return new Finding(id, caseId, role, confidence, summary, evidence, ruledOut, undecided, fix, source);
    }
  }
}
