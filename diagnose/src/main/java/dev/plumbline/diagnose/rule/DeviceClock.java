package dev.plumbline.diagnose.rule;

import dev.plumbline.diagnose.conversation.ClientHelloView;
import dev.plumbline.diagnose.evidence.AtLog;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.rule.Stack.Family;
import dev.plumbline.tls.Dialect.RandomPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The device's own clock, read from the first four bytes of ClientHello.random where its stack puts the time there
 * (evidence rule 4, RFC 5246 §7.4.1.2).
 *
 * @param state what those bytes tell
 * @param time the device's time; empty unless the state is {@link State#KNOWN} or {@link State#LOGGED}
 */
record DeviceClock(State state, Optional<Instant> time) {

  enum State {
    KNOWN,
    /** Zero, from a stack that writes the time there if it has one. */
    UNSET,
    /** The stack writes something else there. */
    HIDDEN,
    /** Not from there: a log of the modem has it. */
    LOGGED
  }

  /** A log may be a few weeks older than the capture; a clock that was never set is years behind. */
  private static final Duration UNSET = Duration.ofDays(180);

  /** A random value of four bytes hits this window by chance once in 25,000 hellos. */
  private static final Duration CLOSE = Duration.ofDays(1);

  static DeviceClock of(ClientHelloView hello, Stack stack, Optional<DeviceProfile> profile, Instant captured) {
    long seconds = Stacks.clock(hello);
    Instant time = Instant.ofEpochSecond(seconds);
    boolean close = Duration.between(time, captured).abs().compareTo(CLOSE) <= 0;
    if (close) {
      return new DeviceClock(State.KNOWN, Optional.of(time));
    }
    if (!writesTime(stack, profile)) {
      return new DeviceClock(State.HIDDEN, Optional.empty());
    }
    if (seconds == 0) {
      return new DeviceClock(State.UNSET, Optional.empty());
    }
    boolean ahead = time.isAfter(captured);
    if (ahead && stack.family() != Family.NETX) {
      // mbed TLS without a clock fills these bytes at random, and most random values lie ahead.
      return new DeviceClock(State.HIDDEN, Optional.empty());
    }
    return new DeviceClock(State.KNOWN, Optional.of(time));
  }

  /** This clock, or what the modem's log says of one that was never set, if the modem looks at dates. */
  DeviceClock or(AtLog log, Instant captured) {
    boolean looks = !log.timeIgnored().orElse(false);
    return state == State.HIDDEN && looks
        ? log.clock().filter(time -> Duration.between(time, captured).compareTo(UNSET) > 0)
            .map(time -> new DeviceClock(State.LOGGED, Optional.of(time))).orElse(this)
        : this;
  }

  private static boolean writesTime(Stack stack, Optional<DeviceProfile> profile) {
    if (stack.known()) {
      return stack.family() == Family.NETX || stack.family() == Family.MBEDTLS;
    }
    return profile.filter(one -> one.hello().dialect().randomPrefix() == RandomPrefix.UNIX_TIME).isPresent();
  }
}
