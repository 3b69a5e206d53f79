package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the log or the file, it is read. */
class AtLogPropertyTest {
  private static final List<String> PARTS =
      List.of(
          "AT+QSSLCFG=1,5,\"cacert\"\n", "AT+QSSLCFG=\"sni\",1,1\n", "AT+QFUPL=\"a\",99999999999,1\n", ">\n", "\u001a",
          "CONNECT\n", "OK\n", "ERROR\n", "RDY\n", "+QSSLOPEN: 1,5,-9\n", "+QMTCONN: 0,0,5\n", "+QFUPL: x\n", "AT+",
          "\"", ",", "=", "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----", "MIIB\n", "\r", "\n");

  @Provide
  Arbitrary<String> logs() {
    return Arbitraries.of(PARTS).list().ofMaxSize(40).map(parts -> String.join("", parts));
  }

  @Property(tries = 500)
  void anyLogIsRead(@ForAll("logs") String text) {
    assertTrue(AtLog.read(text).observations().size() <= 50);
  }

  @Property(tries = 300)
  void anyFileIsChecked(@ForAll byte[] content, @ForAll("logs") String text) {
    assertNotNull(PemLint.check(content));
    assertNotNull(PemLint.check(text.getBytes(StandardCharsets.ISO_8859_1)));
    assertNotNull(HexKeyText.check(text));
  }
}
