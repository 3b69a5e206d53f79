package dev.plumbline.tls.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plumbline.engine.testing.NullEngine;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.testing.IssuedCertificate;
import dev.plumbline.tls.testing.TestKey;
import dev.plumbline.tls.testing.TestPki;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What devices do instead of RFC 5280: the same chains that the ideal policy takes. */
class PathPolicyTest {
  private final TestPki pki = new TestPki();
  private final IssuedCertificate root = pki.ca("Root").selfSigned();
  private final IssuedCertificate first = pki.ca("First").issuedBy(root);
  private final IssuedCertificate second = pki.ca("Second").issuedBy(first);
  private final IssuedCertificate leaf = pki.server("host.example").issuedBy(second);

  @Test
  void depthCountsIntermediates() throws Exception {
    PathCase sent = PathCase.trusting(root).sends(leaf, second, first);

    assertEquals(4, sent.with(PathPolicy.ideal().withMaxDepth(2)).path().size());
    sent.with(PathPolicy.ideal().withMaxDepth(1)).refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
  }

  @Test
  void aDepthThatOnlySomePathsKeepIsNoRefusal() throws Exception {
    PathCase sent = PathCase.trusting(root, first).sends(leaf, second, first);

    assertEquals(3, sent.with(PathPolicy.ideal().withMaxDepth(1)).path().size());
  }

  @Test
  void sizesAreThoseOfTheDer() throws Exception {
    int one = leaf.der().length;
    int all = one + second.der().length + first.der().length;
    PathCase sent = PathCase.trusting(root).sends(leaf, second, first);

    assertEquals(4, sent.with(PathPolicy.ideal().withMaxBytes(one, all)).path().size());
    sent.with(PathPolicy.ideal().withMaxBytes(one - 1, all)).refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
    sent.with(PathPolicy.ideal().withMaxBytes(one, all - 1)).refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
  }

  @Test
  void withoutBacktrackingTheFirstNamesakeDecides() throws Exception {
    IssuedCertificate expired =
        pki.ca("First").validity(TestPki.NOT_BEFORE, Instant.parse("2021-01-01T00:00:00Z")).issuedBy(root);
    PathPolicy firstMatch = PathPolicy.ideal().withoutBacktracking();

    assertEquals(4, PathCase.trusting(root).sends(leaf, second, expired, first).path().size());
    PathCase.trusting(root).sends(leaf, second, expired, first).with(firstMatch)
        .refusedFor(Fault.CERTIFICATE_PAST_VALIDITY);
    assertEquals(
        4, PathCase.trusting(root).sends(leaf, second, first, expired).with(firstMatch).path().size());
  }

  @Test
  void withoutBacktrackingADeadEndIsTheEnd() {
    IssuedCertificate astray = pki.ca("Second").issuedBy(pki.ca("Other").selfSigned());

    PathCase.trusting(root).sends(leaf, astray, second, first).with(PathPolicy.ideal().withoutBacktracking())
        .refusedFor(Fault.CERTIFICATE_ISSUER_UNKNOWN);
  }

  @Test
  void withoutBacktrackingTheFirstAnchorOfTheNameDecides() {
    IssuedCertificate namesake = pki.ca("Root").key(TestKey.of(TestKey.Kind.EC_P256, "namesake")).selfSigned();

    PathCase.trusting(namesake, root).sends(leaf, second, first).with(PathPolicy.ideal().withoutBacktracking())
        .refusedFor(Fault.CERTIFICATE_SIGNATURE);
  }

  @Test
  void whereOrderIsRequiredEachIssuerFollowsItsSubject() throws Exception {
    PathPolicy ordered = PathPolicy.ideal().withOrderRequired();

    assertEquals(4, PathCase.trusting(root).sends(leaf, second, first, root).with(ordered).path().size());
    PathCase.trusting(root).sends(leaf, first, second).with(ordered).refusedFor(Fault.CERTIFICATE_ISSUER_UNKNOWN);
  }

  @Test
  void withoutClockDatesAreNotChecked() throws Exception {
    PathCase sent = PathCase.trusting(root).sends(leaf, second, first).at(Instant.EPOCH);

    sent.refusedFor(Fault.CERTIFICATE_NOT_YET_VALID);
    assertEquals(4, sent.with(PathPolicy.ideal().withoutDates()).path().size());
  }

  @Test
  void signatureChecksAreCounted() throws Exception {
    PathCase sent = PathCase.trusting(root).sends(leaf, second, first).on(new NullEngine());

    assertEquals(4, sent.with(PathPolicy.ideal().withMaxSignatureChecks(3)).path().size());
    sent.with(PathPolicy.ideal().withMaxSignatureChecks(2)).refusedFor(Fault.CERTIFICATE_PATH_LIMIT);
  }

  @Test
  void limitsArePositive() {
    assertThrows(IllegalArgumentException.class, () -> PathPolicy.ideal().withMaxDepth(-1));
    assertThrows(IllegalArgumentException.class, () -> PathPolicy.ideal().withMaxSignatureChecks(0));
    assertThrows(IllegalArgumentException.class, () -> PathPolicy.ideal().withMaxBytes(0, 1));
  }
}
