package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.finding.Role;
import dev.plumbline.diagnose.flow.Side;
import dev.plumbline.diagnose.proof.ChainFacts;
import dev.plumbline.diagnose.proof.NameFacts;
import dev.plumbline.diagnose.proof.NameFacts.Coverage;
import dev.plumbline.diagnose.proof.PathProblem;
import dev.plumbline.diagnose.proof.Weakness;
import dev.plumbline.diagnose.rule.Stack.Family;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The server's certificates are for another name (C28, C29), another use (C44, C45), or too weak (C46). */
final class LeafRule implements Rule {
  private static final int BAD_CERTIFICATE = 42;
  private static final Set<PathProblem.Kind> USAGE = Set.of(
      PathProblem.Kind.NOT_AN_AUTHORITY, PathProblem.Kind.VERSION_1_AUTHORITY, PathProblem.Kind.NO_CERT_SIGN,
      PathProblem.Kind.PATH_LENGTH, PathProblem.Kind.NAME_CONSTRAINTS, PathProblem.Kind.PURPOSE,
      PathProblem.Kind.KEY_USAGE, PathProblem.Kind.CRITICAL_EXTENSION);
  private static final Set<PathProblem.Kind> OF_AUTHORITIES = Set.of(
      PathProblem.Kind.NOT_AN_AUTHORITY, PathProblem.Kind.VERSION_1_AUTHORITY, PathProblem.Kind.NO_CERT_SIGN,
      PathProblem.Kind.PATH_LENGTH);

  @Override
  public void look(Facts facts, Consumer<Finding> found) {
    facts.chain().filter(chain -> chain.leaf().isPresent()).ifPresent(chain -> {
      usage(facts, chain, found);
      name(facts, chain, found);
      weak(facts, chain, found);
    });
  }

  private static void usage(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    List<PathProblem> problems = chain.usage().stream().filter(problem -> USAGE.contains(problem.kind())).toList();
    if (problems.isEmpty()) {
      return;
    }
    PathProblem first = problems.get(0);
    // NetX Secure holds nothing but keyCertSign against an issuer; the rest is for a callback of the application.
    boolean unchecked = facts.stack().family() == Family.NETX
        && problems.stream().noneMatch(problem -> problem.kind() == PathProblem.Kind.NO_CERT_SIGN);
    found.accept(facts.finding(FindingId.CERTIFICATE_USAGE)
        .caseId(OF_AUTHORITIES.contains(first.kind()) ? "C45" : "C44")
        .role(Blame.role(FindingId.CERTIFICATE_USAGE, facts))
        .confidence(unchecked ? Confidence.SUGGESTED : Confidence.PROVED)
        .summary("A certificate of the server may not be used for this: " + first.sentence() + ".")
        .evidence(problems.stream().map(problem -> facts.certificates(problem.sentence())).toList())
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided(unchecked ? "NetX Secure does not check this itself; only a certificate callback of the application"
            + " would. The code that the stack reported (--code) tells whether one did." : "")
        .build());
  }

  private static void name(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    NameFacts name = chain.name().orElseThrow();
    boolean byCommonName = name.coverage() == Coverage.BY_COMMON_NAME_ONLY;
    if (name.coverage() == Coverage.UNKNOWN && refusedAnAddress(facts, chain)) {
      found.accept(unknownAddress(facts, name));
    }
    if (nameComparedLiterally(facts)) {
      found.accept(literally(facts, name));
    }
    if (name.coverage() != Coverage.NOT_COVERED && !byCommonName) {
      return;
    }
    boolean noServerName = facts.hello().filter(hello -> hello.serverName().isPresent()).isEmpty();
    Role role = Blame.role(FindingId.HOSTNAME_MISMATCH, facts);
    found.accept(facts.finding(FindingId.HOSTNAME_MISMATCH)
        .caseId(name.address() ? "C28" : "C29")
        .role(noServerName && role == Role.CAUSE && !name.address() ? Role.CONTRIBUTING : role)
        .confidence(byCommonName ? Confidence.SUGGESTED : Confidence.PROVED)
        .summary("The server's certificate is not for the name that the device asked for: " + name.sentence() + ".")
        .evidence(facts.certificates(name.sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .build());
  }

  /**
   * OpenSSL's bad_certificate is about names, dates to come and weak keys, never about trust; and its programs send
   * server_name wherever they were given a name. So one without it checked an address.
   */
  private static boolean refusedAnAddress(Facts facts, ChainFacts chain) {
    return facts.stack().family() == Family.OPENSSL
        && facts.ending().alertBy(Side.CLIENT, BAD_CERTIFICATE)
        && Blame.leftOverServerFlight(facts)
        && facts.hello().filter(hello -> hello.serverName().isEmpty()).isPresent()
        && chain.weaknesses().isEmpty()
        && chain.datesAtCapture().stream().allMatch(date -> date.valid());
  }

  private static Finding unknownAddress(Facts facts, NameFacts name) {
    String address = facts.conversation().serverEnd().address().getHostAddress();
    return facts.finding(FindingId.HOSTNAME_MISMATCH)
        .caseId("C28")
        .confidence(Confidence.SUGGESTED)
        .summary("The client sent no server_name, so it was most likely given an address, and it refused the"
            + " certificate as OpenSSL refuses one for another host. The server's address here is " + address + ".")
        .evidence(facts.certificates(name.sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("The capture does not say which host the device was given: --servername (a name or an address) would"
            + " decide it.")
        .build();
  }

  /**
   * The certificate has the address, or the name without the dot at its end, and the stack compares host names as they
   * are written: BearSSL with dNSName and the common name (x509_minimal), mbed TLS before 3.5 as well, whose
   * bad_certificate (42) is the alert for a name.
   */
  static boolean nameComparedLiterally(Facts facts) {
    boolean covered = facts.chain().flatMap(ChainFacts::name)
        .filter(name -> name.coverage() == Coverage.COVERED && (name.address() || name.asked().endsWith(".")))
        .isPresent();
    return covered && Blame.leftOverServerFlight(facts)
        && (facts.stack().family() == Family.BEARSSL
            || facts.stack().family() == Family.MBEDTLS && facts.ending().alertBy(Side.CLIENT, BAD_CERTIFICATE));
  }

  private static Finding literally(Facts facts, NameFacts name) {
    return facts.finding(FindingId.HOSTNAME_MISMATCH)
        .caseId("C28")
        .confidence(Confidence.IMPLIED)
        .summary(name.address()
            ? "The device was given the address " + name.asked() + ". The server's certificate has it as iPAddress, and"
                + " this stack compares host names only, so that no address ever matches."
            : "The device was given the name " + name.asked() + " with a dot at its end, and this stack compares names"
                + " as they are written; the server's certificate has it without.")
        .evidence(facts.certificates(name.sentence()))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .fix(name.address()
            ? "Connect by a host name that the certificate has as dNSName; mbed TLS compares addresses from 3.5 on."
            : "Give the device the name without the last dot.")
        .build();
  }

  private static void weak(Facts facts, ChainFacts chain, Consumer<Finding> found) {
    if (chain.weaknesses().isEmpty()) {
      return;
    }
    Weakness first = chain.weaknesses().get(0);
    boolean policy = facts.stack().family() == Family.MBEDTLS && facts.ending().alertBy(Side.CLIENT, 43, 46)
        && first.refusedBy().stream().anyMatch(rule -> rule.startsWith("mbedTLS"));
    boolean plain = policy || facts.ending().alertBy(Side.CLIENT, 42, 43, 71);
    found.accept(facts.finding(FindingId.WEAK_KEY_OR_SIGNATURE)
        .role(Blame.role(FindingId.WEAK_KEY_OR_SIGNATURE, facts))
        .confidence(plain ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("A key or signature of the server's chain is below what many stacks accept: " + first.sentence() + ".")
        .evidence(chain.weaknesses().stream().map(weakness -> facts.certificates(weakness.sentence())).toList())
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("Which keys this device refuses is its policy, which the wire does not show.")
        .build());
  }
}
