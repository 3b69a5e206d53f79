package dev.plumbline.cli.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static Style style(Map<String, String> environment, boolean terminal) {
    return new Console(InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream(),
        environment, terminal).style();
  }

  @Test
  void coloursOnlyATerminalWhoseOwnerHasNotRefused() {
    assertEquals(Style.COLOURED, style(Map.of("TERM", "xterm"), true));
    assertEquals(Style.PLAIN, style(Map.of("TERM", "xterm"), false));
    assertEquals(Style.PLAIN, style(Map.of("NO_COLOR", "1"), true));
    assertEquals(Style.PLAIN, style(Map.of("TERM", "dumb"), true));
    assertEquals(Style.COLOURED, style(Map.of("NO_COLOR", ""), true));
  }

  @Test
  void textAndBytesComeInTheirOrder() throws IOException {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    Console console =
        new Console(InputStream.nullInputStream(), memory, OutputStream.nullOutputStream(), Map.of(), false);
    console.out().print("§");
    console.bytesOut().write(0xFF);
    console.out().print("→");
    console.out().flush();
    byte[] expected = ("§" + "x" + "→").getBytes(StandardCharsets.UTF_8);
    expected[2] = (byte) 0xFF;
    assertArrayEquals(expected, memory.toByteArray());
  }
}
