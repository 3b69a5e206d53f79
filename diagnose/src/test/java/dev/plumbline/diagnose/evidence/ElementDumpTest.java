package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ElementDumpTest {
  private static final int UNLOCKED = 0x55;

  /** With the SlotConfig and KeyConfig of the private key that Microchip's TLS configuration has in slot 0. */
  private static byte[] zone(int lockValue, int lockConfig) {
    byte[] zone = new byte[128];
    byte[] serial = HexFormat.of().parseHex("0123a1b2000060025c5e1ad8ee");
    System.arraycopy(serial, 0, zone, 0, serial.length);
    zone[20] = (byte) 0x8F;
    zone[21] = 0x20;
    zone[86] = (byte) lockValue;
    zone[87] = (byte) lockConfig;
    zone[96] = 0x33;
    return zone;
  }

  private static String hex(byte[] zone, String between) {
    return HexFormat.ofDelimiter(between).formatHex(zone);
  }

  @Test
  void saysWhichSlotsOfALockedElementSign() {
    List<String> expected = List.of("slots of the element that may sign for TLS: 0");
    byte[] zone = zone(0, 0);
    assertEquals(expected, ElementDump.check(hex(zone, " ")));
    assertEquals(expected, ElementDump.check(hex(zone, "")));
    assertEquals(expected, ElementDump.check("const byte zone[128] = {0x" + hex(zone, ", 0x") + "};"));
    StringBuilder lines = new StringBuilder("Config zone:\n");
    for (int i = 0; i < zone.length; i += 16) {
      lines.append(hex(Arrays.copyOfRange(zone, i, i + 16), " ").toUpperCase()).append("\n");
    }
    assertEquals(expected, ElementDump.check(lines.toString()));
  }

  @Test
  void saysThatAZoneIsNotLocked() {
    assertTrue(ElementDump.check(hex(zone(UNLOCKED, UNLOCKED), " ")).get(0).contains("byte 87 is 55"));
    assertTrue(ElementDump.check(hex(zone(UNLOCKED, 0), " ")).get(0).contains("byte 86 is 55"));
  }

  @Test
  void saysThatNoSlotSigns() {
    byte[] forbidden = zone(0, 0);
    forbidden[20] = (byte) 0x8E;
    byte[] data = zone(0, 0);
    data[96] = 0x1C;
    byte[] noCurve = zone(0, 0);
    noCurve[96] = 0x1F;
    for (byte[] zone : List.of(forbidden, data, noCurve)) {
      assertTrue(ElementDump.check(hex(zone, " ")).get(0).startsWith("(C71) no slot"), hex(zone, " "));
    }
  }

  @Test
  void isSilentAboutAnythingElse() {
    assertEquals(List.of(), ElementDump.check("r_sce: endian_flag = CRYPTO_WORD_ENDIAN_BIG"));
    byte[] other = zone(0, 0);
    other[12] = 0;
    assertEquals(List.of(), ElementDump.check(hex(other, " ")));
    assertEquals(List.of(), ElementDump.check(hex(Arrays.copyOf(zone(0, 0), 127), " ")));
  }
}
