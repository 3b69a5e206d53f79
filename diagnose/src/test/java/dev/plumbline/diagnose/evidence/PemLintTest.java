package dev.plumbline.diagnose.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.tls.testing.TestPki;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemLintTest {
  private static final String PEM = new TestPki().ca("Root").selfSigned().pem();

  @Test
  void findsNothingWrongWithPemAsItShouldBe() {
    assertEquals(List.of(), check(PEM));
    assertEquals(List.of(), check(PEM + PEM));
    assertEquals(List.of(), check(PEM.replace("\n", "\r\n")));
    assertEquals(List.of(), check("# our root\n" + PEM));
  }

  @Test
  void namesTheLineAndTheByteOfDamage() {
    String damaged = PEM.replaceFirst("(?s)(-----BEGIN CERTIFICATE-----\n.{64}\n.{9}).", "$1 ");
    PemProblem problem = check(damaged).get(0);
    assertEquals(3, problem.line());
    assertEquals("-----BEGIN CERTIFICATE-----\n".length() + 65 + 9, problem.offset());
    assertTrue(problem.sentence().contains("column 10") && problem.sentence().contains("blank"), problem::toString);
  }

  @Test
  void namesEachKindOfDamage() {
    assertSays("lacks", PEM.replaceFirst("(?s)(BEGIN CERTIFICATE-----\n.{64}\n).{64}\n", "$1"));
    assertSays("does not begin", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertSays("has no END", PEM.substring(0, 200));
    assertSays("no line end", PEM.stripTrailing());
    assertSays("no BEGIN line", "hello\n");
    assertSays("is DER", "0\u0082\u0001\u0002");
    assertSays("is empty", "");
    assertSays("C string", "\"" + PEM.replace("\n", "\\n\"\n\"") + "\"\n");
    assertSays("before or after", PEM.replace("-----\n", "----- \n"));
    assertSays("some with LF", PEM.replaceFirst("\n", "\r\n"));
    assertSays("empty line inside", PEM.replaceFirst("(?s)(BEGIN CERTIFICATE-----\n.{64}\n)", "$1\n"));
    assertSays("EC PARAMETERS", "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n");
    assertSays("ends with END", PEM.replace("END CERTIFICATE", "END X509 CRL"));
    assertSays("longer than 64", PEM.replaceFirst("(?s)(BEGIN CERTIFICATE-----\n.{64})\n", "$1"));
    assertSays("Ctrl-Z", PEM.replace("\n-----END", "\u001a\n-----END"));
  }

  @Test
  void saysNothingOfAKey() {
    String key = new TestPki().server("host.example").selfSigned().key().pkcs8Pem();
    String base64 = key.lines().skip(1).findFirst().orElseThrow();
    for (PemProblem problem : check(key.replace(base64, "!" + base64).stripTrailing())) {
      assertFalse(problem.sentence().contains(base64.substring(4, 12)), problem::toString);
    }
  }

  @Test
  void knowsTheKeyTextOfGoogleCloudIotArduino() {
    String good = "aa:".repeat(31) + "bb";
    assertEquals(List.of(), HexKeyText.check(good));
    assertTrue(HexKeyText.check("00:" + good).get(0).contains("leading 00"));
    assertTrue(HexKeyText.check(good.substring(3)).get(0).contains("in front"));
    assertTrue(HexKeyText.check("04:" + good + ":" + good).get(0).contains("public key"));
    assertTrue(HexKeyText.check(good.replace(":", "")).get(0).contains("part 1"));
    assertTrue(HexKeyText.check(good + "\n").get(0).contains("one line"));
  }

  private static void assertSays(String says, String text) {
    List<PemProblem> problems = check(text);
    assertTrue(problems.stream().anyMatch(one -> one.sentence().contains(says)), () -> says + " " + problems);
  }

  private static List<PemProblem> check(String text) {
    return PemLint.check(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
