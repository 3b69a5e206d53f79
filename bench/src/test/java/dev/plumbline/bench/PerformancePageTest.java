package dev.plumbline.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Does a new table go where the old one was? */
class PerformancePageTest {
  @Test
  void replacesWhatStandsBetweenTheMarks() {
    String page = "before\n" + PerformancePage.BEGIN + "old\n" + PerformancePage.END + "after\n";

    String replaced = PerformancePage.replace(page, "new\n");

    assertEquals("before\n" + PerformancePage.BEGIN + "\nnew\n\n" + PerformancePage.END + "after\n", replaced);
    assertEquals(replaced, PerformancePage.replace(replaced, "new\n"));
  }

  @Test
  void refusesAPageWithoutMarks() {
    assertThrows(IllegalArgumentException.class, () -> PerformancePage.replace("page\n", "new\n"));
  }

  @Test
  void theRealPageHasThem() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "performance.md"));

    assertTrue(PerformancePage.replace(page, "a new table\n").contains("a new table"));
  }
}
