package dev.plumbline.diagnose.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a probe has found out.
 *
 * @param works whether the device's hello does as it is
 * @param minimalChange the smallest change that does; empty if the hello does as it is, or no change does
 * @param minimal whether the change is as small as can be: not if the search was stopped before
 * @param stopped why the search was stopped early; empty if it was done
 * @param answer the answer that counts: to the hello that does, or to the device's
 * @param serverName what server_name does at this server
 * @param attempts every connection, in order
 */
public record ProbeResult(
    boolean works,
    Optional<List<Change>> minimalChange,
    boolean minimal,
    Optional<String> stopped,
    Answer answer,
    ServerNameEffect serverName,
    List<Attempt> attempts) {
  public ProbeResult {
    attempts = List.copyOf(attempts);
  }

  /** The answer to the device's hello as it is. */
  public Answer asIs() {
    return attempts.get(0).answer();
  }

  /** The versions other than TLS 1.2 that the server was asked for, each by itself, and whether it speaks them. */
  public Map<Integer, Boolean> otherVersions() {
    Map<Integer, Boolean> versions = new LinkedHashMap<>();
    for (Attempt attempt : attempts) {
      attempt.changes().stream().filter(change -> change.kind() == Change.Kind.VERSION).map(Change::value)
          .forEach(version -> versions.put(version, attempt.answer().version().equals(OptionalInt.of(version))));
    }
    return versions;
  }

  /** Whether nothing was ever heard of the server but what lies below TLS. */
  public boolean belowTls() {
    return attempts.stream().allMatch(attempt -> attempt.answer().outcome().belowTls());
  }
}
