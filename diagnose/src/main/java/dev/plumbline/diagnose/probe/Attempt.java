package dev.plumbline.diagnose.probe;

import java.util.List;

/** One connection of a probe: what was changed in the device's hello, and what came of it. */
public record Attempt(List<Change> changes, Answer answer) {
  public Attempt {
    changes = List.copyOf(changes);
  }
}
