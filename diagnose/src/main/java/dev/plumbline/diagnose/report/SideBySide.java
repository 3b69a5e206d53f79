package dev.plumbline.diagnose.report;

import dev.plumbline.diagnose.compare.Comparison;
import dev.plumbline.diagnose.compare.Run;
import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.conversation.Conversation;
import dev.plumbline.diagnose.evidence.Evidence;
import dev.plumbline.diagnose.finding.ConnectionDiagnosis;
import dev.plumbline.diagnose.finding.Diagnosis;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.ProfileHello;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the connection that the answer is about can be held against: a client that works, and the device's profile. */
public final class SideBySide {
  /** Where nobody names a host, and a profile needs one; RFC 2606 §3 reserves it. */
  private static final String SOME_HOST = "device.example";

  private SideBySide() {}

  /**
   * The comparisons that a report of this diagnosis can show: with a connection to the same server that worked, where
   * this one failed; and of the ClientHello with that of its profile, as it was named or recognised.
   */
  public static List<DiffTable> of(Diagnosis diagnosis, Evidence known) {
    List<DiffTable> tables = new ArrayList<>();
    if (diagnosis.connections().isEmpty()) {
      return tables;
    }
    ConnectionDiagnosis leading = diagnosis.connections().get(0);
    Optional<Conversation> seen = leading.conversation().filter(each -> each.clientHello().isPresent());
    if (seen.isEmpty()) {
      return tables;
    }
    Run run = Run.of("this connection, stream " + seen.get().stream(), seen.get());
    if (!Wording.healthy(leading)) {
      working(diagnosis, seen.get()).ifPresent(other -> tables.add(DiffTable.of(
          Comparison.of(run, Run.of("stream " + other.stream() + ", which worked", other)))));
    }
    leading.client().profile().flatMap(profile -> hello(profile, seen.get(), known))
        .ifPresent(hello -> tables.add(DiffTable.of(Comparison.of(run, hello))));
    return tables;
  }

  private static Optional<Conversation> working(Diagnosis diagnosis, Conversation failed) {
    return diagnosis.connections().stream()
        .filter(Wording::healthy)
        .flatMap(each -> each.conversation().stream())
        .filter(other -> other.serverEnd().equals(failed.serverEnd()) && other.clientHello().isPresent())
        .findFirst();
  }

  /** What the profile's device would begin with, were it to ask for the same host; empty if that is no host's name. */
  private static Optional<Run> hello(DeviceProfile profile, Conversation seen, Evidence known) {
    String host = seen.clientHello().flatMap(ClientHelloView::serverName).or(known::serverName).orElse(SOME_HOST);
    try {
      byte[] body = ProfileHello.body(profile, host);
      return Optional.of(Run.clientHello("profile " + profile.spec(), body, seen.start().orElse(Instant.EPOCH)));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }
}
