package dev.plumbline.diagnose.finding;

import dev.plumbline.diagnose.profile.DeviceProfile;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client gave away of itself.
 *
 * @param stack which TLS stack it is, in words; empty if its hello is nobody's
 * @param profile the profile that the user named, or else the one whose hello it is
 * @param clock what it took for the time, where its stack tells
 */
public record Recognised(String stack, Optional<DeviceProfile> profile, Optional<Instant> clock) {

  /** Nothing but its stack. */
  public static Recognised stack(String words) {
    return new Recognised(words, Optional.empty(), Optional.empty());
  }
}
