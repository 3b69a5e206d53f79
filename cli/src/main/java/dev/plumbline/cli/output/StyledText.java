package dev.plumbline.cli.output;

import dev.plumbline.diagnose.report.Emphasis;

/** The emphasis of a diagnosis on this console. */
public record StyledText(Style style) implements Emphasis {
  @Override
  public String strong(String text) {
    return style.strong(text);
  }

  @Override
  public String quiet(String text) {
    return style.quiet(text);
  }

  @Override
  public String good(String text) {
    return style.good(text);
  }

  @Override
  public String bad(String text) {
    return style.bad(text);
  }
}
