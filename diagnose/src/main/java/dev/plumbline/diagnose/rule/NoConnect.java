package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.finding.Confidence;
import dev.plumbline.diagnose.finding.EvidenceItem;
import dev.plumbline.diagnose.finding.Finding;
import dev.plumbline.diagnose.finding.FindingId;
import dev.plumbline.diagnose.flow.Side;
import java.time.Duration;

/** TLS is up and the client sent no CONNECT: C22 (the broker's timer), C66 (the client left). */
final class NoConnect {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private NoConnect() {}

  static Finding of(Facts facts) {
    boolean byServer = facts.ending().by(Side.SERVER);
    if (byServer && facts.ending().silence().compareTo(AT_ONCE) < 0) {
      return noTimeForConnect(facts);
    }
    boolean chainIsCleared = facts.flight().good() && facts.flight().chainProved() && !facts.flight().chainWeak();
    String waited = Spans.length(facts.ending().silence());
    return facts.finding(FindingId.NO_CONNECT_SENT)
        .caseId(byServer ? "C22" : "C66")
        .confidence(byServer || chainIsCleared ? Confidence.IMPLIED : Confidence.SUGGESTED)
        .summary("TLS is up, and the client sent no CONNECT: "
            + (byServer ? "after " + waited + " " + facts.ending().words() + ", as brokers do when their timer for"
                + " CONNECT runs out."
            : "after " + waited + " " + facts.ending().words() + "."))
        .evidence(ConnectSize.evidence(facts))
        .evidence(new EvidenceItem(facts.lastSaid().place(), "the handshake is complete; the last message is "
            + Peers.describe(facts.lastSaid())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()
            + " and the client had sent no application data"))
        .evidence(KnownTimers.of(facts))
        .undecided(byServer || chainIsCleared ? "" : "A client that checks certificates only after the handshake, as"
            + " NSS and Node.js do, leaves like this as well"
            + (facts.flight().chainProved() ? "." : ": --cafile (what the device trusts) would tell."))
        .build();
  }

  /** No timer is that short: the server did not wait for CONNECT. */
  private static Finding noTimeForConnect(Facts facts) {
    return facts.finding(FindingId.NO_CONNECT_SENT)
        .confidence(Confidence.SUGGESTED)
        .summary("TLS is up, and " + facts.ending().words() + " only " + Spans.length(facts.ending().silence())
            + " later, before the client had sent CONNECT. That is no timer: proxies close like this when the broker"
            + " behind them can't be reached, or when they do not want this client.")
        .evidence(new EvidenceItem(facts.lastSaid().place(), "the last message is "
            + Peers.describe(facts.lastSaid())))
        .evidence(new EvidenceItem(facts.ending().place(), facts.ending().words()))
        .undecided("Why it closed is not on the wire: the log of the proxy or the broker says it.")
        .fix("Look into the log of what ends TLS there (a proxy, a load balancer, the broker): whether the broker"
            + " behind it runs, and whether it refuses this client's certificate or address.")
        .build();
  }
}
