package dev.plumbline.diagnose.evidence;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import java.util.List;
import java.util.Optional;

/**
 * What a snippet of a device's configuration or source says of its engine and its memory.
 *
 * @param wordOrder the word order of a secure crypto engine
 * @param anchorsIn where the trust anchors are: const data is in ROM
 * @param keyIn where the private key is
 * @param lines the lines that say so, as they stand in the file, for the evidence
 */
public record DeviceSettings(
    Optional<WordOrder> wordOrder, Optional<MemoryRegion> anchorsIn, Optional<MemoryRegion> keyIn, List<String> lines) {
  public static final DeviceSettings NONE =
      new DeviceSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public DeviceSettings {
    lines = List.copyOf(lines);
  }
}
