package dev.plumbline.diagnose.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The time of a recording: the system's, and what was skipped of it, so that nobody has to wait for time-outs. */
final class LabClock implements InstantSource {
  private final AtomicLong skipped = new AtomicLong();

  @Override
  public Instant instant() {
    return Instant.now().plusNanos(skipped.get());
  }

  void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }
}
