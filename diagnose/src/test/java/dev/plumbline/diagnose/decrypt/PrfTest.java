package dev.plumbline.diagnose.decrypt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The PRF on the vectors that the engines are held against; that of TLS 1.0 is held against sessions of OpenSSL. */
class PrfTest {
  @Test
  void yieldsWhatIsPublished() throws Exception {
    int tried = 0;
    try (InputStream in = PrfTest.class.getResourceAsStream("/vectors/prf.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      for (String block : text.split("\n\n")) {
        Map<String, String> fields = fields(block);
        if (fields.containsKey("hash") && !fields.get("hash").equals("SHA512")) {
          byte[] seed = hex(fields.get("seed"));
          byte[] expected = hex(fields.get("output"));
          String label = new String(hex(fields.get("label")), StandardCharsets.US_ASCII);
          byte[] first = Arrays.copyOf(seed, seed.length / 2);
          byte[] second = Arrays.copyOfRange(seed, seed.length / 2, seed.length);
          Prf prf = Prf.valueOf(fields.get("hash"));
          assertArrayEquals(expected, prf.expand(hex(fields.get("secret")), label, first, second, expected.length));
          tried++;
        }
      }
    }
    assertTrue(tried >= 4, tried + " vectors");
  }

  private static Map<String, String> fields(String block) {
    return block
        .lines()
        .filter(line -> line.contains(" = "))
        .map(line -> line.split(" = "))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void knowsWhichSuitesAndVersionsCanBeOpened() {
    assertTrue(RecordCiphers.supports(0x0303, 0xC02B));
    assertTrue(RecordCiphers.supports(0x0301, 0x002F));
    for (int[] each : new int[][] {{0x0301, 0xC02B}, {0x0304, 0x1301}, {0x0303, 0x0005}, {0x0300, 0x002F}}) {
      assertFalse(RecordCiphers.supports(each[0], each[1]));
    }
  }
}
