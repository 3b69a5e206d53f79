package dev.plumbline.diagnose.proof;

import java.time.Duration;
import java.time.Instant;

/**
 * A certificate's validity at one time (RFC 5280 §4.1.2.5).
 *
 * @param off how far outside of the period that time is; zero if it is inside
 */
public record DateFact(CertificateFacts certificate, Instant at, State state, Duration off) {
  /** Where the time lies. */
  public enum State {
    VALID,
    NOT_YET_VALID,
    EXPIRED
  }

  public static DateFact of(CertificateFacts certificate, Instant at) {
    long now = at.getEpochSecond(); // both ends belong to the period
    if (now < certificate.notBefore().getEpochSecond()) {
      return new DateFact(certificate, at, State.NOT_YET_VALID, Duration.between(at, certificate.notBefore()));
    }
    if (now > certificate.notAfter().getEpochSecond()) {
      return new DateFact(certificate, at, State.EXPIRED, Duration.between(certificate.notAfter(), at));
    }
    return new DateFact(certificate, at, State.VALID, Duration.ZERO);
  }

  public boolean valid() {
    return state == State.VALID;
  }

  /** {@code certificate 1 (CN=…) expired 3 days 2 hours before 2026-11-20T…, on …}. */
  public String sentence() {
    return switch (state) {
      case VALID ->
          certificate.label() + " is valid from " + certificate.notBefore() + " to " + certificate.notAfter()
              + ", which covers " + at;
      case NOT_YET_VALID ->
          certificate.label() + " becomes valid on " + certificate.notBefore() + ", " + Elapsed.words(off)
              + " after " + at;
      case EXPIRED ->
          certificate.label() + " expired on " + certificate.notAfter() + ", " + Elapsed.words(off) + " before " + at;
    };
  }
}
