package dev.plumbline.diagnose.evidence;

import dev.plumbline.engine.MemoryRegion;
import dev.plumbline.engine.memory.WordOrder;
import dev.plumbline.engine.sce.Sce7Rules;
import dev.plumbline.engine.spec.EngineSpec;
import dev.plumbline.engine.spec.KeyHome;
import java.util.List;
import java.util.Optional;

/**
 * What a snippet of a device's configuration or source says of its engine, its memory and its TLS stack.
 *
 * @param wordOrder the word order of a secure crypto engine
 * @param anchorsIn where the trust anchors are: const data is in ROM. With several, ROM if one of them is there
 * @param keyIn where the private key is
 * @param lines the lines that say so, as they stand in the file but for the content of arrays, for the evidence
 * @param receiveBuffer bytes of the longest record that the stack is configured to take
 * @param packetBuffer bytes given to {@code nx_secure_tls_session_packet_buffer_set}
 * @param mqttBuffer bytes of the longest packet that the MQTT library is configured for
 * @param aead whether NetX Secure is built with AEAD, without which it has no GCM suite (C04)
 * @param eccSetup where NetX Secure's elliptic curves are switched on (C03)
 * @param serverName whether server_name is set on the session; false only if the session is made in the snippet and
 *     the name is not (C02)
 * @param engine what computes, where that is known with all its rules: of our own client
 */
public record DeviceSettings(
    Optional<WordOrder> wordOrder,
    Optional<MemoryRegion> anchorsIn,
    Optional<MemoryRegion> keyIn,
    List<String> lines,
    Optional<Integer> receiveBuffer,
    Optional<Integer> packetBuffer,
    Optional<Integer> mqttBuffer,
    Optional<Boolean> aead,
    Optional<EccSetup> eccSetup,
    Optional<Boolean> serverName,
    Optional<EngineSpec> engine) {
  public static final DeviceSettings NONE =
      new DeviceSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** Where {@code nx_secure_tls_ecc_initialize} stands. */
  public enum EccSetup {
    /** After the session is made, where it must be. */
    AFTER_SESSION,
    /** Before: making the session wipes it out. */
    BEFORE_SESSION,
    /** Nowhere, though the session is made in the snippet. */
    MISSING
  }

  public DeviceSettings {
    lines = List.copyOf(lines);
  }

  /** Of engine and memory only. */
  public DeviceSettings(
      Optional<WordOrder> wordOrder, Optional<MemoryRegion> anchorsIn, Optional<MemoryRegion> keyIn,
      List<String> lines) {
    this(
        wordOrder, anchorsIn, keyIn, lines, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same on an engine whose rules are known. */
  DeviceSettings on(EngineSpec known) {
    Optional<Sce7Rules> swaps = swapping(known);
    if (swaps.isEmpty()) {
      return new DeviceSettings(
          wordOrder, anchorsIn, keyIn, lines, receiveBuffer, packetBuffer, mqttBuffer, aead, eccSetup, serverName,
          Optional.of(known));
    }
    Optional<MemoryRegion> keys =
        known.keysIn() instanceof KeyHome.Memory memory ? Optional.of(memory.region()) : Optional.empty();
    return new DeviceSettings(
        swaps.map(Sce7Rules::endian), Optional.of(known.anchorsIn()), keys, lines, receiveBuffer, packetBuffer,
        mqttBuffer, aead, eccSetup, serverName, Optional.of(known));
  }

  /** Whether elliptic-curve operands are swapped where they lie, and the anchors lie in ROM (C05). */
  public boolean swapsInRom() {
    boolean inPlace = engine.isEmpty() || engine.flatMap(DeviceSettings::swapping).isPresent();
    return inPlace
        && wordOrder.filter(order -> order == WordOrder.BIG).isPresent()
        && anchorsIn.filter(region -> region == MemoryRegion.ROM).isPresent();
  }

  /** The rules of an engine that swaps operands in place; other engines have none that matter here. */
  private static Optional<Sce7Rules> swapping(EngineSpec engine) {
    return engine.rules().filter(Sce7Rules.class::isInstance).map(Sce7Rules.class::cast)
        .filter(one -> one.swap() == Sce7Rules.Swap.IN_PLACE);
  }
}
