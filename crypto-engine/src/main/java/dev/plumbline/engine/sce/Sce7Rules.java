package dev.plumbline.engine.sce;

import dev.plumbline.engine.CipherSuite;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.EngineProfile;
import dev.plumbline.engine.EngineProfile.Capability;
import dev.plumbline.engine.NamedGroup;
import dev.plumbline.engine.SignatureScheme;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.engine.device.Switches.Switch;
import dev.plumbline.engine.memory.RomWrite;
import dev.plumbline.engine.memory.WordOrder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of an SCE7 under the SSP's glue, as data; each is a switch.
 *
 * @param name the preset they began as
 * @param endian the word order the engine was opened with: one for the whole engine
 * @param romWrite what a write into ROM does
 * @param swap how the glue prepares elliptic-curve operands under BIG
 * @param alignment whether an operand that is not word-aligned is refused
 * @param zeroHash what an all-zero hash does to the hardware
 * @param smallExponent what becomes of the result of RSA-2048 under BIG where the public exponent has one or two bytes
 * @param curves the groups that the glue has, in its order; the hardware has more
 * @param rsaHardwareBits modulus sizes that the engine has
 * @param rsaSoftwareBits modulus sizes that the glue computes in software
 * @param missingCurve what the stack says of a key on a curve that the glue does not have
 */
public record Sce7Rules(
    String name,
    WordOrder endian,
    RomWrite romWrite,
    Swap swap,
    Alignment alignment,
    ZeroHash zeroHash,
    SmallExponent smallExponent,
    List<NamedGroup> curves,
    Set<Integer> rsaHardwareBits,
    Set<Integer> rsaSoftwareBits,
    DeviceStatus missingCurve) {

  /** How operands of ECDSA are brought into the engine's word order. */
  public enum Swap {
    /** Where they lie, and back afterwards, also on failure: the glue as it is. */
    IN_PLACE,
    /** In a copy in RAM, whose bytes are counted: the port that the glue could have been. */
    COPY
  }

  /** What an operand at an address that is no multiple of 4 does. */
  public enum Alignment {
    IGNORED,
    FAULTS
  }

  /** What a digest of zeros does: reported to stall the hardware. */
  public enum ZeroHash {
    STALLS,
    COMPUTES
  }

  /** The result of RSA with an exponent of one or two bytes: 3, mostly. */
  public enum SmallExponent {
    /** It stays in the engine's word order, so that no signature matches: the glue as it is. */
    UNSWAPPED,
    /** It is reversed like any other. */
    SWAPPED
  }

  /** SSP 1.7.x: measured values of its headers; the glue's source is that of 2.x (an inference). */
  public static final Sce7Rules SSP_1_7_8 =
      new Sce7Rules(
          "ssp-1.7.8",
          WordOrder.BIG,
          RomWrite.DROPPED,
          Swap.IN_PLACE,
          Alignment.IGNORED,
          ZeroHash.STALLS,
          SmallExponent.UNSWAPPED,
          List.of(NamedGroup.SECP256R1, NamedGroup.SECP192R1),
          Set.of(1024, 2048),
          Set.of(4096),
          new DeviceStatus("NX_CRYPTO_MISSING_ECC_CURVE", 0x20007, "public key"));

  /** SSP 2.x: the glue's source. */
  public static final Sce7Rules SSP_2_X =
      new Sce7Rules(
          "ssp-2.x",
          WordOrder.BIG,
          RomWrite.DROPPED,
          Swap.IN_PLACE,
          Alignment.IGNORED,
          ZeroHash.STALLS,
          SmallExponent.UNSWAPPED,
          List.of(NamedGroup.SECP256R1, NamedGroup.SECP192R1),
          Set.of(1024, 2048),
          Set.of(4096),
          new DeviceStatus("NX_CRYPTO_MISSING_ECC_CURVE", 0x2000F, "public key"));

  public static final List<Sce7Rules> PRESETS = List.of(SSP_1_7_8, SSP_2_X);

  private static final List<SignatureScheme> SCHEMES =
      List.of(
          SignatureScheme.ECDSA_SHA256,
          SignatureScheme.ECDSA_SHA384,
          SignatureScheme.ECDSA_SHA512,
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512);

  private static final Switches<Sce7Rules> SWITCHES =
      new Switches<>(
          "sce7",
          Map.of(
              "preset",
              new Switch<>(PRESETS.stream().map(Sce7Rules::name).toList(), (rules, value) -> preset(value)),
              "endian", Switch.of(WordOrder.class, Sce7Rules::endian),
              "rom-write", Switch.of(RomWrite.class, Sce7Rules::romWrite),
              "swap", Switch.of(Swap.class, Sce7Rules::swap),
              "alignment", Switch.of(Alignment.class, Sce7Rules::alignment),
              "zero-hash", Switch.of(ZeroHash.class, Sce7Rules::zeroHash),
              "small-exponent", Switch.of(SmallExponent.class, Sce7Rules::smallExponent)));

  public Sce7Rules {
    curves = List.copyOf(curves);
    rsaHardwareBits = Set.copyOf(rsaHardwareBits);
    rsaSoftwareBits = Set.copyOf(rsaSoftwareBits);
  }

  /** What an engine of these rules can do. RSA sizes between its own are refused when they are used. */
  public EngineProfile profile() {
    return new EngineProfile(
        "sce7",
        List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
        curves,
        SCHEMES,
        Set.copyOf(curves),
        Collections.min(rsaHardwareBits),
        Collections.max(rsaSoftwareBits),
        EnumSet.of(Capability.EXTENDED_MASTER_SECRET, Capability.REVEALS_SECRETS));
  }

  /**
   * These rules with one switch set.
   *
   * @throws IllegalArgumentException naming what is allowed, if there is no such switch or it has no such value
   */
  public Sce7Rules with(String name, String value) {
    return SWITCHES.set(this, name, value);
  }

  /** How each switch is set, as users write it, in the order of docs/engines.md. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("endian", Switches.word(endian));
    settings.put("swap", Switches.word(swap));
    settings.put("rom-write", Switches.word(romWrite));
    settings.put("alignment", Switches.word(alignment));
    settings.put("zero-hash", Switches.word(zeroHash));
    settings.put("small-exponent", Switches.word(smallExponent));
    return settings;
  }

  /** Every switch whose values can be listed, with them. */
  public static Map<String, List<String>> switches() {
    return SWITCHES.values();
  }

  private static Sce7Rules preset(String value) {
    return PRESETS.stream()
        .filter(rules -> rules.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + value + "' is none of " + PRESETS.stream().map(Sce7Rules::name).toList()));
  }

  private Sce7Rules endian(WordOrder to) {
    return new Sce7Rules(
        name, to, romWrite, swap, alignment, zeroHash, smallExponent, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }

  private Sce7Rules romWrite(RomWrite to) {
    return new Sce7Rules(
        name, endian, to, swap, alignment, zeroHash, smallExponent, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }

  private Sce7Rules swap(Swap to) {
    return new Sce7Rules(
        name, endian, romWrite, to, alignment, zeroHash, smallExponent, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }

  private Sce7Rules alignment(Alignment to) {
    return new Sce7Rules(
        name, endian, romWrite, swap, to, zeroHash, smallExponent, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }

  private Sce7Rules zeroHash(ZeroHash to) {
    return new Sce7Rules(
        name, endian, romWrite, swap, alignment, to, smallExponent, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }

  private Sce7Rules smallExponent(SmallExponent to) {
    return new Sce7Rules(
        name, endian, romWrite, swap, alignment, zeroHash, to, curves, rsaHardwareBits, rsaSoftwareBits,
        missingCurve);
  }
}
