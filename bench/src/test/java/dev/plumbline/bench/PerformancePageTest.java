package dev.plumbline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does a new table go where the old one was? */
class PerformancePageTest {
  @ParameterizedTest
  @EnumSource
  void replacesWhatStandsBetweenItsMarks(PerformancePage part) {
    String page = "before\n" + part.around("old\n") + "after\n";

    String replaced = part.replace(page, "new\n");

    assertEquals("before\n" + part.around("\nnew\n\n") + "after\n", replaced);
    assertEquals(replaced, part.replace(replaced, "new\n"));
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPageWithoutMarks(PerformancePage part) {
    assertThrows(IllegalArgumentException.class, () -> part.replace("page\n", "new\n"));
  }

  @ParameterizedTest
  @EnumSource
  void theRealPageHasThem(PerformancePage part) throws IOException {
    String page = Files.readString(Path.of("..").resolve(PerformancePage.PAGE));

    assertTrue(part.replace(page, "a new table\n").contains("a new table"));
  }
}
