package dev.plumbline.diagnose.tap;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a tap does to the bytes in time, and never to the bytes themselves: it sees a stream, and TCP hides losses from
 * those who see streams. So a loss is modelled as what it costs: the segment and all that follows it wait for the
 * sender's retransmission timer, which starts at one second and doubles with each further loss of the same segment (RFC
 * 6298 §2.1, §5.5). That is what happens to the short flights of a handshake, which are too short for a fast retransmit
 * (RFC 5681 §3.2); bulk transfers bear losses better than this says.
 *
 * @param delay for each byte in each direction, so that a round trip takes twice as long
 * @param loss how probable it is that a segment is lost, from 0 to {@link #MOST_LOSS}
 * @param chance decides which
 */
public record Hardship(Duration delay, double loss, RandomGenerator chance) {
  /** Beyond this no handshake would come to an end. */
  public static final double MOST_LOSS = 0.5;

  public static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

  private static final int SEGMENT = 1460;
  private static final long FIRST_TIMEOUT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_TIMEOUT = Duration.ofSeconds(60).toNanos();

  public Hardship {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("a delay is 0 to " + LONGEST_DELAY.toSeconds() + " seconds");
    }
    if (!(loss >= 0 && loss <= MOST_LOSS)) {
      throw new IllegalArgumentException("a loss is 0 to " + Math.round(100 * MOST_LOSS) + " percent");
    }
  }

  /** Whether bytes are passed on as they come. */
  public boolean none() {
    return delay.isZero() && loss == 0;
  }

  /** How long so many bytes that were sent at once are held back, in nanoseconds. */
  long hold(int bytes) {
    return delay.toNanos() + stall(bytes);
  }

  private long stall(int bytes) {
    long stall = 0;
    if (loss > 0) {
      for (int sent = 0; sent < Math.max(1, bytes); sent += SEGMENT) {
        stall = Math.max(stall, retransmissions());
      }
    }
    return stall;
  }

  private long retransmissions() {
    long waited = 0;
    for (long timeout = FIRST_TIMEOUT; chance.nextDouble() < loss; timeout = Math.min(2 * timeout, LONGEST_TIMEOUT)) {
      waited += timeout;
    }
    return waited;
  }
}
