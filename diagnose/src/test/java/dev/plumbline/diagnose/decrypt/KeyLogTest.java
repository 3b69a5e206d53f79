package dev.plumbline.diagnose.decrypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Key logs as programs write them, and as people mangle them. */
class KeyLogTest {
  private static final String RANDOM = "0a".repeat(32);
  private static final String MASTER = "5c".repeat(48);
  private static final byte[] NONE = new byte[0];

  @Test
  void takesEveryKindOfLineThatNamesASecretOfTls12() {
    KeyLog log =
        of(
            "# made by something\r\n"
                + "CLIENT_RANDOM " + RANDOM.toUpperCase() + " " + MASTER + "\r\n"
                + "\n"
                + "  RSA Session-ID:0102 Master-Key:" + "5d".repeat(48).toUpperCase() + "\n"
                + "RSA 1112131415161718 " + "5e".repeat(48) + "\n"
                + "CLIENT_TRAFFIC_SECRET_0 " + RANDOM + " " + "77".repeat(32) + "\n");
    assertEquals(3, log.size());
    byte[] random = HexFormat.of().parseHex(RANDOM);
    List<Secret> found = log.candidates(random, new byte[] {1, 2}, HexFormat.of().parseHex("1112131415161718aabb"));
    assertEquals(3, found.size());
    assertArrayEquals(HexFormat.of().parseHex(MASTER), found.get(0).bytes());
    assertTrue(found.get(1).master());
    assertFalse(found.get(2).master());
    assertEquals(List.of(), log.candidates(new byte[32], NONE, NONE));
  }

  @Test
  void keepsEachSecretOfOneRandomOnce() {
    KeyLog log = of("CLIENT_RANDOM " + RANDOM + " " + MASTER);
    log.add(("CLIENT_RANDOM " + RANDOM + " " + MASTER).getBytes());
    log.add(("CLIENT_RANDOM " + RANDOM + " " + "6d".repeat(48)).getBytes());
    assertEquals(2, log.candidates(HexFormat.of().parseHex(RANDOM), NONE, NONE).size());
  }

  @Test
  void passesOverWhatItCannotRead() {
    for (String line :
        List.of(
            "CLIENT_RANDOM " + RANDOM,
            "CLIENT_RANDOM " + RANDOM + " 00",
            "CLIENT_RANDOM " + RANDOM + " " + "zz".repeat(48),
            "CLIENT_RANDOM " + RANDOM.substring(2) + " " + MASTER,
            "RSA Session-ID: Master-Key:" + MASTER,
            "RSA Session-ID:" + "01".repeat(33) + " Master-Key:" + MASTER,
            "\u0000\uFFFF")) {
      assertEquals(0, of(line).size(), line);
    }
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    assertEquals(0, KeyLog.of(noise).size());
  }

  @Test
  void showsNoSecret() {
    KeyLog log = of("CLIENT_RANDOM " + RANDOM + " " + MASTER);
    assertFalse(log.toString().contains("5c"));
    assertFalse(log.candidates(HexFormat.of().parseHex(RANDOM), NONE, NONE).toString().contains("5c"));
  }

  private static KeyLog of(String text) {
    return KeyLog.of(text.getBytes());
  }
}
