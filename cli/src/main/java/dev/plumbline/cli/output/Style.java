package dev.plumbline.cli.output;

/** How text stands out on a terminal; without one, not at all. */
public enum Style {
  PLAIN,
  COLOURED;

  private static final String RESET = "\u001b[0m";

  public String strong(String text) {
    return wrap("\u001b[1m", text);
  }

  public String quiet(String text) {
    return wrap("\u001b[2m", text);
  }

  public String good(String text) {
    return wrap("\u001b[32m", text);
  }

  public String bad(String text) {
    return wrap("\u001b[31m", text);
  }

  private String wrap(String start, String text) {
    return this == PLAIN ? text : start + text + RESET;
  }
}
