package dev.plumbline.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plumbline.cli.testing.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @ParameterizedTest
  @ValueSource(strings = {"demo", "pub", "sub", "handshake", "diagnose", "diff", "explain", "probe", "tap"})
  void everyCommandHasExamplesInItsHelp(String command) {
    Outcome help = Outcome.of(command, "--help");
    assertEquals(0, help.status());
    assertEquals("", help.err());
    assertTrue(help.out().contains("Examples:\n  plumbline " + command), help::toString);
    assertEquals(help, Outcome.of(command, "-?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "pub", "sub", "handshake", "diagnose", "diff", "explain", "probe", "tap"})
  void helpFitsATerminal(String command) {
    assertEquals(List.of(), Outcome.of(command, "--help").out().lines().filter(line -> line.length() > 80).toList());
  }

  @Test
  void theHelpOfAllNamesEachCommand() {
    Outcome help = Outcome.of("--help");
    assertEquals(0, help.status());
    for (String command : List.of(
        "demo", "pub", "sub", "handshake", "diagnose", "diff", "explain", "probe", "tap", "profiles")) {
      assertTrue(help.out().contains("\n  " + command), help::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-p", "-t", "-m", "-f", "-l", "-s", "-n", "-q", "-r", "-i", "-u", "-P", "-k", "-c",
      "-d", "-L", "--will-topic", "--will-payload", "--will-qos", "--will-retain", "--cafile", "--capath", "--cert",
      "--key", "--keypass", "--servername", "--alpn", "--keylog", "--engine", "--plain"})
  void pubHasMosquittosFlag(String flag) {
    assertTrue(Outcome.of("pub", "--help").out().matches("(?s).*\\s" + flag + "[,= \n].*"), flag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "-p", "-t", "-q", "-i", "-u", "-P", "-k", "-c", "-C", "-W", "-d", "-L", "-v",
      "--engine"})
  void subHasMosquittosFlag(String flag) {
    assertTrue(Outcome.of("sub", "--help").out().matches("(?s).*\\s" + flag + "[,= \n].*"), flag);
  }

  @Test
  void printsItsVersion() {
    Outcome version = Outcome.of("--version");
    assertEquals(0, version.status());
    assertTrue(version.out().startsWith("Plumbline "), version::toString);
  }

  @Test
  void plainTextHasNoColours() {
    assertFalse(Outcome.of("--help").out().contains("\u001b"));
  }
}
