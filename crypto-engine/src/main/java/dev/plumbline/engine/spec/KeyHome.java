package dev.plumbline.engine.spec;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.device.Switches;
import java.util.Optional;

/** Where a device keeps its own private key. */
public sealed interface KeyHome {
  /** In memory, as bytes. */
  record Memory(MemoryRegion region) implements KeyHome {
    @Override
    public String toString() {
      return Switches.word(region);
    }
  }

  /** In a slot of a secure element. */
  record Slot(int number) implements KeyHome {
    @Override
    public String toString() {
      return SLOT + number;
    }
  }

  /** How users write the prefix of a slot's number. */
  String SLOT = "slot:";

  /** The highest slot of the elements that there are. */
  int LAST_SLOT = 15;

  /**
   * Reads {@code ram}, {@code rom} or {@code slot:N}.
   *
   * @throws IllegalArgumentException saying what there is, if it is none of them
   */
  static KeyHome parse(String text) {
    Optional<MemoryRegion> region =
        text.startsWith(SLOT) ? Optional.empty() : Optional.of(Switches.choice(MemoryRegion.class, text));
    return region.isPresent()
        ? new Memory(region.get())
        : new Slot(Switches.number(text.substring(SLOT.length()), 0, LAST_SLOT));
  }
}
