package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that carries the last table that somebody thought worth keeping. */
final class PerformancePage {
  static final String BEGIN = "<!-- table: written by bench/run quick --write -->\n";
  static final String END = "<!-- end of table -->\n";

  private PerformancePage() {}

  /** Replaces what stands between the two marks of the page; all else stays. */
  static void write(Path page, String table) throws IOException {
    Files.writeString(page, replace(Files.readString(page), table));
  }

  static String replace(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page has no place for the table, between the lines " + BEGIN + END);
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + page.substring(end);
  }
}
