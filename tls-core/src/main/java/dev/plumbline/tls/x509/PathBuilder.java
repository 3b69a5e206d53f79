package dev.plumbline.tls.x509;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.SubjectKey;
import dev.plumbline.tls.alert.Clause;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import dev.plumbline.tls.wire.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether a server's certificate can be trusted: the way from a Certificate message to the server's
 * verified key.
 *
 * <p>{@link #read} first, {@link #verify} then, and {@link #checkStaple} if an OCSP response came. Every signature
 * is checked by the anchors' engine. Keeps nothing between calls, so it may be shared like the anchors; what a
 * connection has found out is in its {@link #keys}. After {@link EngineException.Kind#BUSY} a call may be repeated with
 * the same keys and the same certificates, and goes on where it was.
 */
public final class PathBuilder {
  private final TrustAnchors anchors;
  private final PathPolicy policy;

  public PathBuilder(TrustAnchors anchors, PathPolicy policy) {
    this.anchors = anchors;
    this.policy = policy;
  }

  /**
   * Reads the certificates of a Certificate message (RFC 5246 §7.4.2), in their order.
   *
   * @throws TlsAlert if there is none, one can't be read, or one is larger than the policy allows
   */
  public List<ParsedCertificate> read(List<Bytes> certificateList) throws TlsAlert {
    if (certificateList.isEmpty()) {
      throw Fault.CERTIFICATE_LIST_EMPTY.with();
    }
    List<ParsedCertificate> certificates = new ArrayList<>(certificateList.size());
    long total = 0;
    for (Bytes der : certificateList) {
      int number = certificates.size() + 1;
      total += der.length();
      checkSize("certificate " + number, der.length(), policy.maxCertificateBytes());
      checkSize("the chain up to certificate " + number, total, policy.maxListBytes());
      try {
        certificates.add(ParsedCertificate.parse(der));
      } catch (MalformedCertificate e) {
        throw Fault.CERTIFICATE_MALFORMED.because(e, number, e.getMessage());
      }
    }
    return certificates;
  }

  private static void checkSize(String what, long bytes, int limit) throws TlsAlert {
    if (bytes > limit) {
      throw Fault.CERTIFICATE_PATH_LIMIT.with(what + " has " + bytes + " bytes; the limit is " + limit);
    }
  }

  /** Keys for one connection's calls, which it closes after the last. */
  public HeldKeys keys() {
    return new HeldKeys(anchors);
  }

  /** As {@link #verify(List, CipherSuite, HostName, Instant, HeldKeys)}, leaving no handle open but the leaf's. */
  public VerifiedPath verify(List<ParsedCertificate> sent, CipherSuite suite, HostName server, Instant now)
      throws TlsAlert, EngineException {
    try (HeldKeys keys = keys()) {
      return verify(sent, suite, server, now, keys);
    }
  }

  /**
   * Finds a path from the first certificate to a trust anchor that holds (RFC 5280 §6), and sees that the first is
   * a server's, for this suite and this name.
   *
   * @param sent what {@link #read} returned
   * @return the path; its leaf key belongs to the caller
   * @throws TlsAlert if no path holds; the fault is that of the path that went furthest
   */
  public VerifiedPath verify(
      List<ParsedCertificate> sent, CipherSuite suite, HostName server, Instant now, HeldKeys keys)
      throws TlsAlert, EngineException {
    List<ParsedCertificate> unique = new ArrayList<>(sent.size());
    for (ParsedCertificate certificate : sent) {
      if (policy.orderRequired() || !unique.contains(certificate)) {
        unique.add(certificate);
      }
    }
    ParsedCertificate leaf = unique.get(0);
    LeafRules.checkKeyType(leaf, suite);
    PathBudget budget = new PathBudget(policy);
    keys.within(budget);
    try {
      Optional<TrustAnchors.Anchor> itself = anchors.find(leaf);
      if (itself.isPresent()) {
        LeafRules.check(leaf, suite, server, policy, now);
        String note = leaf.shortName() + ", the server's own certificate, is a trust anchor";
        return new VerifiedPath(
            keys.ownKey(itself.get()), List.of(leaf), List.of(new PathNote(Clause.rfc(5280, "6.1.1"), note)));
      }
      PathSearch search = new PathSearch(anchors, unique, policy, now, keys, budget);
      List<ParsedCertificate> path = search.find();
      LeafRules.check(leaf, suite, server, policy, now);
      List<PathNote> notes = search.notes();
      noteAnchorDates(path.get(path.size() - 1), now, notes);
      return new VerifiedPath(keys.release(leaf, path.get(1)), path, notes);
    } catch (Refusal refusal) {
      throw refusal.alert();
    }
  }

  private void noteAnchorDates(ParsedCertificate anchor, Instant now, List<PathNote> notes) {
    if (policy.checkDates() && (anchor.startsAfter(now) || anchor.endedBefore(now))) {
      notes.add(
          new PathNote(
              Clause.rfc(5280, "6.1.1"),
              "the trust anchor " + anchor.shortName() + " is valid from " + anchor.notBefore() + " to "
                  + anchor.notAfter() + ", but an anchor is a name and a key: trusted all the same"));
    }
  }

  /** As {@link #checkStaple(VerifiedPath, Bytes, Instant, HeldKeys)}, leaving no handle open. */
  public Optional<OcspStaple> checkStaple(VerifiedPath path, Bytes ocspResponse, Instant now)
      throws TlsAlert, EngineException {
    try (HeldKeys keys = keys()) {
      return checkStaple(path, ocspResponse, now, keys);
    }
  }

  /**
   * Checks the OCSP response that came with the server's certificate (RFC 6066 §8, RFC 6960 §3.2).
   *
   * @return what it says; empty if the server's certificate is an anchor itself, so that nobody's word counts
   * @throws TlsAlert if it can't be used, or says anything but good
   */
  public Optional<OcspStaple> checkStaple(VerifiedPath path, Bytes ocspResponse, Instant now, HeldKeys keys)
      throws TlsAlert, EngineException {
    if (path.path().size() == 1) {
      return Optional.empty();
    }
    keys.within(new PathBudget(policy));
    try {
      SubjectKey issuerKey = issuerKey(path.path(), keys);
      StapleCheck check = new StapleCheck(anchors.engine(), path.path(), policy, now, keys);
      return Optional.of(check.check(ocspResponse, issuerKey));
    } catch (Refusal refusal) {
      throw refusal.alert();
    }
  }

  /** The key of the leaf's issuer: the anchor's, or verified down from it, if it isn't held any more. */
  private SubjectKey issuerKey(List<ParsedCertificate> path, HeldKeys keys) throws Refusal, EngineException {
    int last = path.size() - 1;
    SubjectKey key = keys.anchor(anchors.find(path.get(last)).orElseThrow());
    for (int i = last - 1; i > 0; i--) {
      key = keys.verified(path.get(i), path.get(i + 1), key);
    }
    return key;
  }
}
