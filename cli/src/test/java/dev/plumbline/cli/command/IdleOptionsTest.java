package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that says nothing is named, so that nobody believes that it was looked at. */
@Timeout(60)
class IdleOptionsTest {
  private static final String CAPTURE = Path.of("../examples/board-cannot-connect.pcapng").toString();

  @TempDir Path directory;

  private static String diagnose(String... options) {
    List<String> arguments = new ArrayList<>(List.of("diagnose", CAPTURE));
    arguments.addAll(List.of(options));
    Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
    assertEquals(1, outcome.status(), outcome::toString);
    return outcome.out().replaceAll("\\s+", " ");
  }

  private String file(String content) throws IOException {
    return Files.writeString(directory.resolve("file"), content).toString();
  }

  @Test
  void namesACodeThatNobodyKnows() {
    assertTrue(diagnose("--code", "zzz").contains("--code zzz: nobody here knows this code"));
    assertTrue(diagnose("--code", "").contains("--code : nobody here knows this code"));
    assertFalse(diagnose("--code", "0x10005").contains("it did nothing"));
  }

  @Test
  void namesAVersionThatNoCodeIsOf() {
    assertTrue(diagnose("--stack-version", "1.7").contains("without a code it did nothing"));
    assertTrue(diagnose("--code", "0x10005", "--stack-version", "99")
        .contains("nobody here knows the code 0x10005 of that version"));
    assertFalse(diagnose("--code", "0x10005", "--stack-version", "1.7").contains("nobody here knows"));
  }

  @Test
  void namesFilesInWhichNothingIsRecognised() throws IOException {
    assertTrue(diagnose("--config", file("")).contains("no setting in it is one that is known here"));
    assertTrue(diagnose("--at-log", file("hello")).contains("there is no AT command about TLS or MQTT in it"));
    assertTrue(diagnose("--keylog", file("hello")).contains("opens none of these connections"));
  }

  @Test
  void saysNothingOfFilesThatAreOfUse() throws IOException {
    assertFalse(diagnose("--config", file("sce_config.endian_flag = CRYPTO_WORD_ENDIAN_BIG;")).contains("--config"));
    assertFalse(diagnose("--at-log", file("AT+QSSLCFG=\"seclevel\",1,1\nOK\n")).contains("did nothing"));
  }
}
