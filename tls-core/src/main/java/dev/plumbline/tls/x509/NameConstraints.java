package dev.plumbline.tls.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The subtrees that names further down must be in, and those that they must not be in (RFC 5280 §4.2.1.10).
 * Immutable.
 */
final class NameConstraints {
  private final List<Subtree> permitted;
  private final List<Subtree> excluded;

  private NameConstraints(List<Subtree> permitted, List<Subtree> excluded) {
    this.permitted = permitted;
    this.excluded = excluded;
  }

  /**
   * @param base the GeneralName at the root of the subtree
   * @param whole minimum is 0 and maximum is absent, as RFC 5280 demands
   */
  private record Subtree(Der base, boolean whole) {}

  static NameConstraints read(Der in) throws MalformedCertificate {
    List<Subtree> permitted = subtrees(in, 0, "permittedSubtrees");
    List<Subtree> excluded = subtrees(in, 1, "excludedSubtrees");
    in.end("nameConstraints");
    if (permitted.isEmpty() && excluded.isEmpty()) {
      throw in.malformed("nameConstraints", "constrains nothing");
    }
    return new NameConstraints(permitted, excluded);
  }

  private static List<Subtree> subtrees(Der in, int tag, String what) throws MalformedCertificate {
    if (!in.nextIs(Der.constructed(tag))) {
      return List.of();
    }
    Der all = in.readAny(what);
    List<Subtree> subtrees = new ArrayList<>();
    do {
      Der subtree = all.read(Der.SEQUENCE, what);
      Der base = GeneralNames.readName(subtree, what);
      boolean whole = true;
      if (subtree.nextIs(Der.primitive(0))) {
        whole = subtree.readAny("minimum").smallNumber("minimum") == 0;
      }
      subtrees.add(new Subtree(base, whole && !subtree.hasMore()));
    } while (all.hasMore());
    return subtrees;
  }

  /**
   * The same for one certificate outside of a search: with a budget of its own, and without one left that is a
   * violation.
   */
  Optional<String> violation(ParsedCertificate certificate) {
    try {
      return Optional.ofNullable(violation(certificate, new PathBudget(PathPolicy.ideal())));
    } catch (Refusal refusal) {
      return Optional.of(refusal.sentence());
    }
  }

  /**
   * Holds one certificate's names against these constraints (RFC 5280 §6.1.3 (b), (c)).
   *
   * @param budget bounds the work, which grows with the product of names and subtrees
   * @return what is wrong, or null
   */
  String violation(ParsedCertificate certificate, PathBudget budget) throws Refusal {
    DistinguishedName subject = certificate.subjectName();
    if (!subject.isEmpty()) {
      String wrong = violation(ConstrainedName.directory(subject), budget);
      if (wrong != null) {
        return wrong;
      }
    }
    boolean mailbox = false;
    Der names = certificate.extensions().subjectAltName();
    while (names != null && names.hasMore()) {
      Der name = SubjectNames.next(names);
      mailbox |= name.tag() == GeneralNames.RFC822_NAME;
      String wrong = violation(ConstrainedName.of(name), budget);
      if (wrong != null) {
        return wrong;
      }
    }
    return mailbox ? null : legacyMailboxViolation(subject, budget);
  }

  /** Without an rfc822Name, the subject's emailAddress is constrained in its place (RFC 5280 §4.2.1.10). */
  private String legacyMailboxViolation(DistinguishedName subject, PathBudget budget) throws Refusal {
    for (String address : subject.values(AttributeNames.EMAIL_ADDRESS)) {
      String wrong = violation(ConstrainedName.mailbox(address), budget);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private String violation(ConstrainedName name, PathBudget budget) throws Refusal {
    for (Subtree subtree : excluded) {
      budget.comparison();
      if (subtree.base.tag() == name.form()) {
        String wrong = unusable(subtree, name);
        if (wrong != null || name.mayBeWithin(subtree.base)) {
          return wrong != null ? wrong : name + " is in an excluded subtree";
        }
      }
    }
    boolean constrained = false;
    for (Subtree subtree : permitted) {
      budget.comparison();
      if (subtree.base.tag() == name.form()) {
        String wrong = unusable(subtree, name);
        if (wrong != null || name.isWithin(subtree.base)) {
          return wrong;
        }
        constrained = true;
      }
    }
    return constrained ? name + " is outside the permitted subtrees" : null;
  }

  private static String unusable(Subtree subtree, ConstrainedName name) {
    String form = GeneralNames.formName(name.form());
    if (!subtree.whole) {
      return String.format(Locale.ROOT, "a constraint on %s has minimum or maximum", form);
    }
    if (!name.understood()) {
      return String.format(Locale.ROOT, "%s can't be held against the constraint on %s", name, form);
    }
    return name.understands(subtree.base)
        ? null
        : String.format(Locale.ROOT, "a constraint on %s is not one that RFC 5280 §4.2.1.10 allows", form);
  }
}
