package dev.plumbline.diagnose.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RandomDefectTest {
  private static String words(byte[] bytes) {
    return RandomDefect.of(bytes).map(RandomDefect::words).orElse("");
  }

  private static byte[] repeated(String hex) {
    byte[] pattern = HexFormat.of().parseHex(hex);
    byte[] bytes = new byte[28];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = pattern[i % pattern.length];
    }
    return bytes;
  }

  private static byte[] words(ByteOrder order, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(order);
    Arrays.stream(numbers).forEach(bytes::putInt);
    return bytes.array();
  }

  @Test
  void namesWhatRepeats() {
    assertEquals("one byte repeated (00)", words(new byte[28]));
    assertEquals("one byte repeated (A5)", words(repeated("a5")));
    assertEquals("2 bytes repeated (01 02)", words(repeated("0102")));
    assertEquals("7 bytes repeated (01 02 03 04 05 06 08)", words(repeated("01020304050608")));
  }

  @Test
  void knowsAnElementWhoseConfigurationWasNeverLocked() {
    assertEquals("4 bytes repeated (FF FF 00 00), which is what an ATECC508A or ATECC608A answers until its"
        + " configuration is locked", words(repeated("ffff0000")));
  }

  @Test
  void knowsACount() {
    byte[] up = new byte[28];
    byte[] down = new byte[28];
    for (int i = 0; i < up.length; i++) {
      up[i] = (byte) (250 + i);
      down[i] = (byte) (7 - 3 * i);
    }
    assertEquals("a count: each byte is the one before it plus 1", words(up));
    assertEquals("a count: each byte is the one before it plus -3", words(down));
  }

  /** The first numbers that each library's rand() prints in a program that does nothing else. */
  @Test
  void knowsRandWithoutASeed() {
    int[] newlib = {1481765933, 1085377743, 1270216262, 1191391529, 812669700, 553475508, 445349752};
    int[] glibc = {1804289383, 846930886, 1681692777, 1714636915, 1957747793, 424238335, 719885386};
    int[] example = {16838, 5758, 10113, 17515, 31051, 5627, 23010};
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      assertEquals("what newlib's rand() gives without a seed, from its number 1 on", words(words(order, newlib)));
      assertEquals("what glibc's rand() gives without a seed, from its number 1 on", words(words(order, glibc)));
      assertEquals("what the rand() that the C standard gives as an example gives without a seed, from its number 1 on",
          words(words(order, example)));
    }
    int[] later = Arrays.copyOf(Arrays.copyOfRange(glibc, 1, 7), 7);
    later[6] = 1649760492;
    assertEquals("what glibc's rand() gives without a seed, from its number 2 on",
        words(words(ByteOrder.LITTLE_ENDIAN, later)));
  }

  @Test
  void knowsWordsOfFewerThan32Bits() {
    Random random = new Random(5);
    int[] fifteenBits = random.ints(7, 0, 1 << 15).toArray();
    assertTrue(words(words(ByteOrder.LITTLE_ENDIAN, fifteenBits))
        .startsWith("made of words of which byte 3 is always 00"));
    assertTrue(words(words(ByteOrder.BIG_ENDIAN, fifteenBits))
        .startsWith("made of words of which byte 1 is always 00"));
  }

  @Test
  void findsNothingInGoodRandomnessNorInTooLittle() {
    Random random = new Random(6);
    byte[] bytes = new byte[28];
    for (int i = 0; i < 20_000; i++) {
      random.nextBytes(bytes);
      assertEquals(Optional.empty(), RandomDefect.of(bytes));
    }
    assertEquals(Optional.empty(), RandomDefect.of(new byte[27]));
  }

  /** rand() with a seed of its own is poor, and nothing of one random shows it. */
  @Test
  void findsNothingInRandWithASeed() {
    byte[] seeded = HexFormat.of().parseHex("f5df523e43e2196f3b07da4baf9c7b1b6d1a4f011b93e5417a3b7b7f");
    assertEquals(Optional.empty(), RandomDefect.of(seeded));
  }
}
