package dev.plumbline.diagnose.evidence;

import dev.plumbline.tls.x509.ParsedCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a device's anchors before any connection is made with them (C10). Stateless. */
public final class TrustLint {
  /** A device that is shipped today should not have to be updated within a year. */
  private static final Duration SOON = Duration.ofDays(365);

  /** A store with more than this is a general one, in which something always ends. */
  private static final int GENERAL = 10;

  private TrustLint() {}

  /** In sentences; empty for roots that last. */
  public static List<String> check(List<ParsedCertificate> anchors, Instant now) {
    List<String> notes = new ArrayList<>();
    if (anchors.size() > GENERAL) {
      return notes;
    }
    for (ParsedCertificate anchor : anchors) {
      String name = "'" + anchor.shortName() + "'";
      if (!anchor.selfIssued()) {
        notes.add(name + " is not a root: it was issued by '" + anchor.issuer()
            + "', and such certificates are replaced without notice");
      }
      if (anchor.notAfter().isBefore(now)) {
        notes.add(name + " expired on " + day(anchor.notAfter()));
      } else if (anchor.notAfter().isBefore(now.plus(SOON))) {
        notes.add(name + " expires on " + day(anchor.notAfter()) + ": put its successor on the device before that");
      }
    }
    return notes;
  }

  private static String day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
