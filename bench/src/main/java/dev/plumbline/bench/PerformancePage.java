package dev.plumbline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that carries the last tables that somebody thought worth keeping. */
enum PerformancePage {
  TABLE("<!-- table: written by bench/run quick --write -->\n", "<!-- end of table -->\n"),
  CAPTURE("<!-- capture: written by bench/run capture --write -->\n", "<!-- end of capture -->\n");

  static final Path PAGE = Path.of("docs", "performance.md");

  private final String begin;
  private final String end;

  PerformancePage(String begin, String end) {
    this.begin = begin;
    this.end = end;
  }

  /** Replaces what stands between these two marks of the page; all else stays. */
  void write(String table) throws IOException {
    Files.writeString(PAGE, replace(Files.readString(PAGE), table));
  }

  String replace(String page, String table) {
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the page has no place for the table, between the lines " + begin + end);
    }
    return page.substring(0, from + begin.length()) + "\n" + table + "\n" + page.substring(to);
  }

  /** A page with nothing but a place for this table, and something in it. */
  String around(String content) {
    return begin + content + end;
  }
}
