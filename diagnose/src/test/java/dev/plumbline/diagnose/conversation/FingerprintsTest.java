package dev.plumbline.diagnose.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Fingerprints of hellos, held against lists that were made with other tools. */
class FingerprintsTest {
  @Test
  void ja3IsTheOneThatIsKnownOfEachHelloOfNetX() throws Exception {
    Path data = Path.of(System.getProperty("captures.dir", "../../shared/captures")).resolveSibling("data");
    Assumptions.assumeTrue(Files.isDirectory(data));
    List<String> lines = Files.readAllLines(data.resolve("netx_clienthello_ja3.txt"));
    for (String line : lines) {
      String[] words = line.split(" ");
      String digits = Files.readString(data.resolve("netx-clienthello").resolve(words[0])).strip();
      ClientHelloView hello = Session.open().client(Session.hex(digits)).conversation().clientHello().orElseThrow();
      assertEquals(words[2], Fingerprints.ja3Text(hello), words[0]);
      assertEquals(words[3], Fingerprints.ja3(hello), words[0]);
    }
    assertTrue(lines.size() >= 10);
  }

  /** A hello of Chrome 143, of which a public service showed these numbers and both fingerprints. */
  @Test
  void bothAreThoseThatAreKnownOfABrowser() {
    List<Integer> suites =
        List.of(
            0x5A5A, 0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x9C, 0x9D,
            0x2F, 0x35);
    List<Integer> types =
        List.of(
            0x1A1A, 0x2D, 0x33, 0x10, 0xFE0D, 0x17, 0x44CD, 0, 0x0B, 0x0A, 0x2B, 0xFF01, 0x23, 0x12, 5, 0x0D, 0x1B);
    Map<Integer, String> data =
        Map.of(
            0x10, "0003026832",
            0x0A, "0008 11ec 001d 0017 0018",
            0x0B, "0100",
            0x0D, "0010 0403 0804 0401 0503 0805 0501 0806 0601",
            0x2B, "06 4a4a 0304 0303");
    List<ExtensionView> extensions =
        types.stream().map(type -> new ExtensionView(type, Session.hex(data.getOrDefault(type, "")), 0)).toList();
    ClientHelloView hello =
        new ClientHelloView(771, new byte[32], new byte[0], suites, List.of(0), extensions, Place.NONE);
    assertEquals("98487aa16281980e7d1120d399efb6a4", Fingerprints.ja3(hello));
    assertEquals("t13d1516h2_8daaf6152771_d8a2da3f94cd", Fingerprints.ja4(hello));
  }

  @Test
  void ja4NamesVersionNameCountsAndProtocol() {
    ClientHelloView hello = Session.recorded("tls13").conversation().clientHello().orElseThrow();
    String ja4 = Fingerprints.ja4(hello);
    assertTrue(ja4.matches("t13d\\d{4}00_[0-9a-f]{12}_[0-9a-f]{12}"), ja4);
    int suites = Integer.parseInt(ja4.substring(4, 6));
    assertEquals(hello.suites().size(), suites);
    assertEquals(hello.extensions().size(), Integer.parseInt(ja4.substring(6, 8)));
  }
}
